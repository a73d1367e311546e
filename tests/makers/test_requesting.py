"""The table of steps of a trace request."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from makers.requesting import (
    ENDED,
    MOVES,
    OPEN,
    REPLIED,
    SEEN_BY_MAKER,
    WAITING,
    Need,
    Side,
    Status,
    Step,
    move,
    steps_from,
)

pytestmark = pytest.mark.once
WALKS = some.lists(some.tuples(some.sampled_from(Step), some.sampled_from(Side)), max_size=40)


def walked(steps: list[tuple[Step, Side]]) -> list[tuple[Step, Side, Status]]:
    """The steps that the table lets through, from a draft, each with where it led."""
    status, done = Status.DRAFT, []
    for step, side in steps:
        row = move(step, side, status)
        if row is not None:
            status = row.to or status
            done.append((step, side, status))
    return done


@given(WALKS)
def test_nothing_reaches_a_maker_that_was_not_approved_and_sent(steps: list[tuple[Step, Side]]) -> None:
    taken = [step for step, _side, _status in walked(steps)]
    for place, (_step, side, _status) in enumerate(walked(steps)):
        if side is Side.MAKER and taken[place] not in (Step.ANSWER, Step.ANSWER_PARTLY, Step.TAKE_BACK):
            before = taken[:place]
            assert Step.SEND in before and Step.APPROVE in before[: before.index(Step.SEND)]


@given(WALKS)
def test_an_approval_holds_for_the_text_that_was_approved(steps: list[tuple[Step, Side]]) -> None:
    taken = [step for step, _side, _status in walked(steps)]
    if Step.SEND in taken:
        last = [step for step in taken[: taken.index(Step.SEND)] if step in (Step.REVISE, Step.APPROVE)]
        assert last[-1] is Step.APPROVE


@given(WALKS)
def test_an_answer_is_never_undone_but_by_who_gave_it(steps: list[tuple[Step, Side]]) -> None:
    told = walked(steps)
    for (_before, _side, was), (step, side, now) in pairwise(told):
        if step is Step.TAKE_BACK:
            assert side is Side.MAKER and now in (Status.ACKNOWLEDGED, Status.WITHDRAWN)
            continue
        if was is Status.ANSWERED:
            assert now in (Status.ANSWERED, Status.PARTIAL) and (now is was or side is Side.MAKER)
        if was in REPLIED:
            assert now is not Status.NO_REPLY and now not in OPEN


@given(WALKS)
def test_withdrawn_stays_withdrawn(steps: list[tuple[Step, Side]]) -> None:
    told = walked(steps)
    ends = [place for place, (_step, _side, now) in enumerate(told) if now is Status.WITHDRAWN]
    if ends:
        assert {now for _step, _side, now in told[ends[0] :]} == {Status.WITHDRAWN}


@pytest.mark.parametrize("status", sorted({*OPEN, Status.NO_REPLY, *REPLIED}))
def test_whatever_a_maker_sees_it_can_answer_and_write_about(status: Status) -> None:
    assert {Step.ANSWER, Step.ANSWER_PARTLY, Step.ASK} <= set(steps_from(Side.MAKER, status))


def test_every_status_is_reached_and_every_step_has_one_row_a_side_and_status() -> None:
    reached = {row.to for rows in MOVES.values() for row in rows if row.to} | {Status.DRAFT}
    assert reached == set(Status)
    assert set(MOVES) == set(Step)
    for rows in MOVES.values():
        pairs = [(row.side, source) for row in rows for source in row.sources]
        assert len(pairs) == len(set(pairs))


def test_the_machine_only_reminds_and_closes_and_no_question_of_the_maker_is_closed() -> None:
    assert {step for status in Status for step in steps_from(Side.MACHINE, status)} == {Step.REMIND, Step.CLOSE}
    assert list(steps_from(Side.MACHINE, Status.CLARIFYING)) == []
    assert move(Step.CLOSE, Side.MACHINE, Status.SENT).needs == {Need.OVERDUE}


def test_the_sets_of_statuses_fit() -> None:
    assert OPEN | ENDED | {Status.DRAFT, Status.APPROVED} == set(Status)
    assert not OPEN & ENDED and WAITING < OPEN < SEEN_BY_MAKER
