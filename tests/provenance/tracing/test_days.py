"""In force on which day: exact to the day, and honest where the day is not known."""

from datetime import date

import pytest

from provenance.tracing.days import in_force, overlap, standing
from provenance.tracing.types import ListingSpan

DAY = date(2022, 8, 26)


def span(start: date | None, end: date | None) -> ListingSpan:
    return ListingSpan("list", "EU", start, end)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (DAY, None, "yes"),
        (date(2022, 8, 27), None, "no"),
        (date(2020, 1, 1), DAY, "yes"),
        (date(2020, 1, 1), date(2022, 8, 25), "no"),
        (None, None, "unclear"),
        (None, date(2022, 8, 25), "no"),
        (None, DAY, "unclear"),
    ],
)
def test_standing_on_one_day(start: date | None, end: date | None, expected: str) -> None:
    assert standing(span(start, end), DAY, DAY) == expected


def test_standing_over_days_is_unclear_when_it_changed_within_them() -> None:
    week = date(2022, 8, 22), date(2022, 8, 28)
    assert standing(span(DAY, None), *week) == "unclear"
    assert standing(span(week[0], None), *week) == "yes"
    assert standing(span(week[0], week[1]), *week) == "yes"
    assert standing(span(week[0], DAY), *week) == "unclear"


def test_no_day_known_means_no_listing_asserted() -> None:
    assert in_force([span(DAY, None)], None, None) == ()


def test_overlap() -> None:
    assert overlap((None, DAY), (DAY, None))
    assert not overlap((None, date(2022, 8, 25)), (DAY, None))
    assert not overlap((DAY, date(2022, 8, 25)), (None, None))
