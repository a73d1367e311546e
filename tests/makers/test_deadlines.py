"""Deadlines where the maker sits."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from makers.deadlines import (
    PERIOD,
    REMINDERS,
    Calendar,
    calendar_of,
    due,
    due_on,
    end_of,
    given_back,
    known_country,
    local_day,
    reminders_due,
    why_closed,
    zones_of,
)

pytestmark = pytest.mark.once
KYIV, BERLIN = Calendar("UA", "", "Europe/Kyiv"), Calendar("DE", "", "Europe/Berlin")
CALIFORNIA, TOKYO = Calendar("US", "", "America/Los_Angeles"), Calendar("JP", "", "Asia/Tokyo")
CALENDARS = some.sampled_from(
    [
        *(KYIV, BERLIN, CALIFORNIA, TOKYO),
        Calendar("IL", "", "Asia/Jerusalem"),
        Calendar("CN", "", "Asia/Shanghai"),
        Calendar("LB", "", "Asia/Beirut"),
        Calendar("", "", "UTC"),
        Calendar("XX", "", "No/Where"),
    ]
)
MOMENTS = some.datetimes(datetime(2024, 1, 1), datetime(2035, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001


@given(CALENDARS, MOMENTS)
def test_a_deadline_is_a_working_day_no_earlier_than_counted(calendar: Calendar, start: datetime) -> None:
    found = due(calendar, start)
    assert not why_closed(calendar, found.on)
    assert found.on >= local_day(calendar, start) + PERIOD == found.counted_to
    day = found.counted_to
    while day < found.on:
        assert why_closed(calendar, day)
        day += timedelta(days=1)


@given(CALENDARS, MOMENTS)
def test_it_ends_with_the_last_moment_of_its_day_there(calendar: Calendar, start: datetime) -> None:
    found = due(calendar, start)
    assert local_day(calendar, found.at - timedelta(microseconds=1)) == found.on
    assert local_day(calendar, found.at) > found.on
    assert found.at - start >= PERIOD - timedelta(hours=1)  # clocks may have gone forward


@given(CALENDARS, MOMENTS, MOMENTS)
def test_who_begins_later_ends_no_earlier(calendar: Calendar, one: datetime, other: datetime) -> None:
    first, second = sorted([one, other])
    assert due(calendar, first).at <= due(calendar, second).at


@given(CALENDARS, MOMENTS, some.timedeltas(timedelta(0), timedelta(days=60)))
def test_the_time_we_take_to_explain_is_given_back(calendar: Calendar, asked: datetime, took: timedelta) -> None:
    before = due(calendar, asked - timedelta(days=1)).on
    after = given_back(calendar, before, asked_at=asked, explained_at=asked + took)
    assert after.on - before >= took


def test_examples() -> None:
    friday = datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert due(BERLIN, friday).on == date(2026, 12, 28)  # 25 and 26 December are holidays, the 27th is a Sunday
    assert due(BERLIN, friday).because == "Christmas Day" and due(BERLIN, friday).moved
    assert due(TOKYO, friday).on == date(2026, 12, 25)
    assert due(TOKYO, friday).at == datetime(2026, 12, 25, 15, tzinfo=UTC)
    assert due(CALIFORNIA, datetime(2026, 6, 5, 23, tzinfo=UTC)).on == date(2026, 7, 6)  # 3 July: Independence Day kept


def test_a_day_is_the_makers_own() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert local_day(TOKYO, late) == date(2026, 3, 3) and local_day(CALIFORNIA, late) == date(2026, 3, 2)
    # Clocks go forward in Kyiv on 29 March 2026: that Saturday's end is still local midnight.
    assert end_of(KYIV, date(2026, 3, 28)) == datetime(2026, 3, 28, 22, tzinfo=UTC)
    assert end_of(KYIV, date(2026, 3, 29)) == datetime(2026, 3, 29, 21, tzinfo=UTC)


def test_days_of_rest_are_those_of_the_country() -> None:
    assert why_closed(Calendar("IL", "", "Asia/Jerusalem"), date(2026, 11, 27)) == "weekend"  # a Friday
    assert not why_closed(Calendar("IL", "", "Asia/Jerusalem"), date(2026, 11, 29))
    assert why_closed(Calendar("XX"), date(2026, 11, 28)) == "weekend"
    assert due_on(KYIV, date(2026, 11, 28)).on == date(2026, 11, 30)


def test_without_a_choice_the_day_ends_where_it_ends_last() -> None:
    assert calendar_of("us").time_zone in ("America/Adak", "Pacific/Honolulu")
    assert calendar_of("DE").time_zone == "Europe/Berlin"
    assert calendar_of("") == Calendar("", "", "UTC") and calendar_of("ZZ").time_zone == "UTC"
    assert "America/New_York" in zones_of("US") and known_country("us") and not known_country("ZZ")


def test_a_moment_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError):
        due(KYIV, datetime(2026, 1, 1))  # noqa: DTZ001


@given(MOMENTS, some.timedeltas(timedelta(days=-40), timedelta(days=40)))
def test_reminders_come_before_the_deadline_and_are_bounded(at: datetime, shift: timedelta) -> None:
    found = reminders_due(at, at + shift)
    assert 0 <= found <= len(REMINDERS) and (shift < timedelta(0) or found == 0)
    assert ZoneInfo("UTC")
