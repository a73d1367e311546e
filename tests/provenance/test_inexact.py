"""Days and amounts as people write them, exact in what they mean."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.inexact import Inexact, amount, day_span, span, week_span

TODAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2020-10", "2022-02", (date(2020, 10, 1), date(2022, 2, 28))),
        ("2019", "2021", (date(2019, 1, 1), date(2021, 12, 31))),
        ("2021-12", "", (date(2021, 12, 1), date(2021, 12, 31))),
        ("2022-06-15", "", (date(2022, 6, 15), date(2022, 6, 15))),
        ("", "2022-12", (None, date(2022, 12, 31))),
        ("2024-02", "2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("", "", (None, None)),
    ],
)
def test_a_year_and_a_month_are_all_their_days(first, last, expected) -> None:
    assert span(first, last) == expected


@pytest.mark.parametrize("text", ["someday", "2022-13", "0000", "2022-02-30", "12.2021", "20222", "-"])
def test_what_is_no_day(text) -> None:
    with pytest.raises(Inexact):
        day_span(text)


def test_an_interval_does_not_end_before_it_begins() -> None:
    with pytest.raises(Inexact):
        span("2022", "2021-12")


@pytest.mark.parametrize("code", ["2135", "21-35", "21/35", "2021-35", "202135", "2021W35", "2135+", " 2135 "])
def test_a_week_in_the_ways_it_is_written(code) -> None:
    assert week_span(code, TODAY) == (date(2021, 8, 30), date(2021, 9, 5))


def test_a_week_of_the_last_century_where_this_one_has_not_come_so_far() -> None:
    assert week_span("9812", TODAY)[0] == date(1998, 3, 16)
    assert week_span("", TODAY) == (None, None)
    assert week_span("2135", date(2010, 1, 1))[0] == date(2021, 8, 30), "no chip is of 1921"


@pytest.mark.parametrize("code", ["2160", "2100", "abc", "21", "213", "21355", "２１３５"])
def test_what_is_no_week(code) -> None:
    with pytest.raises(Inexact):
        week_span(code, TODAY)


@pytest.mark.parametrize(
    ("text", "number", "exact", "unit"),
    [
        ("1300+ units", 1300, False, "units"),
        ("100 + pcs", 100, False, "pcs"),
        (">10,000,000", 10_000_000, False, ""),
        ("> 6 000", 6000, False, ""),
        ("at least 40 kg", 40, False, "kg"),
        ("over 9,000", 9000, False, ""),
        ("250", 250, True, ""),
        ("$1,250.50", 1250.5, True, ""),
    ],
)
def test_amounts(text, number, exact, unit) -> None:
    found = amount(text)
    assert found is not None
    assert (found.number, found.exact, found.unit) == (number, exact, unit)


def test_no_amount_and_what_is_none() -> None:
    assert amount("  ") is None
    for text in ("many", "-5", "1" + "0" * 18):
        with pytest.raises(Inexact):
            amount(text)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text) -> None:
    for read in (day_span, amount, lambda each: week_span(each, TODAY)):
        with suppress(Inexact):
            read(text)
