"""Who is who for one trace: its maker, relations, parties and listings, as of one look at what was merged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from provenance.models import Party, PartyKind, PartyRelation, RelationKind
from provenance.name_key import stored_key
from provenance.queries.listing_rows import listing_rows
from provenance.queries.makers import likely_maker
from provenance.queries.merging import Merged
from provenance.queries.owning import MAX_OWNERS_DEPTH
from provenance.queries.parties import maker_named
from provenance.queries.statements import as_day, as_key, read, select
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
_TERRITORY = "territory"
_PARTIES, _RELATIONS = Party._meta.db_table, PartyRelation._meta.db_table
_BY_PUBLIC_ID: Final = f"SELECT {', '.join(PARTY)} FROM {_PARTIES} WHERE public_id = %s"  # noqa: S608
_BEARERS: Final = f"SELECT {', '.join(PARTY)} FROM {_PARTIES} WHERE name_key = %s AND kind = ANY(%s)"  # noqa: S608
_OWNED: Final = f"SELECT target_id FROM {_RELATIONS} WHERE kind = %s AND party_id = ANY(%s)"  # noqa: S608
_OF_THESE: Final = f"""
WHERE {_RELATIONS}.target_id = ANY(%s) AND {_RELATIONS}.kind = ANY(%s) ORDER BY {_RELATIONS}.id
"""


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
            if party:
                self.group = self.merged.rows([self.root(party[0])])
            self._makers[asked] = self.take(party) if party else None
        return self._makers[asked]

    def relations(self, maker: PartyRef) -> list[Movement]:
        """Return ownerships and (denied) authorisations of the brand and its owners: a query a step of owning."""
        rows: list[tuple[Any, ...]] = []
        newest = list(self.group)
        for _ in range(MAX_OWNERS_DEPTH + 1):
            found = read(
                f"{select(PartyRelation, *_RELATION, *_GRADE, _TERRITORY)} {_OF_THESE}",
                [newest, [str(kind) for kind in RELATION_KINDS]],
            )
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
        spans: dict[str, tuple[ListingSpan, ...]] = {}
        for row in listing_rows(self.merged.rows(numbers)):
            span = ListingSpan(row.list, row.jurisdiction, row.start, row.end, row.programme, row.version)
            key = self._parties[self.root(row.party)].key
            spans[key] = (*spans.get(key, ()), span)
        return spans

    def root(self, key: int) -> int:
        """Return the primary key of the row that stands for a party."""
        standing = self.merged.roots.get(key)
        return standing.pk if standing else key

    def take(self, party: Sequence[Any]) -> PartyRef:
        """Return who stands for a party, given the values of its `party_fields`."""
        known = self._parties.get(self.root(party[0]))
        if known:
            return known
        standing = self.merged.roots.get(party[0])
        key, public_id, *said = _values(standing) if standing else party
        return self._remember(key, as_key(public_id), *said)

    def _maker(self, question: TraceQuestion) -> Sequence[Any] | None:
        """The values of `PARTY` of the maker that is meant."""
        if question.maker_key:
            return next(iter(read(_BY_PUBLIC_ID, [UUID(question.maker_key)])), None)
        name = question.manufacturer.strip()
        if not name:
            return _values(likely_maker(question.part_number, self.merged))
        named = self._spelt(name) or _values(maker_named(name))
        return self._brand_of(named, question.part_number) if named else None

    def _brand_of(self, owner: Sequence[Any], part_number: str) -> Sequence[Any]:
        """The brand that made the part, where its owner was named: the brand's rows and distributors are sought."""
        owned = read(_OWNED, [str(RelationKind.OWNER), self.merged.rows([owner[0]])])
        brands = {self.root(key) for (key,) in owned}
        made_by = likely_maker(part_number, self.merged) if brands else None
        return (made_by and made_by.pk in brands and _values(made_by)) or owner

    def _spelt(self, name: str) -> Sequence[Any] | None:
        """The only maker that bears just this name: found by the key of names, which has an index."""
        key = stored_key(name)
        makers = read(_BEARERS, [key, [str(PartyKind.MAKER), str(PartyKind.BRAND_OWNER)]]) if key else ()
        same = {self.root(one[0]): one for one in makers if one[2].casefold() == name.casefold()}
        return next(iter(same.values())) if len(same) == 1 else None

    def _relation(self, row: Sequence[Any]) -> Movement:
        key, kind, start, end = row[:4]
        return Movement(
            key=f"r{key}",
            kind=RELATION_KINDS[RelationKind(kind)],
            seller=self.take(row[4:9]),
            buyer=self.take(row[9:14]),
            earliest=as_day(start),
            latest=as_day(end),
            names=Naming.GOODS,
            evidence=(evidence(row[14:20]),),
            records=(Record(RecordKind.RELATION, key, reference=row[18]),),
            territory=row[20],
        )

    def _remember(self, key: int, public_id: str, name: str, kind: str, country: str) -> PartyRef:
        self._numbers[public_id] = key
        return self._parties.setdefault(key, PartyRef(public_id, name, kind, country))


def evidence(said: Sequence[Any]) -> Evidence:
    """Return what a source says, given the values of `SOURCE`, reference and credibility."""
    name, reliability, origin, party_to_war, reference, credibility = said
    return Evidence(name, reference, reliability, credibility, origin or "", bool(party_to_war))


def _values(party: Party | None) -> Sequence[Any]:
    """The values of `PARTY`; none of nobody."""
    return (party.pk, party.public_id, party.name, party.kind, party.country) if party else ()
