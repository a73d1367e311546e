"""What the pages of a party, a part and their search show of parties, listings and movements."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from problems import NotFound
from provenance.models import Claim, Listing, Part, Party, PartyRelation, Shipment
from provenance.partnumbers.normalise import canonical
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
    """One party with all that is recorded of it."""

    party: Party
    names: tuple[str, ...]
    owned_by: tuple[PartyRelation, ...]
    relations: tuple[PartyRelation, ...]
    listings: tuple[Listing, ...]
    shipments: tuple[Shipment, ...]
    claims: tuple[Claim, ...]


def party_view(public_id: Any) -> PartyView:
    """One party. Raises NotFound."""
    party = Party.objects.filter(public_id=public_id).first()
    if party is None:
        raise NotFound
    related = PartyRelation.objects.select_related("party", "target", "source")
    either = Q(seller=party) | Q(buyer=party)
    return PartyView(
        party=party,
        names=tuple(party.other_names.order_by("name").values_list("name", flat=True)),
        owned_by=tuple(related.filter(target=party).order_by("start", "pk")),
        relations=tuple(related.filter(party=party).order_by("kind", "target__name")[:LIMIT]),
        listings=tuple(party.listings.select_related("source")),
        shipments=tuple(_movements(Shipment.objects.filter(either))),
        claims=tuple(_movements(Claim.objects.filter(either, successor__isnull=True))),
    )


def part_named(maker_slug: str, number: str) -> tuple[Party, Part | None]:
    """A maker and its catalogued part; the part is None where only people named it.

    Raises NotFound for an unknown maker and for what is no part number.
    """
    maker = Party.objects.filter(slug=maker_slug).first()
    if maker is None or len(number) > LONGEST_NUMBER or not number.isprintable():
        raise NotFound
    return maker, Part.objects.filter(manufacturer=maker, number=number).select_related("source").first()


def parts_like(text: str) -> QuerySet[Part]:
    """Catalogued parts that begin like this once look-alikes and punctuation are folded, shortest first."""
    key = canonical(text)
    if not 2 <= len(key) <= LONGEST_NUMBER:
        return Part.objects.none()
    return (
        Part.objects.filter(Q(canonical__startswith=key)).select_related("manufacturer").order_by("canonical", "number")
    )


def parties_like(text: str) -> QuerySet[Party]:
    """Parties with this piece in a name of any script."""
    if not 2 <= len(text) <= LONGEST_NAME or not text.isprintable():
        return Party.objects.none()
    spelled = [text, text.lower(), text.capitalize(), text.title(), text.upper()]
    named = Q()
    for spelling in spelled:
        named |= Q(name__icontains=spelling) | Q(other_names__name__icontains=spelling)
    return Party.objects.filter(named).distinct().order_by("name")


def name_checks(party_ids: Iterable[str], on: date) -> list[NameCheck]:
    """What a name check of each party would have shown on a day, in the order given."""
    wanted = list(dict.fromkeys(party_ids))
    parties = parties_by_public_id(wanted)
    listings: dict[int, list[Listing]] = {}
    for listing in listings_of(party.pk for party in parties.values()):
        listings.setdefault(listing.party_id, []).append(listing)
    return [_check(parties[key], listings.get(parties[key].pk, []), on) for key in wanted if key in parties]


def listings_of(parties: Iterable[int]) -> QuerySet[Listing]:
    """All listings of some parties, earliest first."""
    return Listing.objects.filter(party__in=set(parties)).select_related("party", "source").order_by("start", "pk")


def parties_by_public_id(public_ids: Collection[str]) -> dict[str, Party]:
    """Parties by their public id."""
    return {str(party.public_id): party for party in Party.objects.filter(public_id__in=set(public_ids))}


def _check(party: Party, listings: list[Listing], on: date) -> NameCheck:
    in_force = tuple(one for one in listings if one.start <= on and (one.end is None or one.end >= on))
    later = next((one for one in listings if one.start > on), None)
    return NameCheck(party, in_force, later, bool(listings))


def _movements(rows: Any) -> Any:
    return rows.select_related("seller", "buyer", "source", "manufacturer").order_by("earliest", "pk")[:LIMIT]
