from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.partnumbers.dates.rules import compiled
from provenance.partnumbers.dates.spans import SIGNS, spans, years


@pytest.mark.parametrize(
    ("signs", "first", "last", "expected"),
    [
        ({"yyyy": "2019"}, 1990, 2026, [2019]),
        ({"yyyy": "2031"}, 1990, 2026, []),
        ({"yy": "99"}, 1970, 2026, [1999]),
        ({"yy": "26"}, 1970, 2026, [2026]),
        ({"yy": "27"}, 1970, 2026, []),
        ({"y": "8"}, 1995, 2026, [2018, 2008, 1998]),
        ({"yl": "A"}, 1986, 2026, [2010, 1990]),
        ({"yl": "X"}, 1977, 2026, [2009, 1989]),
        ({"yl": "H"}, 1990, 2026, [2016, 1996]),
    ],
)
def test_years(signs: dict[str, str], first: int, last: int, expected: list[int]) -> None:
    assert list(years(signs, first, last)) == expected


@pytest.mark.parametrize(
    ("year", "signs", "expected"),
    [
        (2018, {"ww": "01"}, [(date(2018, 1, 1), date(2018, 1, 7))]),
        (2021, {"ww": "53"}, []),
        (2020, {"ww": "53"}, [(date(2020, 12, 28), date(2021, 1, 3))]),
        (2017, {"wl": "W"}, [(date(2017, 11, 6), date(2017, 11, 19))]),
        (2012, {"p": "3"}, [(date(2012, 4, 30), date(2012, 6, 10))]),
        (2012, {"pp": "18"}, [(date(2012, 4, 30), date(2012, 6, 10))]),
        (2024, {"m": "B"}, [(date(2024, 11, 1), date(2024, 11, 30))]),
        (2024, {"m": "O"}, [(date(2024, 10, 1), date(2024, 10, 31))]),
        (2024, {"mm": "02"}, [(date(2024, 2, 1), date(2024, 2, 29))]),
        (1984, {"roman": "ХІІ"}, [(date(1984, 12, 1), date(1984, 12, 31))]),
        (2023, {"mm": "02", "dd": "29"}, []),
        (2024, {"mm": "02", "dd": "29"}, [(date(2024, 2, 29), date(2024, 2, 29))]),
        (2024, {}, [(date(2024, 1, 1), date(2024, 12, 31))]),
    ],
)
def test_spans(year: int, signs: dict[str, str], expected: list[tuple[date, date]]) -> None:
    assert list(spans(year, signs, "iso")) == expected


def test_the_period_over_the_turn_of_the_year_is_two() -> None:
    """Six weeks from week 52 bear the digit of the year in which the part was made: its end, or its beginning."""
    assert list(spans(2012, {"p": "9"}, "iso")) == [
        (date(2012, 12, 24), date(2012, 12, 30)),
        (date(2012, 1, 2), date(2012, 2, 5)),
    ]


def test_weeks_counted_from_the_one_with_new_year() -> None:
    """Microchip's week 01 holds 1 January; in 2010 that is ISO week 53 of 2009."""
    assert list(spans(2010, {"ww": "32"}, "jan1")) == [(date(2010, 8, 2), date(2010, 8, 8))]
    assert list(spans(2010, {"ww": "32"}, "iso")) == [(date(2010, 8, 9), date(2010, 8, 15))]
    assert list(spans(2018, {"ww": "02"}, "jan1")) == list(spans(2018, {"ww": "02"}, "iso"))


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_is_understood(sign: str) -> None:
    """A sign of the year gives years, any other days."""
    text = {"YYYY": "2019", "YY": "19", "YL": "L", "ROMAN": "IX", "PP": "18", "WL": "C"}.get(sign, "05"[-len(sign) :])
    text = {"WW": "05", "MM": "05", "DD": "05"}.get(sign, text if len(sign) > 1 and sign != "WL" else text[-1:])
    text = {"MABC": "5", "MOND": "5", "MXYZ": "5"}.get(sign, text)
    fit = compiled(f"{{{sign}}}").fullmatch(text)
    assert fit is not None
    signs = {name: value for name, value in fit.groupdict().items() if value}
    assert list(years(signs, 1970, 2026)) if sign.startswith("Y") else list(spans(2024, signs, "iso"))


@given(st.integers(1965, 2060), st.integers(1, 53), st.sampled_from(["iso", "jan1"]))
def test_a_week_has_seven_days_and_touches_its_year(year: int, week: int, weeks: str) -> None:
    for start, end in spans(year, {"ww": f"{week:02}"}, weeks):  # type: ignore[arg-type]
        assert (end - start).days == 6 and start.weekday() == 0
        assert year in (start.year, end.year) or weeks == "jan1"
