"""Chains of hands, and signatures as strokes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teardowns.handing_over import Doubt, Passage, judged
from teardowns.signatures import path, strokes

DAY = datetime(2026, 11, 22, 9, tzinfo=UTC)


def passage(giver: str, taker: str, hours: int | None = 0, **more: Any) -> Passage:
    at = None if hours is None else DAY + timedelta(hours=hours)
    own = {"received_at": DAY + timedelta(days=9), "signed_from": True, "signed_to": True, **more}
    return Passage(giver, taker, at, **own)


def test_a_chain_that_fits_has_no_doubts_whatever_order_it_came_in() -> None:
    chain = [passage("lab courier", "Lab", 5), passage("Koval", "Bondar", 1), passage("BONDAR ", "lab  courier", 2)]
    assert [(one.index, one.doubts) for one in judged(chain)] == [(1, ()), (2, ()), (0, ())]


def test_somebody_who_did_not_hold_it_is_told() -> None:
    chain = [passage("Koval", "Bondar", 1), passage("Shevchenko", "Lab", 2)]
    assert judged(chain)[1].doubts == (Doubt.NOT_HOLDER,)


def test_the_same_passage_twice_is_signed_twice() -> None:
    chain = [passage("Koval", "Bondar", 1), passage("Koval", "Bondar", 2)]
    assert judged(chain)[1].doubts == (Doubt.SIGNED_TWICE,)
    assert judged([passage("A", "B", signed_again=True)])[0].doubts == (Doubt.SIGNED_TWICE,)


def test_a_name_that_nobody_said_fits_neither_well_nor_badly() -> None:
    chain = [passage("Koval", "", 1), passage("Bondar", "Lab", 2), passage(" ", "Shevchenko", 3), passage("", "")]
    assert [one.doubts for one in judged(chain)] == [(Doubt.NO_NAME,)] * 2 + [(), (Doubt.NO_NAME,)]


def test_back_and_forth_is_no_doubt() -> None:
    chain = [passage("A", "B", 1), passage("B", "A", 2), passage("A", "B", 3)]
    assert all(not one.doubts for one in judged(chain))


@pytest.mark.parametrize(
    ("told", "doubt"),
    [
        (passage("A", "B", signed_from=False), Doubt.UNSIGNED_FROM),
        (passage("A", "B", signed_to=False), Doubt.UNSIGNED_TO),
        (passage("A", "a ", 0), Doubt.SAME_PERSON),
        (passage("A", "B", None), Doubt.NO_TIME),
        (passage("", "B"), Doubt.NO_NAME),
    ],
)
def test_what_one_passage_lacks(told: Passage, doubt: Doubt) -> None:
    assert judged([told])[0].doubts == (doubt,)


def test_strokes_become_a_path_of_numbers_alone() -> None:
    drawn = strokes([[0, 0, 10.4, 999.6], [5, 5], []])
    assert drawn == [[0, 0, 10, 1000], [5, 5]]
    assert path(drawn) == "M0 0L10 400 M5 2L5 2"


@pytest.mark.parametrize(
    "value",
    [
        "M0 0",
        [[0]],
        [[0, 1001]],
        [[-1, 0]],
        [["0", "0"]],
        [[True, 0]],
        {},
        [[0, 0]] * 201,
        [[0, 0] * 4001],
        [[float("nan"), 0]],
    ],
)
def test_what_is_no_signature(value: object) -> None:
    assert strokes(value) is None


NUMBERS = st.none() | st.integers() | st.floats() | st.text(max_size=3)


@given(st.text(max_size=5) | st.lists(st.lists(NUMBERS, max_size=5) | NUMBERS, max_size=4))
def test_any_json_is_a_signature_or_none(value: object) -> None:
    found = strokes(value)
    assert found is None or set(path(found)) <= set("ML 0123456789")
