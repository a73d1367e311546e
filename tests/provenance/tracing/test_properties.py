"""What holds in every world: dates in order, broken records without effect, no matter the order of rows."""

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.tracing.rules import MAX_GAP_DAYS, MAX_GROWTH
from provenance.tracing.types import Chain, Movement, MovementKind, Naming, PartyRef, Tier, TraceAnswer
from tests.provenance.tracing.world import (
    AUTHORISED,
    BROKER,
    DISTRIBUTOR,
    FORWARDER,
    IMPORTER,
    MAKER,
    OWNED,
    QUESTION,
    World,
    evidence,
    move,
    trace,
)

MORE = tuple(PartyRef(f"p{i}", f"Example {i}", "broker", "AE") for i in range(3))
PARTIES = (MAKER, DISTRIBUTOR, BROKER, FORWARDER, IMPORTER, *MORE)
DAYS = st.dates(date(2019, 6, 1), date(2024, 1, 1))


@st.composite
def movements(draw: st.DrawFn) -> list[Movement]:
    made = []
    for index in range(draw(st.integers(0, 14))):
        seller, buyer = draw(st.sampled_from(PARTIES)), draw(st.sampled_from(PARTIES))
        day = draw(st.none() | DAYS)
        until = day + timedelta(days=draw(st.sampled_from([0, 0, 3, 30, 365]))) if day else draw(st.none() | DAYS)
        made.append(
            replace(
                move(
                    f"m{index:02}",
                    seller,
                    buyer,
                    day,
                    names=draw(st.sampled_from(Naming)),
                    kind=draw(st.sampled_from([MovementKind.SHIPMENT, MovementKind.CLAIM])),
                    quantity=draw(st.none() | st.sampled_from([0, 1, 100, 101, 5000])),
                    price=draw(st.none() | st.sampled_from([0.5, 1.0, 9.0])),
                    says=(evidence(draw(st.sampled_from(["a", "b"])), reference=f"m{index}"),),
                ),
                latest=until,
            )
        )
    return made


def in_order(chain: Chain) -> bool:
    recovered = QUESTION.recovered or date.max
    reached = QUESTION.made[0] or date.min
    for hop in chain.hops:
        earliest, latest = hop.earliest or date.min, hop.latest or date.max
        if earliest < reached or latest < earliest or latest > recovered:
            return False
        reached = earliest
    return True


@settings(max_examples=120, deadline=None)
@given(movements())
def test_no_hop_breaks_the_order_of_dates(facts: list[Movement]) -> None:
    for chain in trace(QUESTION, World(facts)).chains:
        assert in_order(chain)
        keys = [party.key for party in chain.parties]
        assert len(set(keys)) == len(keys)
        assert chain.tier.rank >= max(hop.tier.rank for hop in chain.goods or chain.hops)
        assert all(a.destination == b.origin for a, b in zip(chain.hops, chain.hops[1:], strict=False))


@settings(max_examples=80, deadline=None)
@given(movements(), st.randoms(use_true_random=False))
def test_answer_does_not_depend_on_the_order_of_rows(facts: list[Movement], shuffler: random.Random) -> None:
    shuffled, relations = list(facts), [OWNED, AUTHORISED]
    shuffler.shuffle(shuffled)
    shuffler.shuffle(relations)
    assert trace(QUESTION, World(facts)) == trace(QUESTION, World(shuffled, relations))


@settings(max_examples=80, deadline=None)
@given(movements(), st.sampled_from(PARTIES), st.sampled_from(PARTIES), st.sampled_from(Naming), st.data())
def test_record_that_fits_no_day_or_two_parties_changes_nothing(
    facts: list[Movement], seller: PartyRef, buyer: PartyRef, names: Naming, data: st.DataObject
) -> None:
    before_made = move("x", seller, buyer, data.draw(st.dates(date(2000, 1, 1), date(2020, 3, 1))), names=names)
    after_recovery = move("x", seller, buyer, data.draw(st.dates(date(2023, 6, 2), date(2030, 1, 1))), names=names)
    to_itself = move("x", seller, seller, date(2021, 1, 1), names=names)
    backwards = replace(move("x", seller, buyer, date(2022, 1, 1), names=names), latest=date(2021, 1, 1))
    plain = trace(QUESTION, World(facts))
    for decoy in (before_made, after_recovery, to_itself, backwards):
        assert trace(QUESTION, World([*facts, decoy])) == plain


@settings(max_examples=60, deadline=None)
@given(
    day=st.dates(date(2020, 4, 1), date(2022, 1, 1)),
    onward=st.integers(3, MAX_GAP_DAYS),
    names=st.sampled_from([Naming.MAKER, Naming.GOODS]),
    data=st.data(),
)
def test_onward_record_that_breaks_a_rule_changes_nothing(
    day: date, onward: int, names: Naming, data: st.DataObject
) -> None:
    chain = [
        move("s1", DISTRIBUTOR, BROKER, day, quantity=100),
        move("s2", BROKER, IMPORTER, day + timedelta(days=onward), quantity=100),
    ]
    other = replace(IMPORTER, key="other", name="Example Other")
    too_early = move("x", BROKER, other, day - timedelta(days=data.draw(st.integers(1, 400))), names=names)
    too_late = move("x", BROKER, other, day + timedelta(days=MAX_GAP_DAYS + data.draw(st.integers(1, 90))), names=names)
    too_many = move("x", BROKER, other, day + timedelta(days=onward), names=names, quantity=int(100 * MAX_GROWTH) + 1)
    plain = trace(QUESTION, World(chain))
    assert plain.chains[0].reaches_end
    for decoy in (too_early, too_late, too_many):
        assert trace(QUESTION, World([*chain, decoy])) == plain
        nameless = [replace(m, names=Naming.GOODS) for m in chain]
        assert found(trace(QUESTION, World([*nameless, decoy]))) == found(trace(QUESTION, World(nameless)))


def found(answer: TraceAnswer) -> list[tuple[tuple[PartyRef, ...], Tier]]:
    """The chains without their points: how rare a quantity is depends on every record there is."""
    return [(chain.parties, chain.tier) for chain in answer.chains]


@settings(max_examples=80, deadline=None)
@given(movements())
def test_records_that_name_no_part_document_nothing(facts: list[Movement]) -> None:
    nameless = [replace(fact, names=Naming.GOODS) for fact in facts]
    for chain in trace(QUESTION, World(nameless)).chains:
        goods = [hop for hop in chain.hops if hop.kind.is_goods]
        assert all(hop.tier is Tier.HYPOTHETICAL for hop in goods)
        assert not goods or chain.tier is Tier.HYPOTHETICAL
