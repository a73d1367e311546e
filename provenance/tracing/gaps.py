"""What is missing, said as a question and whom to ask: a gap is a result too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from provenance.tracing.types import (
    Chain,
    Gap,
    Movement,
    MovementKind,
    PartyRef,
    TraceQuestion,
)


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
    goods = [chain for chain in chains if chain.hops[-1].kind.is_goods]
    if not goods:
        yield Gap("no_record_names_part", {"part": question.part_number})
    elif all(any(reason.code == "possible_route" for reason in chain.reasons) for chain in goods):
        yield Gap("only_possible_routes", {"part": question.part_number})
    if cut:
        yield Gap("records_held_back")


def _chain_gaps(chain: Chain, owner: PartyRef | None) -> Iterator[Gap]:
    """Yield where a chain begins in the middle, rests on a relation alone, or ends before an importer."""
    if not chain.from_maker:
        yield Gap("source_of_seller_unknown", {"party": chain.hops[0].origin.name, "ask": chain.hops[0].origin.name})
    for hop in chain.hops:
        if hop.kind is MovementKind.AUTHORISATION:
            params = {"maker": hop.origin.name, "party": hop.destination.name}
            yield Gap("sale_not_recorded", {**params, "ask": owner.name if owner else hop.origin.name})
    last = chain.hops[-1].destination
    if not chain.reaches_end and chain.hops[-1].kind.is_goods:
        yield Gap("onward_unknown", {"party": last.name, "ask": last.name})
