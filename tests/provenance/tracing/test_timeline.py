"""Verdicts exact to the day: what straddles an event cannot be told, in whatever order things are handed in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.tracing.timeline import (
    Event,
    EventKind,
    InForce,
    Judged,
    Moved,
    Verdict,
    as_known_on,
    axis,
    judge,
    judge_all,
)
from provenance.tracing.types import PartyRef

SELLER, BUYER = PartyRef("s", "Example Seller"), PartyRef("b", "Example Buyer")
LISTED = date(2022, 6, 15)
DAY = timedelta(days=1)
days = st.dates(date(2010, 1, 1), date(2026, 12, 31))


def listing(first: date | None = LISTED, last: date | None = None, *, latest: date | None = None) -> Event:
    return Event(EventKind.LISTING, "EU", "Example list", first, latest or first, last, party="b", version="v1")


def judged(earliest: date | None, latest: date | None, event: Event) -> Judged:
    return judge(1, earliest, latest, event)


@pytest.mark.parametrize(
    ("day", "verdict", "in_force", "apart"),
    [
        (LISTED - DAY, Verdict.BEFORE, InForce.NO, 1),
        (LISTED, Verdict.AFTER, InForce.YES, 0),
        (LISTED + DAY, Verdict.AFTER, InForce.YES, 1),
        (date(2022, 1, 15), Verdict.BEFORE, InForce.NO, 151),
    ],
)
def test_a_day_beside_a_listing_is_told_to_the_day(day, verdict, in_force, apart) -> None:
    found = judged(day, day, listing())
    assert (found.verdict, found.in_force, found.days) == (verdict, in_force, (apart, apart))


def test_an_interval_that_straddles_the_listing_cannot_be_told() -> None:
    found = judged(LISTED - DAY, LISTED, listing())
    assert (found.verdict, found.in_force) == (Verdict.CANNOT_TELL, InForce.CANNOT_TELL)
    assert judged(None, None, listing()).verdict is Verdict.CANNOT_TELL
    assert judged(None, LISTED, listing()).verdict is Verdict.CANNOT_TELL
    assert judged(None, LISTED - DAY, listing()).verdict is Verdict.BEFORE
    assert judged(LISTED, None, listing()).verdict is Verdict.AFTER


def test_of_an_interval_the_least_and_the_most_days_are_told() -> None:
    assert judged(LISTED - 10 * DAY, LISTED - 3 * DAY, listing()).days == (3, 10)
    assert judged(LISTED + 3 * DAY, LISTED + 10 * DAY, listing()).days == (3, 10)
    assert judged(None, LISTED - 3 * DAY, listing()).days == (3, None)


def test_a_listing_that_ended_was_not_in_force_though_the_hop_came_after_it() -> None:
    ended = listing(last=LISTED + 30 * DAY)
    assert judged(LISTED + 30 * DAY, LISTED + 30 * DAY, ended).in_force is InForce.YES
    gone = judged(LISTED + 31 * DAY, LISTED + 31 * DAY, ended)
    assert (gone.verdict, gone.in_force) == (Verdict.AFTER, InForce.NO)
    assert judged(LISTED + 30 * DAY, LISTED + 31 * DAY, ended).in_force is InForce.CANNOT_TELL


def test_of_a_listing_of_unknown_beginning_only_its_end_can_be_told() -> None:
    unknown = Event(EventKind.LISTING, "EU", "Example list", None, None, LISTED, party="b")
    assert judged(LISTED, LISTED, unknown).verdict is Verdict.CANNOT_TELL
    assert judged(LISTED + DAY, LISTED + DAY, unknown).in_force is InForce.NO


def test_a_listing_known_from_a_version_on_is_in_force_from_that_day_and_unclear_before() -> None:
    held = Event(EventKind.LISTING, "EU", "Example list", None, LISTED, party="b", version="v7")
    assert judged(LISTED, LISTED, held).verdict is Verdict.AFTER
    assert judged(LISTED - DAY, LISTED - DAY, held).verdict is Verdict.CANNOT_TELL


def test_each_hop_is_judged_beside_listings_of_its_own_two_parties_and_all_controls() -> None:
    other = PartyRef("o", "Example Other")
    moves = (Moved(2, SELLER, BUYER, LISTED, LISTED), Moved(3, BUYER, other, LISTED, LISTED))
    control = Event(EventKind.CONTROL, "US", "Example act", LISTED, LISTED)
    of_other = Event(EventKind.LISTING, "US", "Other list", LISTED, LISTED, party="o")
    found = judge_all(moves, (listing(), of_other, control))
    assert [(one.hop, one.event.name) for one in found] == [
        (2, "Example list"),
        (2, "Example act"),
        (3, "Example list"),
        (3, "Other list"),
        (3, "Example act"),
    ]


def test_what_was_known_on_a_day_leaves_out_what_came_later() -> None:
    ended = listing(last=LISTED + 30 * DAY)
    assert as_known_on([ended], LISTED - DAY) == ()
    assert as_known_on([ended], LISTED)[0].last is None
    assert as_known_on([ended], LISTED + 30 * DAY)[0].last == ended.last
    assert as_known_on([ended], None) == (ended,)


def test_everything_lies_on_one_axis_in_order() -> None:
    moves = (Moved(2, SELLER, BUYER, LISTED, LISTED),)
    made = (date(2020, 1, 6), date(2020, 1, 12))
    marks = axis("AB123", made, date(2023, 1, 1), moves, (listing(),))
    assert [mark.kind for mark in marks] == ["made", "hop", "listing", "recovered"]
    assert [mark.start for mark in marks] == sorted(mark.start for mark in marks if mark.start)
    assert axis("AB123", (None, None), None, (), ()) == ()


@given(first=days, last=st.none() | days, moved=st.tuples(days, days).map(sorted))
def test_a_verdict_holds_for_each_day_of_the_interval(first, last, moved) -> None:
    event = listing(first, max(first, last) if last else None)
    whole = judged(moved[0], moved[1], event)
    ends = [judged(day, day, event) for day in moved]
    if whole.verdict is Verdict.CANNOT_TELL:
        assert {end.verdict for end in ends} == {Verdict.AFTER, Verdict.BEFORE}
    else:
        assert {end.verdict for end in ends} == {whole.verdict}
    if whole.in_force is not InForce.CANNOT_TELL:
        assert {end.in_force for end in ends} == {whole.in_force}
