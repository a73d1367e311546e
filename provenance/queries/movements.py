"""The database as a source of chains: a fixed number of queries for each question, whatever the rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from provenance.models import Claim, Listing, Party, PartyRelation, RelationKind, Shipment, Source
from provenance.queries.makers import likely_maker
from provenance.queries.merging import Merged, merged_parties
from provenance.queries.names import owner_ids
from provenance.queries.naming import may_name, naming
from provenance.queries.parties import maker_named
from provenance.tracing.source import Slice
from provenance.tracing.types import (
    Evidence,
    ListingSpan,
    Movement,
    MovementKind,
    Naming,
    PartyRef,
    TraceQuestion,
)

MAX_ROWS = 50_000
ROW = (
    "public_id",
    "seller_id",
    "buyer_id",
    "earliest",
    "latest",
    "part_number",
    "manufacturer_id",
    "hs6",
    "quantity",
    "value_usd_cents",
    "source_id",
    "reference",
    "credibility",
)
RELATION_KINDS = {
    RelationKind.OWNER: MovementKind.OWNERSHIP,
    RelationKind.AUTHORISED_DISTRIBUTOR: MovementKind.AUTHORISATION,
    RelationKind.NOT_AUTHORISED: MovementKind.NOT_AUTHORISED,
}


class DatabaseSource:
    """Implements `provenance.tracing.source.ChainSource` for one trace; remembers parties it has read."""

    def __init__(self, max_rows: int = MAX_ROWS, merged: Merged | None = None) -> None:
        self._max_rows = max_rows
        self._parties: dict[int, PartyRef] = {}
        self._sources: dict[int, Source] = {}
        self._group: list[int] = []
        self._merged = merged or merged_parties()

    def maker(self, question: TraceQuestion) -> PartyRef | None:
        """Return the party of the brand: by name, or where none is given, by the number."""
        name = question.manufacturer
        party = maker_named(name) if name else likely_maker(question.part_number, self._merged)
        if party is None:
            return None
        self._group = owner_ids(party.pk, self._merged)
        return self._remember(party)

    def relations(self, maker: PartyRef) -> list[Movement]:
        """Return ownerships and (denied) authorisations of the brand and its owners."""
        rows = list(
            PartyRelation.objects.filter(target_id__in=self._group, kind__in=RELATION_KINDS)
            .select_related("party", "target", "source__origin")
            .order_by("pk")
        )
        return [
            Movement(
                key=f"r{row.pk}",
                kind=RELATION_KINDS[RelationKind(row.kind)],
                seller=self._remember(row.target),
                buyer=self._remember(row.party),
                earliest=row.start,
                latest=row.end,
                names=Naming.GOODS,
                evidence=(_evidence(row.source, row.reference, row.credibility),),
            )
            for row in rows
            if self._remember(row.target) is not self._remember(row.party)
        ]

    def naming(self, question: TraceQuestion) -> Slice:
        """Return shipments and claims whose part number is the one asked for, its base or its family."""
        return self._slice(may_name(question.part_number), question)

    def goods(self, question: TraceQuestion) -> Slice:
        """Return rows without a part number under the customs codes, or naming the maker alone."""
        fits = Q(hs6__in=question.hs_codes)
        if self._group:
            fits |= Q(manufacturer_id__in=self._group)
        return self._slice(fits & Q(part_canonical=""), question)

    def listings(self, keys: Collection[str]) -> Mapping[str, tuple[ListingSpan, ...]]:
        """Return every listing of the parties with these public ids, and of what was merged into them."""
        spans: dict[str, tuple[ListingSpan, ...]] = {}
        merged = [row for row, party in self._merged.roots.items() if str(party.public_id) in keys]
        listed = Q(party__public_id__in=keys) | Q(party__in=merged)
        rows = Listing.objects.filter(listed).order_by("start", "list_name")
        for row in rows.select_related("party"):
            span = ListingSpan(row.list_name, row.jurisdiction, row.start, row.end, version=row.reference)
            key = str(self._merged.standing(row.party).public_id)
            spans[key] = (*spans.get(key, ()), span)
        return spans

    def _slice(self, fits: Q, question: TraceQuestion) -> Slice:
        fits &= _within(question.made[0], question.recovered)
        if self._group:
            fits &= Q(manufacturer_id__isnull=True) | Q(manufacturer_id__in=self._group)
        shipments = self._rows(Shipment.objects.filter(fits))
        claims = self._rows(Claim.objects.filter(fits, successor__isnull=True))
        self._load([*shipments, *claims])
        found = [
            *(self._movement(row, MovementKind.SHIPMENT, question) for row in shipments[: self._max_rows]),
            *(self._movement(row, MovementKind.CLAIM, question) for row in claims[: self._max_rows]),
        ]
        cut = max(len(shipments), len(claims)) > self._max_rows
        return Slice([movement for movement in found if movement], cut)

    def _rows(self, rows: QuerySet[Any]) -> list[dict[str, Any]]:
        return list(rows.order_by("pk").values(*ROW)[: self._max_rows + 1])

    def _load(self, rows: Iterable[dict[str, Any]]) -> None:
        """Read the parties and sources of some rows at once."""
        rows = list(rows)
        wanted = {row[side] for row in rows for side in ("seller_id", "buyer_id")} - self._parties.keys()
        for start in range(0, len(wanted), 5000):
            for party in Party.objects.filter(pk__in=sorted(wanted)[start : start + 5000]).order_by("pk"):
                self._remember(party)
        sources = {row["source_id"] for row in rows} - self._sources.keys()
        if sources:
            self._sources |= Source.objects.select_related("origin").in_bulk(sources)

    def _movement(self, row: dict[str, Any], kind: MovementKind, question: TraceQuestion) -> Movement | None:
        named = _naming(row, question)
        if named is None or self._parties[row["seller_id"]] is self._parties[row["buyer_id"]]:
            return None
        value, quantity = row["value_usd_cents"], row["quantity"]
        return Movement(
            key=f"{kind[0]}{row['public_id']}",
            kind=kind,
            seller=self._parties[row["seller_id"]],
            buyer=self._parties[row["buyer_id"]],
            earliest=row["earliest"],
            latest=row["latest"],
            names=named,
            evidence=(_evidence(self._sources[row["source_id"]], row["reference"], row["credibility"]),),
            quantity=quantity,
            unit_price=value / 100 / quantity if value and quantity else None,
            hs6=row["hs6"],
        )

    def _remember(self, party: Party) -> PartyRef:
        """The company of a row: what was merged is one with what stands for it."""
        standing = self._merged.standing(party)
        ref = PartyRef(str(standing.public_id), standing.name, standing.kind, standing.country)
        return self._parties.setdefault(party.pk, self._parties.setdefault(standing.pk, ref))


def _naming(row: dict[str, Any], question: TraceQuestion) -> Naming | None:
    if row["part_number"]:
        return naming(row["part_number"], question.part_number)
    return Naming.MAKER if row["manufacturer_id"] else Naming.GOODS


def _within(made: date | None, recovered: date | None) -> Q:
    """Return the condition that some day of a row lies between two days."""
    fits = Q()
    if made:
        fits &= Q(latest__isnull=True) | Q(latest__gte=made)
    if recovered:
        fits &= Q(earliest__isnull=True) | Q(earliest__lte=recovered)
    return fits


def _evidence(source: Source, reference: str, credibility: int) -> Evidence:
    return Evidence(
        source=source.name,
        reference=reference,
        reliability=source.reliability,
        credibility=credibility,
        origin=source.origin.name if source.origin else "",
        party_to_war=source.party_to_war,
    )
