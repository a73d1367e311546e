"""Numbers of days in sentences."""

import pytest
from django.utils import translation

from provenance.day_words import counted_days, with_days
from provenance.timeline_words import shown_days
from provenance.trace_words import describe_reason


@pytest.mark.parametrize(("days", "said"), [(1, "1 day"), (2, "2 days"), (0, "0 days"), (21, "21 days")])
def test_one_day_and_more(days: int, said: str) -> None:
    with translation.override("en"):
        assert counted_days(days) == said
        assert with_days({"days": str(days), "x": "y"}) == {"days": said, "x": "y"}
        assert describe_reason("gap_long", {"days": str(days)}) == f"Passed on after {said}."


def test_spans_stay_as_they_are_written() -> None:
    with translation.override("en"):
        assert with_days({"days": "3-5"}) == {"days": "3-5 days"}
        assert with_days({"x": "y"}) == {"x": "y"}
        assert (shown_days(1, 1), shown_days(1, 3)) == ("1 day", "1 to 3 days")
