"""Days and amounts as people write them: a month, a year, a week code, "1300+ units". Exact in what they mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?")
_WEEK = re.compile(r"((?:19|20)\d{2}|\d{2})[-/. ]?W?(\d{2})\+?", re.IGNORECASE)
_AMOUNT = re.compile(r"(?P<over>>|≥|over |more than |at least )?\s*\$?(?P<number>\d[\d, ']*(?:\.\d+)?)\s*(?P<plus>\+)?")
_MOST = 10**15
FIRST_CHIPS = 1958


class Inexact(ValueError):
    """The text is no day, week or amount."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number; not `exact`: at least so much. `unit`: the words behind it, as written."""

    number: float
    exact: bool
    unit: str = ""


def day_span(text: str) -> tuple[date | None, date | None]:
    """The first and the last day of what is written: a day, a month, a year. Empty: (None, None). Raises Inexact."""
    text = text.strip()
    if not text:
        return (None, None)
    found = _DAY.fullmatch(text)
    if found is None:
        raise Inexact(text)
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        last_month = month or 12
        last = date(year or 0, last_month, day or calendar.monthrange(year or 0, last_month)[1])
        return date(year or 0, month or 1, day or 1), last
    except (ValueError, IndexError) as error:
        raise Inexact(text) from error


def span(first: str, last: str) -> tuple[date | None, date | None]:
    """From the first day of one text to the last day of another; without the other, of the first. Raises Inexact."""
    start, end = day_span(first), day_span(last)
    if end == (None, None):
        return start
    if start[0] and end[1] and start[0] > end[1]:
        raise Inexact(f"{first} - {last}")
    return start[0], end[1]


def week_span(code: str, until: date) -> tuple[date | None, date | None]:
    """The days of a YYWW code, in the latest century that is not after a day; of 2000 on where no chip is so old.

    Empty: (None, None). Raises Inexact.
    """
    code = code.strip()
    if not code:
        return (None, None)
    found = _WEEK.fullmatch(code)
    if found is None or not code.isascii():
        raise Inexact(code)
    year, week = int(found[1]), int(found[2])
    try:
        start = date.fromisocalendar(year if year > 99 else 2000 + year, week, 1)
        if FIRST_CHIPS - 1900 <= year <= 99 and start > until:
            start = date.fromisocalendar(1900 + year, week, 1)
    except ValueError as error:
        raise Inexact(code) from error
    return start, start + timedelta(days=6)


def amount(text: str) -> Amount | None:
    """What is written: "1300+ units" is at least 1300, ">9,000" at least 9000. Empty: None. Raises Inexact."""
    text = text.strip()
    if not text:
        return None
    found = _AMOUNT.match(text)
    if found is None:
        raise Inexact(text)
    number = float(re.sub(r"[, ']", "", found["number"]))
    if number > _MOST:
        raise Inexact(text)
    return Amount(number, exact=not (found["over"] or found["plus"]), unit=text[found.end() :].strip())
