"""Who is who for one trace: its maker, relations, parties and listings, as of one look at what was merged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from provenance.models import Listing, Party, PartyKind, PartyRelation, RelationKind
from provenance.name_key import stored_key
from provenance.queries.listings import told_version
from provenance.queries.makers import likely_maker
from provenance.queries.merging import Merged
from provenance.queries.names import MAX_OWNERS_DEPTH
from provenance.queries.parties import maker_named
from provenance.tracing.types import (
    Evidence,
    ListingSpan,
    Movement,
    MovementKind,
    Naming,
    PartyRef,
    Record,
    RecordKind,
    TraceQuestion,
)

RELATION_KINDS = {
    RelationKind.OWNER: MovementKind.OWNERSHIP,
    RelationKind.AUTHORISED_DISTRIBUTOR: MovementKind.AUTHORISATION,
    RelationKind.NOT_AUTHORISED: MovementKind.NOT_AUTHORISED,
}
PARTY = ("id", "public_id", "name", "kind", "country")
SOURCE = ("source__name", "source__reliability", "source__origin__name", "source__party_to_war")


def party_fields(side: str) -> tuple[str, ...]:
    """The fields of a party that `PartyRegister.take` wants, joined to a row."""
    return (f"{side}_id", *(f"{side}__{field}" for field in PARTY[1:]))


_RELATION = ("pk", "kind", "start", "end", *party_fields("target"), *party_fields("party"))
_GRADE = (*SOURCE, "reference", "credibility")


class PartyRegister:
    """Implements `provenance.tracing.source.Register` for one trace; remembers the parties that it has read.

    `group`: the primary keys of the maker and its owners with all rows that were merged into them.
    """

    def __init__(self, merged: Merged) -> None:
        self.merged = merged
        self.group: list[int] = []
        self._parties: dict[int, PartyRef] = {}
        self._numbers: dict[str, int] = {}
        self._makers: dict[tuple[str, str, str], PartyRef | None] = {}

    def maker(self, question: TraceQuestion) -> PartyRef | None:
        """Return the party of the brand: by its key, by name, or where none is given, by the number."""
        asked = (question.maker_key, question.manufacturer, question.part_number)
        if asked not in self._makers:
            party = self._maker(question)
            self._makers[asked] = self._standing(party) if party else None
        return self._makers[asked]

    def relations(self, maker: PartyRef) -> list[Movement]:
        """Return ownerships and (denied) authorisations of the brand and its owners: a query a step of owning."""
        rows: list[tuple[Any, ...]] = []
        newest = list(self.group)
        for _ in range(MAX_OWNERS_DEPTH + 1):
            known = PartyRelation.objects.filter(target_id__in=newest, kind__in=RELATION_KINDS)
            found = list(known.order_by("pk").values_list(*_RELATION, *_GRADE))
            rows += found
            owners = {row[9] for row in found if row[1] == RelationKind.OWNER}
            newest = [key for key in self.merged.rows(owners) if key not in self.group]
            self.group += newest
            if not newest:
                break
        moves = (self._relation(row) for row in rows)
        return [move for move in moves if move.seller.key != move.buyer.key]

    def numbers(self, parties: Collection[PartyRef]) -> Mapping[str, int]:
        """Return the primary keys of standing parties by public id."""
        return {party.key: self._numbers[party.key] for party in parties if party.key in self._numbers}

    def listings(self, keys: Collection[str]) -> Mapping[str, tuple[ListingSpan, ...]]:
        """Return every listing of the parties with these public ids, and of what was merged into them."""
        numbers = [self._numbers[key] for key in keys if key in self._numbers]
        listed = Listing.objects.filter(party_id__in=self.merged.rows(numbers), list__register=False)
        spans: dict[str, tuple[ListingSpan, ...]] = {}
        for row in listed.select_related("list", "first_version", "last_version").order_by("start", "list__name", "pk"):
            span = ListingSpan(row.list_name, row.jurisdiction, row.start, row.end, row.programme, told_version(row))
            key = self._parties[self.root(row.party_id)].key
            spans[key] = (*spans.get(key, ()), span)
        return spans

    def root(self, key: int) -> int:
        """Return the primary key of the row that stands for a party."""
        standing = self.merged.roots.get(key)
        return standing.pk if standing else key

    def take(self, party: Sequence[Any]) -> PartyRef:
        """Return who stands for a party, given the values of its `party_fields`."""
        standing = self.merged.roots.get(party[0])
        if standing:
            party = (standing.pk, standing.public_id, standing.name, standing.kind, standing.country)
        known = self._parties.get(party[0])
        return known or self._remember(party[0], str(party[1]), *party[2:5])

    def _standing(self, party: Party) -> PartyRef:
        standing = self.merged.standing(party)
        self.group = self.merged.rows([standing.pk])
        return self._remember(standing.pk, str(standing.public_id), standing.name, standing.kind, standing.country)

    def _maker(self, question: TraceQuestion) -> Party | None:
        if question.maker_key:
            return Party.objects.filter(public_id=UUID(question.maker_key)).first()
        name = question.manufacturer.strip()
        if not name:
            return likely_maker(question.part_number, self.merged)
        named = self._spelt(name) or maker_named(name)
        return self._brand_of(named, question.part_number) if named else None

    def _brand_of(self, owner: Party, part_number: str) -> Party:
        """The brand that made the part, where its owner was named: the brand's rows and distributors are sought."""
        owned = PartyRelation.objects.filter(kind=RelationKind.OWNER, party_id__in=self.merged.rows([owner.pk]))
        brands = {self.root(key) for key in owned.values_list("target_id", flat=True)}
        made_by = likely_maker(part_number, self.merged) if brands else None
        return made_by if made_by and made_by.pk in brands else owner

    def _spelt(self, name: str) -> Party | None:
        """The only maker that bears just this name: found by the key of names, which has an index."""
        bearers = Party.objects.filter(name_key=stored_key(name)).exclude(name_key="")
        makers = bearers.filter(kind__in=(PartyKind.MAKER, PartyKind.BRAND_OWNER))
        same = {self.merged.standing(one) for one in makers if one.name.casefold() == name.casefold()}
        return same.pop() if len(same) == 1 else None

    def _relation(self, row: Sequence[Any]) -> Movement:
        key, kind, start, end = row[:4]
        return Movement(
            key=f"r{key}",
            kind=RELATION_KINDS[RelationKind(kind)],
            seller=self.take(row[4:9]),
            buyer=self.take(row[9:14]),
            earliest=start,
            latest=end,
            names=Naming.GOODS,
            evidence=(evidence(row[14:20]),),
            records=(Record(RecordKind.RELATION, key, reference=row[18]),),
        )

    def _remember(self, key: int, public_id: str, name: str, kind: str, country: str) -> PartyRef:
        self._numbers[public_id] = key
        return self._parties.setdefault(key, PartyRef(public_id, name, kind, country))


def evidence(said: Sequence[Any]) -> Evidence:
    """Return what a source says, given the values of `SOURCE`, reference and credibility."""
    name, reliability, origin, party_to_war, reference, credibility = said
    return Evidence(name, reference, reliability, credibility, origin or "", party_to_war)
