"""A small world in memory: the fake source keeps facts in lists and marks its listings itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from provenance.tracing import walk
from provenance.tracing.rows import from_movements
from provenance.tracing.source import Slice
from provenance.tracing.types import (
    Evidence,
    ListingSpan,
    Movement,
    MovementKind,
    Naming,
    PartyRef,
    TraceAnswer,
    TraceQuestion,
)

MAKER = PartyRef("maker", "Example Silicon", "maker", "US")
OWNER = PartyRef("owner", "Example Holdings", "brand_owner", "US")
DISTRIBUTOR = PartyRef("distributor", "Example Authorised", "authorised_distributor", "DE")
BROKER = PartyRef("broker", "Example Harbour Trading", "broker", "HK")
FORWARDER = PartyRef("forwarder", "Example Freight", "forwarder", "TR")
IMPORTER = PartyRef("importer", "Example Importer", "importer", "RU")

QUESTION = TraceQuestion(
    part_number="XC7K325T",
    manufacturer="Example Silicon",
    made=(date(2020, 3, 2), date(2020, 3, 8)),
    recovered=date(2023, 6, 1),
    hs_codes=("854231",),
)


def evidence(source: str = "customs", **changes: object) -> Evidence:
    values: dict[str, object] = {"reference": f"{source} row", "reliability": "B", "credibility": 2}
    return Evidence(source=source, **{**values, **changes})  # type: ignore[arg-type]


def move(
    key: str,
    seller: PartyRef,
    buyer: PartyRef,
    day: date | None,
    *,
    until: date | None = None,
    names: Naming = Naming.EXACT,
    kind: MovementKind = MovementKind.SHIPMENT,
    quantity: int | None = None,
    price: float | None = None,
    says: tuple[Evidence, ...] | None = None,
) -> Movement:
    says = (evidence(reference=key),) if says is None else says
    return Movement(key, kind, seller, buyer, day, until or day, names, says, quantity, price, "854231")


def relation(
    key: str,
    kind: MovementKind,
    seller: PartyRef,
    buyer: PartyRef,
    start: date | None,
    end: date | None = None,
) -> Movement:
    return Movement(key, kind, seller, buyer, start, end, Naming.GOODS, (evidence("register", reference=key),))


AUTHORISED = relation("r1", MovementKind.AUTHORISATION, MAKER, DISTRIBUTOR, date(2010, 1, 1))
OWNED = relation("r2", MovementKind.OWNERSHIP, MAKER, OWNER, date(2022, 2, 14))


@dataclass
class World:
    """A register and a source in memory."""

    facts: Sequence[Movement] = ()
    known_relations: Sequence[Movement] = (AUTHORISED, OWNED)
    spans: Mapping[str, tuple[ListingSpan, ...]] = field(default_factory=dict)
    known_maker: PartyRef | None = MAKER
    asked: list[str] = field(default_factory=list)
    name: str = "world"

    def maker(self, question: TraceQuestion) -> PartyRef | None:
        self.asked.append("maker")
        return self.known_maker

    def relations(self, maker: PartyRef) -> Sequence[Movement]:
        self.asked.append("relations")
        return self.known_relations

    def numbers(self, parties: Collection[PartyRef] = ()) -> Mapping[str, int]:
        known = [*self.facts, *self.known_relations]
        keys = {party.key for fact in known for party in (fact.seller, fact.buyer)}
        keys |= {self.known_maker.key} if self.known_maker else set()
        return {key: number for number, key in enumerate(sorted(keys))}

    def naming(self, question: TraceQuestion, maker: PartyRef | None) -> Slice:
        self.asked.append("naming")
        return self._slice(question, [one for one in self.facts if one.names.names_part])

    def goods(self, question: TraceQuestion, maker: PartyRef | None) -> Slice:
        self.asked.append("goods")
        return self._slice(question, [one for one in self.facts if not one.names.names_part])

    def _slice(self, question: TraceQuestion, facts: Sequence[Movement]) -> Slice:
        """The facts in their own order, each numbered by the place of its key among all."""
        sources = sorted({fact.evidence[0].source for fact in facts})
        files = {fact.key: sources.index(fact.evidence[0].source) for fact in facts}
        found = from_movements(facts, self.numbers(), question, files)
        keys = sorted(fact.key for fact in self.facts)
        return Slice(replace(found, row=np.array([keys.index(fact.key) for fact in facts], np.int64)))

    def movements(self, rows: Collection[int], question: TraceQuestion) -> Mapping[int, Movement]:
        self.asked.append("movements")
        known = sorted(self.facts, key=lambda fact: fact.key)
        return {row: known[row] for row in rows}

    def listings(self, keys: Collection[str]) -> Mapping[str, tuple[ListingSpan, ...]]:
        self.asked.append("listings")
        return {key: self.spans[key] for key in keys if key in self.spans}


def trace(question: TraceQuestion, world: World, limit: int = walk.MAX_CHAINS) -> TraceAnswer:
    """Trace in one world."""
    return walk.trace(question, world, [world], limit)


NAMED_CHAIN = (
    move("s1", DISTRIBUTOR, BROKER, date(2021, 5, 1), quantity=500),
    move("s2", BROKER, FORWARDER, date(2021, 6, 1), quantity=500),
    move("s3", FORWARDER, IMPORTER, date(2021, 7, 15), quantity=500),
)
