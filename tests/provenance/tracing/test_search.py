"""The compiled search finds what trying every way by the rules finds."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypedDict

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.tracing import rules
from provenance.tracing.chains import together
from provenance.tracing.rows import from_movements, rows
from provenance.tracing.search import search
from provenance.tracing.types import Movement, MovementKind, Naming, PartyRef
from tests.provenance.tracing.world import BROKER, DISTRIBUTOR, FORWARDER, IMPORTER, QUESTION, evidence, move

PARTIES = (DISTRIBUTOR, BROKER, FORWARDER, IMPORTER, PartyRef("p4", "Example Four", "broker", "AE"))
NUMBERS = {party.key: number for number, party in enumerate(PARTIES)}
START = date(2020, 6, 1)
HELD = QUESTION.made[0] or date.min


class Goods(TypedDict):
    """What records of the same goods have in common."""

    names: Naming
    price: float


@st.composite
def worlds(draw: st.DrawFn) -> list[Movement]:
    made = []
    for index in range(draw(st.integers(1, 9))):
        seller = draw(st.sampled_from(PARTIES))
        buyer = draw(st.sampled_from([party for party in PARTIES if party is not seller]))
        day = START + timedelta(days=draw(st.integers(0, 40)) * draw(st.sampled_from([1, 1, 10])))
        one = move(
            f"m{index}",
            seller,
            buyer,
            day,
            until=day + timedelta(days=draw(st.sampled_from([0, 0, 0, 0, 5, 40]))),
            names=draw(st.sampled_from([Naming.EXACT, Naming.MAKER, Naming.GOODS, Naming.GOODS])),
            kind=MovementKind.SHIPMENT,
            quantity=draw(st.sampled_from([None, 50, 100, 100, 200, 5000])),
            price=draw(st.sampled_from([None, 1.0, 1.0, 1.5, 9.0])),
            says=(evidence(reliability=draw(st.sampled_from("BBBE"))),),
        )
        if draw(st.sampled_from([False] * 9 + [True])):
            one = replace(one, earliest=None, latest=None)
        made.append(one)
    return made


def sums(facts: Sequence[Movement]) -> Iterator[Movement]:
    """Deliveries of one order: from each record on the next ones of the same parties, goods and price."""

    def fits(one: Movement, other: Movement) -> bool:
        same = (one.seller, one.buyer, one.names) == (other.seller, other.buyer, other.names)
        known = other.earliest is not None and other.earliest == other.latest and other.quantity
        if not (same and known and other.unit_price):
            return False
        assert one.unit_price is not None
        return abs(other.unit_price - one.unit_price) <= rules.WEIGHTS.alike * one.unit_price

    ordered = sorted(facts, key=lambda one: (one.earliest or date.min, one.key))
    for at, first in enumerate(ordered):
        if not (first.earliest and first.earliest == first.latest and first.quantity and first.unit_price):
            continue
        taken = [first]
        for other in ordered[at + 1 :]:
            assert other.earliest is not None  # those without a day come first
            if (other.earliest - first.earliest).days <= rules.WEIGHTS.together_days and fits(first, other):
                taken.append(other)
                yield together(taken)
                if len(taken) == 4:
                    break


def beside(movement: Movement, facts: Sequence[Movement]) -> rules.Beside:
    first = movement.earliest or date.min
    feeding = [
        one
        for one in facts
        if one.buyer == movement.seller
        and (one.earliest or date.min) <= rules.leaves_until(movement)
        and (one.latest is None or (first - one.latest).days <= rules.MAX_GAP_DAYS)
    ]
    known = [one.quantity for one in facts if one.quantity]
    within = rules.WEIGHTS.equal_within
    quantity = movement.quantity or 0
    same = sum(one == quantity for one in known)
    near = sum(quantity * (1 - within) <= one <= quantity * (1 + within) for one in known)
    supply = sum(one.quantity or 0 for one in feeding)
    return rules.Beside(len(feeding), supply, max(1, same) / max(1, len(known)), max(1, near) / max(1, len(known)))


def best_by_trying(facts: Sequence[Movement]) -> float | None:  # noqa: C901 - tries every way
    """The points of the best way, by `rules` alone."""
    fitting = [one for one in facts if rules.fits(one, QUESTION)]
    every = [*fitting, *sums(fitting)]
    around = {one.key: beside(one, fitting) for one in every}
    best = -math.inf

    def go_on(way: list[Movement], held: date, points: float) -> None:
        nonlocal best
        last = way[-1]
        if last.names.names_part or rules.is_end(last.buyer, QUESTION):
            best = max(best, points + (0 if rules.is_end(last.buyer, QUESTION) else rules.UNKNOWN_END_POINTS))
        if len(way) == rules.MAX_HOPS:
            return
        hands = {one.seller.key for one in way} | {last.buyer.key}
        for one in every:
            if one.seller != last.buyer or one.buyer.key in hands:
                continue
            if rules.is_end(last.buyer, QUESTION) and not one.names.names_part:
                continue
            if rules.may_follow(last, held, one, around[one.key].supply):
                pair = rules.pair_reasons(last, one, around[one.key])
                go_on([*way, one], max(held, rules.came_from(one)), points + worth(one) + sum(r.points for r in pair))

    for one in every:
        if one.seller is DISTRIBUTOR and rules.leaves_until(one) >= HELD:
            go_on([one], max(HELD, rules.came_from(one)), worth(one))
        elif one.names.names_part:
            go_on([one], rules.came_from(one), worth(one) + rules.UNKNOWN_START_POINTS)
    return None if best == -math.inf else best


def worth(movement: Movement) -> float:
    return sum(reason.points for reason in rules.own_reasons(movement))


def found(facts: Sequence[Movement], width: int = 64) -> list[float]:
    fitting = [one for one in facts if rules.fits(one, QUESTION)]
    columns = from_movements(fitting, NUMBERS, QUESTION, {})
    return [way.points for way in search(columns, {0: HELD.toordinal()}, width=width).ways]


@settings(max_examples=250, deadline=None)
@given(worlds())
def test_best_way_is_the_one_that_trying_all_by_the_rules_finds(facts: list[Movement]) -> None:
    expected = best_by_trying(facts)
    points = found(facts)
    assert bool(points) == (expected is not None)
    if expected is not None:
        assert abs(max(points) - expected) < 0.05


def test_deliveries_of_one_order_are_taken_together() -> None:
    goods: Goods = {"names": Naming.GOODS, "price": 1.0}
    facts = [
        move("s1", DISTRIBUTOR, BROKER, START, quantity=500, **goods),
        move("s2", BROKER, IMPORTER, START + timedelta(days=10), quantity=260, **goods),
        move("s3", BROKER, IMPORTER, START + timedelta(days=20), quantity=240, **goods),
        *(move(f"n{n}", FORWARDER, PARTIES[4], START, quantity=90 + n, **goods) for n in range(50)),
    ]
    best = search(from_movements(facts, NUMBERS, QUESTION, {}), {0: HELD.toordinal()}).ways[0]
    assert [len(hop) for hop in best.hops] == [1, 2]


def test_nothing_to_search_finds_nothing() -> None:
    assert search(rows(row=[]), {0: 1}).ways == ()
    lone = from_movements([move("s1", BROKER, FORWARDER, START, names=Naming.GOODS)], NUMBERS, QUESTION, {})
    assert search(lone, {}).ways == ()


def test_numbers_of_parties_may_be_huge() -> None:
    facts = [move("s1", DISTRIBUTOR, IMPORTER, START)]
    numbers = {"distributor": 2_000_000_000, "importer": 5}
    columns = from_movements(facts, numbers, QUESTION, {})
    assert len(search(columns, {2_000_000_000: HELD.toordinal(), 7: 1}).ways) == 1


def test_narrow_search_among_many_equals_keeps_the_best() -> None:
    middle = [PartyRef(f"q{n}", f"Example {n}", "broker", "HK") for n in range(30)]
    numbers = {**NUMBERS, **{party.key: 10 + n for n, party in enumerate(middle)}}
    facts = list(
        itertools.chain.from_iterable(
            (
                move(f"a{n}", DISTRIBUTOR, party, START, names=Naming.GOODS, quantity=1000 + 7 * n, price=1.0),
                move(f"b{n}", party, IMPORTER, START + timedelta(days=9), names=Naming.GOODS, quantity=500, price=1.1),
            )
            for n, party in enumerate(middle)
        )
    )
    facts.append(move("right", middle[7], IMPORTER, START + timedelta(days=9), quantity=1049, price=1.1))
    best = search(from_movements(facts, numbers, QUESTION, {}), {0: HELD.toordinal()}).ways[0]
    assert best.points > 5
