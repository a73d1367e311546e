"""An entry that was missing in a version and came back: two intervals, and nothing between them."""

from datetime import date
from pathlib import Path

import pytest

from provenance.models import Listing
from provenance.operations.list_roll_back import roll_back_version
from tests.provenance.listsformats.importing import HEAD, NORTH, counts, listed_on, only_version, row, take, write

pytestmark = pytest.mark.django_db
NAME = "East Specimen"
SINCE = date(2022, 3, 15)
FIRST = (SINCE, date(2023, 5, 31))
ROWS = (NORTH, row("South Sample JSC"))


def came(tmp_path: Path, day: str, entry: str = "") -> dict[str, int]:
    """A version of a day with the entry or without; blank lines make each a file of its own."""
    blank = [""] * (date.fromisoformat(day) - SINCE).days
    path = write(tmp_path, HEAD, *ROWS, *([entry] if entry else []), *blank)
    return {kind: n for kind, n in counts(take(path, effective=day)).items() if kind != "same"}


def went(tmp_path: Path, entry: str) -> None:
    """There on 1 January, gone on 1 June."""
    assert came(tmp_path, "2023-01-01", entry)["new"] == 3
    assert came(tmp_path, "2023-06-01") == {"gone": 1}


def intervals() -> list[tuple[date | None, date | None]]:
    """The first and the last day of each listing of the entry."""
    return list(Listing.objects.filter(party__name=NAME).order_by("pk").values_list("start", "end"))


@pytest.mark.parametrize("since", ["2022-03-15", ""])
def test_the_days_on_which_it_was_missing_are_not_listed(tmp_path: Path, since: str) -> None:
    entry = row(NAME, since=since)
    went(tmp_path, entry)
    assert came(tmp_path, "2023-09-01", entry) == {"returned": 1}
    assert intervals() == [(SINCE if since else None, FIRST[1]), (date(2023, 9, 1), None)]
    old, new = Listing.objects.filter(party__name=NAME).order_by("pk").select_related("first_version", "last_version")
    assert old.last_version.effective_on == date(2023, 1, 1)
    assert old.ended_in.effective_on == date(2023, 6, 1)
    assert new.first_version == new.last_version
    assert new.ended_in is None
    told = {day: bool(listed_on([old.party_id], date(2023, *day))) for day in [(5, 31), (6, 1), (8, 31), (9, 1)]}
    assert told == {(5, 31): True, (6, 1): False, (8, 31): False, (9, 1): True}


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("2023-06-01", [(SINCE, None)]),
        ("2023-06-02", [FIRST, (date(2023, 6, 2), None)]),
    ],
)
def test_missing_on_no_day_is_one_interval(tmp_path: Path, again: str, expected: list[object]) -> None:
    went(tmp_path, row(NAME))
    assert came(tmp_path, again, row(NAME)) == {"returned": 1}
    assert intervals() == expected


@pytest.mark.parametrize("since", ["2022-03-15", ""])
@pytest.mark.parametrize("programme", ["EU-TEST", "EU-OTHER"])
def test_later_versions_go_on_with_the_open_interval(tmp_path: Path, since: str, programme: str) -> None:
    went(tmp_path, row(NAME, since=since))
    back = row(NAME, since=since, programme=programme)
    assert came(tmp_path, "2023-09-01", back) == {"returned": 1}
    assert came(tmp_path, "2023-10-01", back) == {}
    begun = (SINCE if since else None, FIRST[1])
    assert intervals() == [begun, (date(2023, 9, 1), None)]
    last = Listing.objects.filter(party__name=NAME).order_by("pk").values_list("last_version__effective_on", flat=True)
    assert list(last) == [date(2023, 1, 1), date(2023, 10, 1)]
    assert came(tmp_path, "2023-11-01") == {"gone": 1}
    assert came(tmp_path, "2023-12-01", back) == {"returned": 1}
    assert came(tmp_path, "2024-01-01", back) == {}
    assert intervals() == [begun, (date(2023, 9, 1), date(2023, 10, 31)), (date(2023, 12, 1), None)]


def test_a_returned_entry_may_get_another_programme_and_keeps_its_first_day(tmp_path: Path) -> None:
    went(tmp_path, row(NAME))
    came(tmp_path, "2023-09-01", row(NAME, since=""))
    assert came(tmp_path, "2023-10-01", row(NAME)) == {}
    assert intervals() == [FIRST, (date(2023, 9, 1), None)]


@pytest.mark.parametrize(
    ("since", "begun"),
    [("2023-05-31", date(2023, 9, 1)), ("2023-06-01", date(2023, 6, 1)), ("2023-08-15", date(2023, 8, 15))],
)
def test_a_first_day_stated_after_the_end_is_believed(tmp_path: Path, since: str, begun: date) -> None:
    went(tmp_path, row(NAME))
    assert came(tmp_path, "2023-09-01", row(NAME, since=since)) == {"returned": 1}
    assert intervals() == [FIRST, (begun, None)]
    assert came(tmp_path, "2023-10-01", row(NAME, since=since)) == {}
    assert intervals() == [FIRST, (begun, None)]


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2023-08-31", [(SINCE, date(2023, 8, 31))]),
        ("2023-09-01", [FIRST, (date(2023, 9, 1), date(2023, 9, 1))]),
    ],
)
def test_an_end_that_the_file_states_says_whether_it_came_back(
    tmp_path: Path, until: str, expected: list[object]
) -> None:
    went(tmp_path, row(NAME))
    came(tmp_path, "2023-09-01", row(NAME, until=until))
    assert intervals() == expected


def test_an_explicit_delisting_that_goes_is_a_correction_of_the_publisher(tmp_path: Path) -> None:
    came(tmp_path, "2023-01-01", row(NAME, until="2022-12-01"))
    assert came(tmp_path, "2023-06-01", row(NAME)) == {"changed": 1}
    assert intervals() == [(SINCE, None)]


def test_taking_versions_back_takes_the_new_interval_away(tmp_path: Path) -> None:
    went(tmp_path, row(NAME))
    back = take(write(tmp_path, HEAD, *ROWS, row(NAME)), effective="2023-09-01")
    later = take(write(tmp_path, HEAD, *ROWS, row(NAME), ""), effective="2023-10-01")
    roll_back_version(public_id=str(only_version(later).public_id), actor="test")
    assert intervals() == [FIRST, (date(2023, 9, 1), None)]
    assert Listing.objects.get(party__name=NAME, end=None).last_version == only_version(back)
    roll_back_version(public_id=str(only_version(back).public_id), actor="test")
    assert intervals() == [FIRST]
    assert Listing.objects.get(party__name=NAME).ended_in.effective_on == date(2023, 6, 1)
    assert came(tmp_path, "2023-09-15", row(NAME)) == {"returned": 1}
    assert intervals() == [FIRST, (date(2023, 9, 15), None)]
