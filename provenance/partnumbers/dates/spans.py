"""What the signs of a date code stand for, and the days that they mean."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

Weeks = Literal["iso", "jan1"]
"""How weeks are counted: ISO 8601, or the week that holds 1 January is the first (Microchip)."""
Span = tuple[date, date]
"""First and last day, both inclusive."""

_MONTHS = {**{str(n): n for n in range(1, 10)}, "A": 10, "B": 11, "C": 12, "O": 10, "N": 11, "D": 12}
_MONTHS |= {"X": 10, "Y": 11, "Z": 12}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LETTER_YEARS = "ABCDEFHJKLMNPRSTUVWX"
_LETTERS_FROM, _LETTER_CYCLE = 1970, 20
_PERIODS = (6, 12, 18, 24, 30, 36, 42, 48, 52, 53)
_CYRILLIC = str.maketrans("ХІ", "XI")

SIGNS: Mapping[str, str] = {
    "YYYY": r"(?P<yyyy>(?:19|20)\d\d)",
    "YY": r"(?P<yy>\d\d)",
    "Y": r"(?P<y>\d)",
    "YL": rf"(?P<yl>[{_LETTER_YEARS}])",
    "WW": r"(?P<ww>0[1-9]|[1-4]\d|5[0-3])",
    "WL": r"(?P<wl>[A-Z])",
    "P": r"(?P<p>[1-9])",
    "PP": r"(?P<pp>06|12|18|24|30|36|42|48|52)",
    "MM": r"(?P<mm>0[1-9]|1[0-2])",
    "MABC": r"(?P<m>[1-9ABC])",
    "MOND": r"(?P<m>[1-9OND])",
    "MXYZ": r"(?P<m>[1-9XYZ])",
    "ROMAN": r"(?P<roman>[IІ]{1,3}|[IІ]V|V[IІ]{0,3}|[IІ]?[XХ]|[XХ][IІ]{1,2})",
    "DD": r"(?P<dd>0[1-9]|[12]\d|3[01])",
}
"""Signs of a pattern: year (of four, two, one digit, or a letter: IEC 60062), week, pair of weeks as a letter,
six weeks as one or two digits, month in four ways, day. Each stands at most once in a pattern."""

Signs = Mapping[str, str]
"""What a code has for its signs, by group name."""


def years(signs: Signs, first: int, last: int) -> Sequence[int]:
    """The years from `first` to `last` that the code may mean, newest first."""
    if "yyyy" in signs:
        known, every = int(signs["yyyy"]), 10000
    elif "yy" in signs:
        known, every = int(signs["yy"]), 100
    elif "y" in signs:
        known, every = int(signs["y"]), 10
    else:
        known, every = _LETTERS_FROM + _LETTER_YEARS.index(signs["yl"]), _LETTER_CYCLE
    return range(last - (last - known) % every, first - 1, -every)


def spans(year: int, signs: Signs, weeks: Weeks) -> Iterator[Span]:
    """The days that the code means in `year`; none when the year has no such week or day."""
    if "ww" in signs:
        yield from _weeks(year, int(signs["ww"]), int(signs["ww"]), weeks)
    elif "wl" in signs:
        second = 2 * (ord(signs["wl"]) - ord("A") + 1)
        yield from _weeks(year, second - 1, second, weeks)
    elif "p" in signs or "pp" in signs:
        place = int(signs["p"]) - 1 if "p" in signs else _PERIODS.index(int(signs["pp"]))
        yield from _weeks(year, _PERIODS[place], _PERIODS[place + 1] - 1, weeks)
        if place == len(_PERIODS) - 2:  # the period over the turn of the year: its other end in the same year
            yield from _weeks(year, 1, _PERIODS[0] - 1, weeks)
    else:
        yield from _month(year, signs)


def _month(year: int, signs: Signs) -> Iterator[Span]:
    month = int(signs.get("mm", 0)) or _MONTHS.get(signs.get("m", ""), 0)
    if "roman" in signs:
        month = _ROMAN.index(signs["roman"].translate(_CYRILLIC)) + 1
    if not month:
        yield date(year, 1, 1), date(year, 12, 31)
        return
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    if "dd" not in signs:
        yield date(year, month, 1), last
    elif int(signs["dd"]) <= last.day:
        day = date(year, month, int(signs["dd"]))
        yield day, day


def _weeks(year: int, first: int, last: int, weeks: Weeks) -> Iterator[Span]:
    anchor = date(year, 1, 4 if weeks == "iso" else 1)
    start = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=first - 1)
    end = start + timedelta(weeks=last - first + 1, days=-1)
    if weeks == "iso" and (start + timedelta(days=3)).year != year:  # the year has no week 53
        return
    yield start, end
