from datetime import date

import pytest
from django import forms
from django.utils import translation

from web import dates
from web.forms.fields import PartialDateField


@pytest.mark.parametrize(
    ("earliest", "latest", "shown"),
    [
        (date(2021, 11, 22), date(2021, 11, 28), "22–28 Nov 2021"),
        (date(2022, 4, 1), date(2022, 8, 31), "Apr–Aug 2022"),
        (date(2021, 1, 1), date(2021, 12, 31), "2021"),
        (date(2023, 2, 1), date(2023, 2, 28), "Feb 2023"),
        (date(9999, 1, 1), date.max, "9999"),
        (date(2020, 12, 28), date(2021, 1, 3), "28 Dec 2020 – 3 Jan 2021"),
        (date(2022, 3, 7), date(2022, 3, 7), "7 Mar 2022"),
        (date(2022, 3, 7), date(2022, 4, 2), "7 Mar – 2 Apr 2022"),
        (date(2022, 2, 3), None, "from 3 Feb 2022"),
        (None, date(2022, 2, 3), "until 3 Feb 2022"),
        (None, None, "not known"),
    ],
)
def test_intervals_are_no_more_exact_than_known(earliest: date | None, latest: date | None, shown: str) -> None:
    with translation.override("en"):
        assert dates.interval(earliest, latest) == shown


def test_a_week_of_production_is_named_by_its_number() -> None:
    with translation.override("en"):
        assert dates.made(date(2021, 11, 22), date(2021, 11, 28)) == "2021, week 47"
        assert dates.made(date(2021, 11, 1), date(2021, 11, 30)) == "Nov 2021"


def test_ukrainian_months() -> None:
    with translation.override("uk"):
        assert dates.day(date(2025, 3, 16)) == "16 бер. 2025"
        assert dates.day(date(2025, 5, 1)) == "1 трав. 2025"
        assert dates.month(date(2025, 3, 1)) == "березень 2025"
        assert dates.interval(date(2022, 4, 1), date(2022, 8, 31)) == "квіт.–серп. 2022"


@pytest.mark.parametrize(
    ("typed", "first", "last", "precision"),
    [
        ("2025-03-14", date(2025, 3, 14), date(2025, 3, 14), "day"),
        ("2024-2", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "year"),
    ],
)
def test_a_date_is_taken_as_exactly_as_it_is_typed(typed: str, first: date, last: date, precision: str) -> None:
    cleaned = PartialDateField().clean(typed)
    assert cleaned is not None
    assert (cleaned.first, cleaned.last, cleaned.precision) == (first, last, precision)


@pytest.mark.parametrize("typed", ["14.03.2025", "2025-13", "2025-02-30", "yesterday", "0000", "２０２５x"])
def test_what_is_no_date_is_refused_in_words(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        PartialDateField().clean(typed)


def test_no_date_is_no_date() -> None:
    assert PartialDateField().clean("") is None
