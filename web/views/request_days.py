"""The day that somebody typed as a new deadline."""

from datetime import date, timedelta

from makers.models import TraceRequest
from makers.request_problems import DayOutOfRange


def wanted_day(shown: TraceRequest, typed: date | None, longest: timedelta) -> date:
    """The day, or DayOutOfRange where none was typed."""
    if typed is None:
        start = shown.first_due_on or shown.due_on
        raise DayOutOfRange(after=shown.due_on or "–", until=start + longest if start else "–")
    return typed
