"""Which version of a list an answer names: the one in force on the day, where it holds the entry."""

from datetime import date
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from provenance.models import ListVersion, Party
from provenance.operations.list_roll_back import roll_back_version
from provenance.queries.listed_on import name_checks
from provenance.queries.listings import told_version
from provenance.queries.merging import merged_parties
from provenance.queries.screening import screener
from provenance.queries.trace_register import PartyRegister
from tests.factories.provenance import make_listing, make_party
from tests.provenance.listsformats.importing import HEAD, NORTH, only_version, row, take, write

pytestmark = pytest.mark.django_db
NAME = "North Example LLC"


def told(day: date) -> str:
    """The day of the version that a screening names for the only listing, listed or not."""
    (match,) = screener(day).screen([NAME])[0].answer["matches"]
    (listing,) = match["listed"] + match["listed_on_other_days"]
    return str(listing["version"].split(" ")[0])


@pytest.fixture
def versions(tmp_path: Path) -> list[str]:
    """Three versions that hold the entry."""
    days = ["2023-01-01", "2023-06-01", "2023-09-01"]
    for extra, day in enumerate(days):
        take(write(tmp_path, HEAD, NORTH, *[row(f"Other number {n} JSC") for n in range(extra)]), effective=day)
    return days


@pytest.mark.parametrize(
    ("day", "named"),
    [
        (date(2022, 4, 1), 0),  # fetched later than the day
        (date(2022, 12, 31), 0),
        (date(2023, 1, 1), 0),
        (date(2023, 5, 31), 0),
        (date(2023, 6, 1), 1),
        (date(2023, 8, 31), 1),
        (date(2023, 9, 1), 2),
        (date(2024, 1, 1), 2),
    ],
)
def test_the_version_in_force_on_the_day_is_named(versions: list[str], day: date, named: int) -> None:
    assert told(day) == versions[named]
    (check,) = name_checks([str(Party.objects.get(name=NAME).public_id)], day)
    ((_, version),) = check.stated
    assert version is not None
    assert str(version.effective_on) == versions[named]


def test_a_trace_names_the_earliest_version_that_states_it(versions: list[str]) -> None:
    party = Party.objects.get(name=NAME)
    register = PartyRegister(merged_parties())
    key = register.take((party.pk, party.public_id, party.name, party.kind, party.country)).key
    (span,) = register.listings([key])[key]
    assert span.version.startswith(f"{versions[0]} ")


def test_the_page_names_the_version_of_the_day(versions: list[str]) -> None:
    (check,) = name_checks([str(Party.objects.get(name=NAME).public_id)], date(2023, 8, 31))
    page = render_to_string("web/components/check_answer.html", {"check": check, "alone": True})
    hashes = [one.sha256[:4] in page for one in ListVersion.objects.order_by("effective_on")]
    assert hashes == [False, True, False]


def test_a_version_that_does_not_hold_the_entry_is_not_named(tmp_path: Path) -> None:
    others = [row("South Sample JSC"), row("West Example JSC")]
    take(write(tmp_path, HEAD, *others), effective="2023-01-01")
    take(write(tmp_path, HEAD, *others, NORTH), effective="2023-06-01")
    take(write(tmp_path, HEAD, *others), effective="2023-09-01")
    assert [told(day) for day in (date(2023, 2, 1), date(2023, 8, 31), date(2023, 9, 1))] == ["2023-06-01"] * 3


def test_a_version_taken_back_is_not_named(tmp_path: Path) -> None:
    take(write(tmp_path, HEAD, NORTH), effective="2023-01-01")
    second = take(write(tmp_path, HEAD, NORTH, row("South Sample JSC")), effective="2023-06-01")
    assert told(date(2023, 7, 1)) == "2023-06-01"
    roll_back_version(public_id=str(only_version(second).public_id), actor="test")
    assert told(date(2023, 7, 1)) == "2023-01-01"


def test_a_listing_without_versions_has_its_reference() -> None:
    listing = make_listing(make_party(NAME, country="RU"), date(2022, 3, 15))
    assert told_version(listing) == listing.reference
    (check,) = name_checks([str(listing.party.public_id)], date(2023, 1, 1))
    assert check.stated == ((listing, None),)
