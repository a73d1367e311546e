"""Four marks with their reasons."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from makers.triage import Known, LotFacts, Mark, triage, triage_of
from web.request_words import ADVICE, MARKS, triage_reason

pytestmark = pytest.mark.once
TODAY = date(2026, 11, 22)
DAYS = some.none() | some.dates(date(1990, 1, 1), date(2026, 12, 31))
BEST = LotFacts("lot", 6, True, date(2026, 1, 1), date(2026, 10, 1), 1, Known.NOTHING)
FACTS = some.builds(
    LotFacts,
    shared=some.sampled_from(["lot", "date"]),
    specimens=some.integers(1, 40),
    dated=some.booleans(),
    made_latest=DAYS,
    recovered_latest=DAYS,
    tier=some.integers(0, 4),
    known=some.sampled_from(Known),
)


@given(FACTS)
def test_each_mark_is_explained_and_the_sum_is_theirs(facts: LotFacts) -> None:
    found = triage(facts, TODAY)
    assert [one.mark for one in found.marks] == list(Mark) == [Mark(key) for key in MARKS]
    assert all(0 <= one.points <= 3 and one.reasons for one in found.marks)
    assert found.score == sum(one.points for one in found.marks) and found.advice in ADVICE
    assert all(triage_reason(reason) for one in found.marks for reason in one.reasons)
    assert triage_of(found.as_json()) == found


@given(FACTS)
def test_what_is_known_already_is_never_worth_more(facts: LotFacts) -> None:
    scores = [triage(replace(facts, known=known), TODAY).score for known in Known]
    assert scores == sorted(scores, reverse=True)


def test_the_best_case_and_the_worst() -> None:
    assert triage(BEST, TODAY).score == 12 and triage(BEST, TODAY).advice == "ask"
    worst = LotFacts("date", 2, False, date(2009, 1, 1), None, 0, Known.THIS_LOT)
    assert triage(worst, TODAY).score == 0 and triage(worst, TODAY).advice == "spare"
    undated = replace(BEST, made_latest=None, dated=False)
    assert triage(undated, TODAY).marks[0].points == 2 and triage(undated, TODAY).marks[1].points == 2
