"""Intervals of days with open ends, and what "in force" means on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from provenance.tracing.types import ListingSpan

Standing = Literal["yes", "no", "unclear"]


def first_day(day: date | None) -> date:
    """Return the day, or the beginning of time for an open start."""
    return day or date.min


def last_day(day: date | None) -> date:
    """Return the day, or the end of time for an open end."""
    return day or date.max


def overlap(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> bool:
    """Return True when two intervals share a day; an interval that ends before it starts shares none."""
    return max(first_day(a[0]), first_day(b[0])) <= min(last_day(a[1]), last_day(b[1]))


def shown(day: date) -> date | None:
    """Turn the beginning or the end of time back into an open end."""
    return None if day in (date.min, date.max) else day


def standing(span: ListingSpan, earliest: date | None, latest: date | None) -> Standing:
    """Tell whether a listing was in force on every day of an interval, on none, or cannot be told.

    A listing whose first day is unknown cannot be told before its last day: it is never assumed to have been
    in force, nor not to have been.
    """
    first, last = first_day(earliest), last_day(latest)
    if span.end and span.end < first:
        return "no"
    if span.start is None:
        return "unclear"
    if span.start > last:
        return "no"
    return "yes" if span.start <= first and last_day(span.end) >= last else "unclear"


def in_force(
    spans: Iterable[ListingSpan], earliest: date | None, latest: date | None, wanted: Standing = "yes"
) -> tuple[ListingSpan, ...]:
    """Return the listings of that standing in an interval, oldest first; with no day at all, none."""
    if earliest is None and latest is None:
        return ()
    found = [span for span in spans if standing(span, earliest, latest) == wanted]
    return tuple(sorted(found, key=lambda span: (first_day(span.start), span.list, span.programme)))
