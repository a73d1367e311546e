"""Days until which somebody may answer, counted where they sit. Pure.

A period of 28 days begins on the day after the event, in the reader's own time zone, and ends with the last second of
its last day there. A last day that is no working day there moves on to the next one that is; a deadline never comes
earlier. Public holidays and the days of the weekend: the library `holidays`, its public holidays of the whole country
(and of a subdivision where one is set). Of a country that the library does not know: Saturday and Sunday.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays
from babel.core import get_global

PERIOD: Final = timedelta(days=28)
"""For an answer, and again for a word on our wording."""
LONGEST_EXTENSION: Final = timedelta(days=28)
"""What a maker may take by itself, once."""
REMINDERS: Final = (timedelta(days=10), timedelta(days=3))
"""How long before a deadline a maker is reminded: each once."""
FALLBACK_ZONE: Final = "UTC"
_LONGEST_REST: Final = 60
_WEEKEND: Final = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class Calendar:
    """Whose days count: `country` as ISO 3166-1 alpha-2, its `subdivision` or empty, `time_zone` of the IANA."""

    country: str = ""
    subdivision: str = ""
    time_zone: str = FALLBACK_ZONE


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: the last day `on`, and `at`, the first moment after it, in UTC.

    `counted_to`: the day that was counted; an earlier one than `on` when it was no working day, `because` of what.
    """

    on: date
    at: datetime
    counted_to: date
    because: str = ""

    @property
    def moved(self) -> bool:
        """Whether the day that was counted was no working day."""
        return self.on != self.counted_to


def due(calendar: Calendar, start: datetime, period: timedelta = PERIOD) -> Due:
    """The deadline of a period that begins with an event. Raises ValueError for a time without its zone."""
    return due_after(calendar, local_day(calendar, start), period)


def due_after(calendar: Calendar, day: date, period: timedelta) -> Due:
    """The deadline so many days after a day."""
    return due_on(calendar, day + period)


def due_on(calendar: Calendar, counted_to: date) -> Due:
    """The deadline where this day was counted, or asked for."""
    because = why_closed(calendar, counted_to)
    on = counted_to
    for _day in range(_LONGEST_REST):
        if not why_closed(calendar, on):
            break
        on += timedelta(days=1)
    return Due(on=on, at=end_of(calendar, on), counted_to=counted_to, because=because)


def given_back(calendar: Calendar, due_day: date, *, asked_at: datetime, explained_at: datetime) -> Due:
    """The deadline after a question to us: it moves by as many days as we took to answer, begun days counted whole."""
    begun = local_day(calendar, explained_at) - local_day(calendar, asked_at) + timedelta(days=1)
    return due_after(calendar, due_day, max(begun, timedelta(0)))


def end_of(calendar: Calendar, day: date) -> datetime:
    """The first moment after a day, in UTC."""
    return datetime.combine(day + timedelta(days=1), time.min, zone(calendar)).astimezone(UTC)


def local_day(calendar: Calendar, moment: datetime) -> date:
    """The day on the reader's calendar. Raises ValueError for a time without its zone."""
    if moment.tzinfo is None:
        raise ValueError("a deadline is counted from a moment with its zone")
    return moment.astimezone(zone(calendar)).date()


def why_closed(calendar: Calendar, day: date, language: str = "en_US") -> str:
    """Why a day is no working day: a holiday's name, "weekend", or nothing. A name that the library does not have in
    the language is in the country's own."""
    days = _holidays(calendar.country, calendar.subdivision, language)
    if days is None:
        return "weekend" if day.weekday() in _WEEKEND else ""
    if name := days.get(day):
        return str(name)
    return "" if days.is_working_day(day) else "weekend"


def reminders_due(due_at: datetime, now: datetime) -> int:
    """How many reminders of a deadline should have gone out by now; none once it is over."""
    return sum(1 for before in REMINDERS if due_at - before <= now < due_at)


@cache
def calendar_of(country: str) -> Calendar:
    """The calendar of a country where no other was chosen: of several time zones the one whose day ends last."""
    return Calendar(country.upper(), "", max(zones_of(country), key=_ends, default=FALLBACK_ZONE))


def zones_of(country: str) -> list[str]:
    """The time zones of a country, by name."""
    found = get_global("zone_territories").items()
    own = (name for name, territory in found if territory == country.upper() and not name.startswith("Etc/"))
    return sorted(name for name in own if known_zone(name))


@cache
def places() -> tuple[tuple[str, str], ...]:
    """Every country whose holidays are known, with each of its time zones."""
    countries = sorted(code for code in holidays.list_supported_countries() if len(code) == 2)
    return tuple((country, name) for country in countries for name in zones_of(country))


def subdivisions(country: str) -> dict[str, str]:
    """The regions of a country that have holidays of their own, as the library names them, by its code."""
    days = _holidays(country.upper(), "", "en_US")
    if days is None:
        return {}
    names = {code: name for name, code in days.subdivisions_aliases.items()}
    return {code: names.get(code, code) for code in days.subdivisions}


def known_zone(name: str) -> bool:
    """Whether this machine knows the time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def known_country(code: str) -> bool:
    """Whether the public holidays of a country are known."""
    return _holidays(code.upper(), "", "en_US") is not None


def zone(calendar: Calendar) -> ZoneInfo:
    """Its time zone; UTC where this machine does not know it."""
    return ZoneInfo(calendar.time_zone if known_zone(calendar.time_zone) else FALLBACK_ZONE)


def _ends(name: str) -> timedelta:
    """How much later than in Greenwich a day in winter ends there."""
    end = datetime(2026, 1, 2, tzinfo=ZoneInfo(name)).astimezone(UTC)
    return end - datetime(2026, 1, 2, tzinfo=UTC)


@cache
def _holidays(country: str, subdivision: str, language: str) -> holidays.HolidayBase | None:
    try:
        return holidays.country_holidays(country, subdiv=subdivision or None, language=language)
    except (NotImplementedError, AttributeError, KeyError):
        return None
