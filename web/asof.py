"""The day that a page is asked about: typed, or chosen on a slider, with or without a script."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from web.dates import typed_day


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day, and the slider's ends. `not_a_day`: what was typed where it is no day; `day` is the default then."""

    day: date
    first: date
    last: date
    not_a_day: str = ""

    @property
    def value(self) -> int:
        """Where the slider stands: days since the year 1."""
        return self.day.toordinal()

    @property
    def ends(self) -> tuple[int, int]:
        """The slider's ends in the same measure."""
        return self.first.toordinal(), self.last.toordinal()


def asked_day(query: Mapping[str, str], *, default: date, first: date, last: date) -> AsOf:
    """What a form asks: `asof` is the field, `day` the slider, `was` where both stood when the page was made.

    Of the two the one that was moved counts; the field where both were.
    """
    typed = query.get("asof", "")
    day = typed_day(typed)
    slid, was = _slid(query.get("day", "")), _slid(query.get("was", ""))
    if slid and slid != was and (day == was or not typed):
        day, typed = slid, ""
    chosen = day or default
    ends = min(first, chosen), max(last, chosen)
    return AsOf(chosen, *ends, not_a_day="" if day or not typed else typed[:40])


def _slid(text: str) -> date | None:
    try:
        return date.fromordinal(int(text)) if text.isascii() and text.isdecimal() and len(text) < 8 else None
    except (ValueError, OverflowError):
        return None
