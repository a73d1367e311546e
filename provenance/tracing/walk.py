"""A whole trace: maker, owners, distributors, then the records of goods, to ranked chains and named gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np

from provenance.tracing.chains import Facts, denials, make_chain, ownership_hop, relations_chain, with_listings
from provenance.tracing.gaps import gaps_of
from provenance.tracing.owners import owner_line
from provenance.tracing.records import Records
from provenance.tracing.roots import Root, held_since, roots
from provenance.tracing.rows import Rows
from provenance.tracing.search import Found, Way, search
from provenance.tracing.source import ChainSource, Register
from provenance.tracing.types import Chain, Gap, Movement, MovementKind, Naming, PartyRef, TraceAnswer, TraceQuestion

MAX_CHAINS = 10
ISLANDS = 3
"""Chains of records that name the part are shown though they lead to neither end, so many at least."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What a trace knows before it looks at goods."""

    maker: PartyRef | None
    relations: tuple[Movement, ...]
    roots: tuple[Root, ...]
    holders: Mapping[int, int]


def trace(
    question: TraceQuestion, register: Register, sources: Sequence[ChainSource], limit: int = MAX_CHAINS
) -> TraceAnswer:
    """Answer one question. The same facts in any order give the same answer.

    Records that name the part are searched first and alone: where they lead all the way over several hands, records
    that only share a customs code can add nothing but noise. A source that fails is left out and named as a gap.
    """
    known = _known(question, register)
    records = Records(question, known.maker, sources)
    every = records.naming()
    by_name = _found_by_name(every, records, known)
    found = by_name or search(records.with_goods(), known.holders, level=records.level)
    chains = _chains(found, records, known)
    if not chains:
        facts = Facts(known.roots, denials=denials(known.relations))
        chains = tuple(_relations_only(known.roots, question, facts))
    left = (Gap("goods_not_searched", {"part": question.part_number}),) if by_name else ()
    return _answer(_shown(chains, limit), left, register, known, records)


def _known(question: TraceQuestion, register: Register) -> _Known:
    maker = register.maker(question)
    relations = tuple(register.relations(maker)) if maker else ()
    found = roots(question, maker, relations)
    since = held_since(found)
    numbers = register.numbers([root.party for root in found]) if found else {}
    holders = {numbers[key]: day.toordinal() for key, day in since.items() if key in numbers}
    return _Known(maker, relations, found, holders)


def _found_by_name(every: Rows, records: Records, known: _Known) -> Found | None:
    """What records that name the part lead to, if all the way; not searched where none leaves a holder or none ends."""
    named = every.naming <= _BASE
    leave = np.isin(every.seller[named], list(known.holders))
    if not (leave.any() and (every.ends & named).any()):
        return None
    found = search(every, known.holders, level=records.level)
    return found if any(_whole(way, found) for way in found.ways) else None


def _whole(way: Way, found: Found) -> bool:
    """Return True for a way from a holder to an end over two hands or more, each row naming the part itself, on
    which no quantity grows: no record of customs codes can be a better guess."""
    rows, last = found.rows, way.hops[-1][0]
    named = all(rows.naming[place] <= _BASE for hop in way.hops for place in hop)
    if not (way.from_holder and rows.ends[last] and named and len(way.hops) > 1):
        return False
    amounts = [sum(float(rows.quantity[place]) for place in hop) for hop in way.hops]
    return all(0 < after <= 1.02 * before for before, after in pairwise(amounts))


_BASE = tuple(Naming).index(Naming.BASE)


def _chains(found: Found, records: Records, known: _Known) -> tuple[Chain, ...]:
    """Turn ways into chains: the best of each sequence of parties, without parts of a longer one."""
    loaded = records.load(found)
    facts = Facts(known.roots, records.level, denials(known.relations), loaded.by_parties)
    built: list[tuple[Chain, tuple[str, ...], str]] = []
    for way in found.ways:
        movements = loaded.of(way)
        chain = make_chain(movements, way.beside, records.question, facts) if movements else None
        if chain:
            hands = tuple(party.key for party in chain.parties)
            built.append((chain, hands, "|".join(movement.key for movement in movements)))
    built.sort(key=lambda one: (*_rank(one[0]), len(one[1]), one[2]))
    return tuple(chain for chain, hands, _ in built if not _contained(chain, hands, built))


def _rank(chain: Chain) -> tuple[bool, float, int]:
    """Whole chains of which each record names the part come first: what is known before what is possible."""
    names = [hop.names for hop in chain.goods]
    proven = chain.complete and all(name in (Naming.EXACT, Naming.BASE) for name in names)
    return (not proven, -chain.points, chain.tier.rank)


def _contained(chain: Chain, hands: tuple[str, ...], built: Iterable[tuple[Chain, tuple[str, ...], str]]) -> bool:
    """Return True when the same hands, and more, make another chain that is at least as sure."""
    size = len(hands)
    for other, theirs, _ in built:
        more = len(theirs) > size or (len(theirs) == size and other.from_maker > chain.from_maker)
        if not more or other.tier.rank > chain.tier.rank or other.from_maker < chain.from_maker:
            continue
        if any(theirs[i : i + size] == hands for i in range(len(theirs) - size + 1)):
            return True
    return False


def _relations_only(found: Sequence[Root], question: TraceQuestion, facts: Facts) -> Iterable[Chain]:
    """Where no record of goods fits: the routes that relations allow, marked as no more than that."""
    shortest: dict[str, Root] = {}
    for root in found:
        if root.relations and root.relations[-1].kind is MovementKind.AUTHORISATION:
            shortest.setdefault(root.party.key, root)
    return (relations_chain(root, question, facts) for root in shortest.values())


def _shown(chains: Sequence[Chain], limit: int) -> tuple[Chain, ...]:
    """Return the first chains, the last few places for islands: what is known of the part leads to no end yet."""
    islands = [chain for chain in chains if not (chain.complete or chain.possible_route)]
    late = [chain for chain in islands[:ISLANDS] if chain not in chains[:limit]]
    first = [*chains[: limit - len(late)], *late][:limit]
    margins = [round(one.points - other.points, 2) for one, other in pairwise(first)]
    return tuple(replace(chain, margin=margin) for chain, margin in zip(first, [*margins, None], strict=False))


def _answer(
    chains: tuple[Chain, ...], left: tuple[Gap, ...], register: Register, known: _Known, records: Records
) -> TraceAnswer:
    question = records.question
    keys = sorted({party.key for chain in chains for party in chain.parties})
    listings = register.listings(keys) if keys else {}
    line = owner_line(known.maker, known.relations, question) if known.maker else ()
    owner = line[-1].buyer if line else known.maker
    failed = tuple(Gap("source_failed", {"source": name}) for name in records.failed)
    state: Literal["complete", "partial"] = "partial" if failed else "complete"
    return TraceAnswer(
        question=question,
        maker=known.maker,
        owner=owner,
        ownership=tuple(ownership_hop(relation) for relation in line),
        chains=tuple(with_listings(chain, question, listings) for chain in chains),
        gaps=(*failed, *gaps_of(question, known.maker, owner, known.relations, chains, cut=records.cut), *left),
        state=state,
    )
