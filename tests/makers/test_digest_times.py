"""When a digest is due."""

from datetime import UTC, datetime

import pytest

from makers.digest_times import next_morning

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("after", "daily", "weekly"),
    [
        ("2026-11-22 05:59", "2026-11-22 06:00", "2026-11-23 06:00"),
        ("2026-11-22 06:00", "2026-11-23 06:00", "2026-11-23 06:00"),
        ("2026-11-23 06:00", "2026-11-24 06:00", "2026-11-30 06:00"),
        ("2026-12-31 23:00", "2027-01-01 06:00", "2027-01-04 06:00"),
    ],
)
def test_the_next_morning(after: str, daily: str, weekly: str) -> None:
    moment = datetime.fromisoformat(after).replace(tzinfo=UTC)
    assert f"{next_morning(moment, weekly=False):%Y-%m-%d %H:%M}" == daily
    assert f"{next_morning(moment, weekly=True):%Y-%m-%d %H:%M}" == weekly
