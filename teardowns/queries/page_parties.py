"""What the pages of a party, a part and their search show of parties, listings and movements."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from problems import NotFound
from provenance.models import Claim, Correction, Listing, Part, Party, PartyName, PartyRelation, Shipment
from provenance.queries.corrections import standing_merges
from provenance.queries.merging import merged_parties
from provenance.queries.parties import LONGEST_NAME

LIMIT = 50
LONGEST_NUMBER = 80


@dataclass(frozen=True, slots=True)
class NameCheck:
    """What a check of one name would have shown on a day: lists in force, else the first listing after it."""

    party: Party
    in_force: tuple[Listing, ...]
    first_later: Listing | None
    ever: bool


@dataclass(frozen=True, slots=True)
class PartyView:
    """One party with all that is recorded of it, and the corrections that made it one with others."""

    party: Party
    names: tuple[str, ...]
    merges: tuple[Correction, ...]
    owned_by: tuple[PartyRelation, ...]
    relations: tuple[PartyRelation, ...]
    listings: tuple[Listing, ...]
    shipments: tuple[Shipment, ...]
    claims: tuple[Claim, ...]


def party_view(public_id: Any) -> PartyView:
    """One party, with all that was merged into it; of a merged one the party that stands for it. Raises NotFound."""
    asked = Party.objects.filter(public_id=public_id).first()
    if asked is None:
        raise NotFound
    merged = merged_parties()
    party, rows = merged.standing(asked), merged.rows([asked.pk])
    related = PartyRelation.objects.select_related("party", "target", "source").exclude(party__in=rows, target__in=rows)
    either = Q(seller__in=rows) | Q(buyer__in=rows)
    return PartyView(
        party=party,
        names=_names(party, rows),
        merges=tuple(standing_merges(rows)),
        owned_by=tuple(related.filter(target__in=rows).order_by("start", "pk")),
        relations=tuple(related.filter(party__in=rows).order_by("kind", "target__name")[:LIMIT]),
        listings=tuple(listings_of(rows)),
        shipments=tuple(_movements(Shipment.objects.filter(either))),
        claims=tuple(_movements(Claim.objects.filter(either, successor__isnull=True))),
    )


def part_named(maker_slug: str, number: str) -> tuple[Party, Part | None]:
    """A maker, the one that stands for it if it was merged, and its catalogued part: None where only people named it.

    Raises NotFound for an unknown maker and for what is no part number.
    """
    asked = Party.objects.filter(slug=maker_slug).first()
    if asked is None or len(number) > LONGEST_NUMBER or not number.isprintable():
        raise NotFound
    merged = merged_parties()
    parts = Part.objects.filter(manufacturer__in=merged.rows([asked.pk]), number=number).select_related(
        "source", "manufacturer"
    )
    return merged.standing(asked), parts.order_by("pk").first()


def parties_like(text: str) -> QuerySet[Party]:
    """Parties with this piece in a name of any script; of merged ones the one that stands for them."""
    if not 2 <= len(text) <= LONGEST_NAME or not text.isprintable():
        return Party.objects.none()
    spelled = [text, text.lower(), text.capitalize(), text.title(), text.upper()]
    named = Q()
    for spelling in spelled:
        named |= Q(name__icontains=spelling) | Q(other_names__name__icontains=spelling)
    standing = merged_parties().roots
    hidden = Party.objects.filter(named, pk__in=standing).values_list("pk", flat=True) if standing else ()
    shown = named | Q(pk__in=[standing[key].pk for key in hidden])
    return Party.objects.filter(shown, merged_into__isnull=True).distinct().order_by("name")


def name_checks(party_ids: Iterable[str], on: date) -> list[NameCheck]:
    """What a name check of each party would have shown on a day, in the order given."""
    wanted = list(dict.fromkeys(party_ids))
    parties = parties_by_public_id(wanted)
    standing = merged_parties().standing
    listings: dict[int, list[Listing]] = {}
    for listing in listings_of(party.pk for party in parties.values()):
        listings.setdefault(standing(listing.party).pk, []).append(listing)
    return [_check(one, listings.get(standing(one).pk, []), on) for one in (parties[k] for k in wanted if k in parties)]


def listings_of(parties: Iterable[int]) -> QuerySet[Listing]:
    """All listings of some parties and of what is one with them, earliest first."""
    rows = merged_parties().rows(parties)
    return Listing.objects.filter(party__in=rows).select_related("party", "source").order_by("start", "pk")


def parties_by_public_id(public_ids: Collection[str]) -> dict[str, Party]:
    """Parties by their public id."""
    return {str(party.public_id): party for party in Party.objects.filter(public_id__in=set(public_ids))}


def _names(party: Party, rows: Collection[int]) -> tuple[str, ...]:
    own = Party.objects.filter(pk__in=rows).exclude(pk=party.pk).values_list("name", flat=True)
    others = PartyName.objects.filter(party__in=rows).values_list("name", flat=True)
    return tuple(sorted({*own, *others} - {party.name}))


def _check(party: Party, listings: list[Listing], on: date) -> NameCheck:
    in_force = tuple(one for one in listings if one.start <= on and (one.end is None or one.end >= on))
    later = next((one for one in listings if one.start > on), None)
    return NameCheck(party, in_force, later, bool(listings))


def _movements(rows: Any) -> Any:
    return rows.select_related("seller", "buyer", "source", "manufacturer").order_by("earliest", "pk")[:LIMIT]
