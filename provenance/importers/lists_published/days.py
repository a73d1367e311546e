"""Days as publishers write them."""

import re
from datetime import date

from provenance.importers.table import EARLIEST_YEAR, RowRefused

_ISO = re.compile(r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?:[T ].*)?")
_PACKED = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
_DOTTED = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})")
_BRITISH = re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})")
_AMERICAN = re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})")
_WORDS = re.compile(r"(?P<d>\d{1,2})[- ](?P<w>[A-Za-z]{3,9})[- ](?P<y>\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ANYWHERE = (_ISO, _PACKED, _DOTTED, _WORDS)
BRITISH, AMERICAN = (_BRITISH,), (_AMERICAN,)


def read_day(text: str, column: str, also: tuple[re.Pattern[str], ...] = ()) -> date | None:
    """A day, None for no text. Refuses with `not_a_date`, `date_too_early` or `date_in_future`.

    `also`: the order in which this publisher writes days with strokes; without one they must fit one order alone.
    """
    written = text.strip()
    if not written:
        return None
    found = next((match for form in (*also, *_ANYWHERE) if (match := form.fullmatch(written))), None)
    matches = [found] if found else [match for form in (_BRITISH, _AMERICAN) if (match := form.fullmatch(written))]
    if any(int(match["y"]) < EARLIEST_YEAR for match in matches):
        raise RowRefused("date_too_early", column=column, value=written[:40])
    days = {day for match in matches if (day := _day(match))}
    if len(days) != 1:
        raise RowRefused("not_a_date", column=column, value=written[:40])
    day = days.pop()
    if day > date.today():  # noqa: DTZ011 - calendar days, as written in the source
        raise RowRefused("date_in_future", column=column, value=written[:40])
    return day


def day_or_none(text: str, also: tuple[re.Pattern[str], ...] = ()) -> date | None:
    """A day in what the file says of itself; None where it cannot be read."""
    try:
        return read_day(text, "", also)
    except RowRefused:
        return None


def _day(found: re.Match[str]) -> date | None:
    named = found.groupdict().get("w")
    try:
        month = _MONTHS.index(named[:3].lower()) + 1 if named else int(found["m"])
        return date(int(found["y"]), month, int(found["d"]))
    except ValueError:
        return None
