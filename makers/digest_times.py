"""When the next digest is due: in the morning, on Mondays for a weekly one. Pure."""

from datetime import datetime, time, timedelta
from typing import Final

MORNING: Final = time(6)
"""In UTC: before work begins in Europe, at night in America, in the afternoon in Japan."""


def next_morning(after: datetime, *, weekly: bool) -> datetime:
    """The next morning that is later, of a Monday if weekly. `after` is in UTC, and so is the answer."""
    day = after.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    while day <= after or (weekly and day.weekday() != 0):
        day += timedelta(days=1)
    return day
