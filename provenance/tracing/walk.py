"""A whole trace: maker, owners, distributors, then the records of goods, to ranked chains and named gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from provenance.tracing.chains import gather, make_chain, ownership_hop, with_listings
from provenance.tracing.gaps import gaps_of
from provenance.tracing.owners import owner_line
from provenance.tracing.search import Holder, Step, roots, search
from provenance.tracing.source import ChainSource
from provenance.tracing.types import Chain, Movement, MovementKind, TraceAnswer, TraceQuestion

MAX_CHAINS = 10
MAX_CANDIDATES = 100


def trace(question: TraceQuestion, source: ChainSource, limit: int = MAX_CHAINS) -> TraceAnswer:
    """Answer one question from one source. The same facts in any order give the same answer.

    Records that name the part are searched first and alone: where they lead all the way from the maker,
    records that only share a customs code can add nothing but noise.
    """
    maker = source.maker(question)
    relations = tuple(source.relations(maker)) if maker else ()
    holders = roots(question, maker, relations)
    named = source.naming(question)
    facts: tuple[Movement, ...] = tuple(named.movements)
    cut = named.cut
    chains = _chains(search(question, holders, facts), question, (*relations, *facts))
    if not any(chain.from_maker and chain.reaches_end for chain in chains):
        goods = source.goods(question)
        facts, cut = (*facts, *goods.movements), cut or goods.cut
        chains = _chains(search(question, holders, facts), question, (*relations, *facts))
    if not chains:
        chains = _relations_only(holders, question, relations)
    chains = chains[:limit]
    keys = sorted({party.key for chain in chains for party in chain.parties})
    listings = source.listings(keys) if keys else {}
    chains = tuple(with_listings(chain, question, listings) for chain in chains)
    line = owner_line(maker, relations, question) if maker else ()
    owner = line[-1].buyer if line else maker
    return TraceAnswer(
        question=question,
        maker=maker,
        owner=owner,
        ownership=tuple(ownership_hop(relation) for relation in line),
        chains=chains,
        gaps=gaps_of(question, maker, owner, relations, chains, cut=cut),
    )


def _chains(steps: Sequence[Step], question: TraceQuestion, facts: Iterable[Movement]) -> tuple[Chain, ...]:
    """Turn ways into chains: the best of each sequence of parties, without parts of a longer one."""
    known = gather(facts)
    ranked = sorted(
        ((make_chain(step, question, known), step) for step in _best_by_parties(steps)),
        key=lambda pair: (-pair[0].points, pair[0].tier.rank, *pair[1].rank[1:]),
    )
    built = [(chain, tuple(party.key for party in chain.parties)) for chain, _ in ranked]
    return tuple(chain for chain, hands in built if not _contained(chain, hands, built))


def _best_by_parties(steps: Sequence[Step]) -> Iterable[Step]:
    """Keep the first, which is the best, way for each sequence of the parties that handled goods."""
    best: dict[tuple[str, ...], Step] = {}
    for step in steps:
        goods = [movement for movement in step.movements() if movement.kind.is_goods]
        key = (str(step.from_maker), goods[0].seller.key, *(movement.buyer.key for movement in goods))
        best.setdefault(key, step)
    return list(best.values())[:MAX_CANDIDATES]


def _contained(chain: Chain, hands: tuple[str, ...], built: Sequence[tuple[Chain, tuple[str, ...]]]) -> bool:
    """Return True when the same hands, and more, make another chain that is at least as sure."""
    size = len(hands)
    for other, theirs in built:
        more = len(theirs) > size or (len(theirs) == size and other.from_maker > chain.from_maker)
        if not more or other.tier.rank > chain.tier.rank or other.from_maker < chain.from_maker:
            continue
        if any(theirs[i : i + size] == hands for i in range(len(theirs) - size + 1)):
            return True
    return False


def _relations_only(
    holders: Sequence[Holder], question: TraceQuestion, relations: Sequence[Movement]
) -> tuple[Chain, ...]:
    """Where no record of goods fits: the routes that relations allow, marked as no more than that."""
    known = gather(relations)
    steps = [h.step for h in holders if h.step and h.step.movement.kind is MovementKind.AUTHORISATION]
    shortest: dict[str, Step] = {}
    for step in sorted(steps, key=lambda step: step.rank):
        shortest.setdefault(step.movement.buyer.key, step)
    return tuple(make_chain(step, question, known) for step in shortest.values())
