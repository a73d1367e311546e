"""What the page of a party shows: names, numbers, addresses, owners, listings, goods, chains. Each a bounded query."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from accounts.queries import Principal
from accounts.roles import Capability
from problems import NotFound
from provenance.models import (
    Claim,
    Correction,
    Listing,
    Party,
    PartyAddress,
    PartyIdentifier,
    PartyName,
    PartyRelation,
    RelationKind,
    Shipment,
    TraceParty,
    TradeName,
)
from provenance.queries.corrections import standing_merges
from provenance.queries.listed_on import listings_of
from provenance.queries.merging import merged_parties
from provenance.queries.shipment_rows import shown

LIMIT = 50
MOST_NAMES = 60
SHARING = 10
"""Parties that are named as sharing an address; the rest is counted."""
COUNTED = 5000
"""Shipments up to which they are counted and put in order of their dates; a hub has more than anybody reads."""
IN_TIME = (RelationKind.OWNER, RelationKind.SUCCESSOR)


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name of a party. `script`: the Unicode script of its first letter. `how`: recorded, merged, exact, likely..."""

    text: str
    script: str
    how: str


@dataclass(frozen=True, slots=True)
class Place:
    """An address, and who else has it; `more` parties beyond those named."""

    address: PartyAddress
    shared_with: tuple[Party, ...]
    more: int


@dataclass(frozen=True, slots=True)
class PartyView:
    """One party with all that is recorded of it, and the corrections that made it one with others.

    `succession`: owners, what it owns, and successors, by time; `relations`: all others.
    """

    party: Party
    rows: tuple[int, ...]
    names: tuple[WrittenName, ...]
    identifiers: tuple[PartyIdentifier, ...]
    places: tuple[Place, ...]
    merges: tuple[Correction, ...]
    succession: tuple[PartyRelation, ...]
    relations: tuple[PartyRelation, ...]
    listings: tuple[Listing, ...]
    claims: tuple[Claim, ...]
    chains: tuple[TraceParty, ...]


@dataclass(frozen=True, slots=True)
class GoodsFilter:
    """What to narrow a party's shipments by; empty means any. `side`: sold or bought. `hs`: a code or its beginning."""

    year: int | None = None
    hs: str = ""
    side: str = ""


def party_view(principal: Principal, public_id: UUID) -> PartyView:
    """One party, with all that was merged into it; of a merged one the party that stands for it.

    Raises NotAllowed, NotFound.
    """
    principal.require(Capability.PART_SEE)
    asked = Party.objects.filter(public_id=public_id).first()
    if asked is None:
        raise NotFound
    merged = merged_parties()
    party, rows = merged.standing(asked), merged.rows([asked.pk])
    either = Q(party__in=rows) | Q(target__in=rows)
    related = PartyRelation.objects.select_related("party", "target", "source").filter(either)
    related = related.exclude(party__in=rows, target__in=rows).order_by(F("start").asc(nulls_first=True), "pk")
    traced = TraceParty.objects.filter(party__in=rows).select_related("trace__manufacturer")
    return PartyView(
        party=party,
        rows=tuple(rows),
        names=tuple(_names(party, rows)),
        identifiers=tuple(PartyIdentifier.objects.filter(party__in=rows).order_by("scheme", "pk")[:LIMIT]),
        places=tuple(_places(rows)),
        merges=tuple(standing_merges(rows)),
        succession=tuple(related.filter(kind__in=IN_TIME)[:LIMIT]),
        relations=tuple(related.exclude(kind__in=IN_TIME)[:LIMIT]),
        listings=tuple(listings_of(rows, merged)),
        claims=tuple(_claims(rows)),
        chains=tuple(traced.defer("trace__answer", "trace__data_state").order_by("-pk")[:LIMIT])
        if principal.can(Capability.TRACE_SEE)
        else (),
    )


def shipments_of(view: PartyView, wanted: GoodsFilter) -> QuerySet[Shipment]:
    """The shipments of a party, earliest first; of a hub with more than `COUNTED` in the order of their import."""
    sides = {"sold": Q(seller__in=view.rows), "bought": Q(buyer__in=view.rows)}
    rows = Shipment.objects.filter(sides.get(wanted.side, sides["sold"] | sides["bought"]))
    if wanted.year:
        first, last = date(wanted.year, 1, 1), date(wanted.year, 12, 31)
        rows = rows.filter(earliest__lte=last, latest__gte=first)
    if wanted.hs:
        rows = rows.filter(hs6__startswith=wanted.hs)
    few = rows.order_by()[: COUNTED + 1].count() <= COUNTED
    return shown(rows).order_by(*((F("earliest").asc(nulls_last=True),) if few else ()), "pk")


def script_of(text: str) -> str:
    """The script of the first letter as Unicode names it: LATIN, CYRILLIC, CJK, ARABIC...; empty without letters."""
    letter = next((sign for sign in text if sign.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""


def _names(party: Party, rows: Collection[int]) -> Iterable[WrittenName]:
    """Each text once: its own, those recorded, those of merged companies, then those that records of trade write."""
    merged = Party.objects.filter(pk__in=rows).exclude(pk=party.pk).order_by("name").values_list("name", flat=True)
    recorded = PartyName.objects.filter(party__in=rows).order_by("name").values_list("name", flat=True)
    traded = TradeName.objects.filter(party__in=rows).order_by("how", "text").values_list("text", "how")
    found: dict[str, str] = {party.name: "own"}
    found = {name: "recorded" for name in recorded[:MOST_NAMES]} | {name: "merged" for name in merged} | found
    for text, how in traded[:MOST_NAMES]:
        found.setdefault(text, how)
    rank = ("own", "recorded", "merged", "exact", "confirmed", "likely")
    ordered = sorted(found.items(), key=lambda one: (rank.index(one[1]), script_of(one[0]) != "LATIN", one[0]))
    return (WrittenName(text, script_of(text), how) for text, how in ordered)


def _places(rows: Collection[int]) -> Iterable[Place]:
    own = list(PartyAddress.objects.filter(party__in=rows).order_by("pk")[:LIMIT])
    keys = {one.key for one in own if one.key}
    sharing: dict[str, dict[int, Party]] = {}
    if keys:
        merged = merged_parties()
        others = PartyAddress.objects.filter(key__in=keys).exclude(party__in=rows).select_related("party")
        for one in others.order_by("pk")[:COUNTED]:
            standing = merged.standing(one.party)
            sharing.setdefault(one.key, {})[standing.pk] = standing
    for one in own:
        parties = sorted(sharing.get(one.key, {}).values(), key=lambda party: party.name) if one.key else []
        yield Place(one, tuple(parties[:SHARING]), max(len(parties) - SHARING, 0))


def _claims(rows: Collection[int]) -> QuerySet[Claim]:
    either = Q(seller__in=rows) | Q(buyer__in=rows)
    claims = Claim.objects.filter(either, successor__isnull=True)
    return claims.select_related("seller", "buyer", "source", "manufacturer").order_by("earliest", "pk")[:LIMIT]
