"""Cells of trade records: days, amounts, customs codes, as they are written in many offices. Each raises RowRefused."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from provenance.importers.table import EARLIEST_YEAR, RowRefused

MOST_PIECES = 10**12
MOST_USD = 10**12
DATE_ORDERS = ("DD/MM/YYYY", "MM/DD/YYYY")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[./-](\d{4})")
_SPACES = re.compile(r"[\s'’_\u00a0\u202f]")
_MONEY = re.compile(r"^(?:US\$|USD|\$)|(?:US\$|USD|\$)$", re.IGNORECASE)
_PLAIN = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,2}|\.[0-9]{4,10})?")
_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+")
Days = tuple[int, int]
"""First and last day, as ordinals."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a file writes what can be read in two ways.

    `date_order`: of days with slashes, one of `DATE_ORDERS`; empty where nobody said. `decimal`: "," or ".", for
    1,234 and 1.234; empty: 1,234 has thousands and 1.234 a fraction.
    """

    date_order: str = ""
    decimal: str = ""


def days(text: str, style: Style, today: date) -> Days:
    """A day, a month or a year. Refuses with `not_a_date`, `date_order_unclear`, `date_too_early`, `date_in_future`."""
    plain = _TIME.sub("", text.strip())
    year, month, day = _calendar(plain, style)
    try:
        first = date(year, month or 1, day or 1)
        last = first if day else date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    except ValueError:
        raise RowRefused("not_a_date", value=text[:40]) from None
    if year < EARLIEST_YEAR:
        raise RowRefused("date_too_early", value=text[:40])
    if first > today:
        raise RowRefused("date_in_future", value=text[:40])
    return first.toordinal(), min(last, max(first, today)).toordinal()


def _calendar(text: str, style: Style) -> tuple[int, int, int]:
    """Year, month and day; 0 for a month or day that is not said."""
    if found := _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part or 0) for part in found.groups())
        if (found[2] and not month) or (found[3] and not day):
            raise RowRefused("not_a_date", value=text[:40])
        return year, month, day
    if found := _DAY_FIRST.fullmatch(text):
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        return (year, one, other) if _month_first(one, other, found[2], text, style) else (year, other, one)
    if found := _MONTH_FIRST.fullmatch(text):
        return int(found[2]), int(found[1]) or 13, 0
    raise RowRefused("not_a_date", value=text[:40])


def _month_first(one: int, other: int, sign: str, text: str, style: Style) -> bool:
    if sign == ".":
        return False
    if style.date_order:
        return style.date_order.startswith("MM")
    if one <= 12 and other <= 12 and one != other:
        raise RowRefused("date_order_unclear", value=text[:40])
    return other > 12


def amount(text: str, style: Style, column: str, most: float) -> float:
    """A number of at least 0. Refuses with `not_a_number` or `out_of_range`."""
    if _PLAIN.fullmatch(text) and (number := float(text)) <= most:
        return number
    plain = _MONEY.sub("", _SPACES.sub("", text))
    if plain.startswith("-") and _NUMBER.fullmatch(_with_point(plain[1:], style)):
        raise RowRefused("out_of_range", column=column, value=text[:40])
    plain = _with_point(plain, style)
    try:
        number = float(plain) if plain.isascii() and plain[:1] in ".0123456789" else -1.0
    except ValueError:
        number = -1.0
    if number < 0 or "_" in plain:
        raise RowRefused("not_a_number", column=column, value=text[:40])
    if number > most:
        raise RowRefused("out_of_range", column=column, value=text[:40])
    return number


def quantity(text: str, style: Style) -> float:
    """More than 0, at most 10^12."""
    number = amount(text, style, "quantity", MOST_PIECES)
    if not number:
        raise RowRefused("out_of_range", column="quantity", value=text[:40])
    return number


def _with_point(text: str, style: Style) -> str:
    """The number with a decimal point and no other sign."""
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        decimal = "," if comma > point else "."
    elif comma < 0 and point < 0:
        return text
    else:
        decimal = _alone(text, "," if comma >= 0 else ".", style)
    return text.replace("." if decimal == "," else ",", "").replace(",", ".") if decimal else _joined(text)


def _alone(text: str, sign: str, style: Style) -> str:
    """What the only sign of a number is: decimal sign, or between thousands (empty)."""
    if text.count(sign) > 1:
        return ""
    if len(text) - text.index(sign) - 1 != 3 or text.startswith(("0", sign)) or text.index(sign) > 3:
        return sign
    return sign if sign == (style.decimal or ".") else ""


def _joined(text: str) -> str:
    return text.replace(",", "").replace(".", "")


def hs_code(text: str) -> str:
    """The first six, or of shorter codes four, digits of a customs code of 4 to 12. Refuses with `not_an_hs_code`."""
    digits = text.replace(".", "").replace(" ", "").replace("-", "")
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdigit() and 4 <= len(digits) <= 12) or digits[:2] in ("00", "99", "98"):
        raise RowRefused("not_an_hs_code", value=text.strip()[:40])
    return digits[:6] if len(digits) >= 6 else digits[:4]
