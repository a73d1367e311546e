"""What is missing, said as a question and whom to ask: a gap is a result too."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from provenance.tracing.days import first_day, last_day
from provenance.tracing.types import (
    Chain,
    Gap,
    Movement,
    MovementKind,
    PartyRef,
    TraceQuestion,
)

MAX_BETWEEN = 3


def gaps_of(
    question: TraceQuestion,
    maker: PartyRef | None,
    owner: PartyRef | None,
    relations: Sequence[Movement],
    chains: Sequence[Chain],
    *,
    cut: bool,
) -> tuple[Gap, ...]:
    """Return what is missing from an answer, each gap once, in a fixed order."""
    found = [
        *_question_gaps(question),
        *_maker_gaps(question, maker, owner, relations),
        *_record_gaps(question, chains, cut),
        *_between(chains, {relation.buyer.key for relation in relations}),
        *(gap for chain in chains for gap in _chain_gaps(chain, owner)),
    ]
    unique: dict[tuple[str, tuple[tuple[str, str], ...]], Gap] = {}
    for gap in found:
        unique.setdefault((gap.code, tuple(sorted(gap.params.items()))), gap)
    return tuple(unique.values())


def _question_gaps(question: TraceQuestion) -> Iterator[Gap]:
    if question.made == (None, None):
        yield Gap("made_unknown")
    if question.recovered is None:
        yield Gap("recovered_unknown")


def _maker_gaps(
    question: TraceQuestion, maker: PartyRef | None, owner: PartyRef | None, relations: Sequence[Movement]
) -> Iterator[Gap]:
    if maker is None or owner is None:
        named = bool(question.manufacturer)
        yield Gap("maker_unknown", {"name": question.manufacturer}) if named else Gap("maker_not_named")
        return
    for relation in relations:
        if relation.kind is MovementKind.OWNERSHIP and relation.earliest is None:
            yield Gap("owner_since_unknown", {"brand": relation.seller.name, "owner": relation.buyer.name})
    if not any(relation.kind is MovementKind.AUTHORISATION for relation in relations):
        yield Gap("distributors_unknown", {"maker": maker.name, "ask": owner.name})


def _record_gaps(question: TraceQuestion, chains: Sequence[Chain], cut: bool) -> Iterator[Gap]:  # noqa: FBT001
    goods = [chain for chain in chains if chain.goods]
    if not goods:
        yield Gap("no_record_names_part", {"part": question.part_number})
    elif all(chain.possible_route for chain in goods):
        yield Gap("only_possible_routes", {"part": question.part_number})
    if cut:
        yield Gap("records_held_back")


def _between(chains: Sequence[Chain], standing: Collection[str]) -> Iterator[Gap]:
    """Yield where one chain of records that name the part stops and another begins later, with nothing between them.

    The commonest case: what the maker's distributor sold is known, and what an importer bought, but not the hands
    between. Only where no shown chain leads from the one to the other, and not towards one who stands (or stood) in a
    relation of its own to the maker: ``standing``.
    """
    known = [(rank, chain) for rank, chain in enumerate(chains, start=1) if not chain.possible_route]
    found = [
        _island_gap(before, after)
        for before in known
        for after in known
        if before[1].from_maker and not before[1].reaches_end
        if not after[1].from_maker and after[1].parties[0].key not in standing
        if _can_continue(before[1], after[1]) and not _connected(before[1], after[1], chains)
    ]
    yield from found[:MAX_BETWEEN]


def _can_continue(before: Chain, after: Chain) -> bool:
    last, first = before.hops[-1], after.hops[0]
    hands = {party.key for party in before.parties}
    if any(party.key in hands for party in after.parties):
        return False
    return first_day(last.earliest) < last_day(first.latest)


def _connected(before: Chain, after: Chain, chains: Sequence[Chain]) -> bool:
    start, goal = before.parties[-1].key, after.parties[0].key
    for chain in chains:
        keys = [party.key for party in chain.parties]
        if start in keys and goal in keys[keys.index(start) :]:
            return True
    return False


def _island_gap(before: tuple[int, Chain], after: tuple[int, Chain]) -> Gap:
    last, first = before[1].hops[-1], after[1].hops[0]
    return Gap(
        "nothing_between",
        {
            "from": last.destination.name,
            "to": first.origin.name,
            "ask": first.origin.name,
            "before": str(before[0]),
            "after": str(after[0]),
            "earliest": last.earliest.isoformat() if last.earliest else "",
            "latest": first.latest.isoformat() if first.latest else "",
        },
    )


def _chain_gaps(chain: Chain, owner: PartyRef | None) -> Iterator[Gap]:
    """Yield where a chain begins in the middle, rests on a relation alone, ends before an importer, or with him."""
    if not chain.from_maker:
        yield Gap("source_of_seller_unknown", {"party": chain.hops[0].origin.name, "ask": chain.hops[0].origin.name})
    for hop in chain.hops:
        if hop.kind is MovementKind.AUTHORISATION:
            params = {"maker": hop.origin.name, "party": hop.destination.name}
            yield Gap("sale_not_recorded", {**params, "ask": owner.name if owner else hop.origin.name})
    last = chain.hops[-1].destination
    if not chain.reaches_end and chain.goods:
        yield Gap("onward_unknown", {"party": last.name, "ask": last.name})
    if chain.complete and not chain.possible_route and last.kind != "end_user":
        yield Gap("plant_unknown", {"party": last.name})
