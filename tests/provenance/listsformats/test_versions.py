"""A list is a row of versions: what each of them adds, changes and ends, and how the newest is taken back."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from custody.models import LedgerEntry
from custody.vault import vault
from problems import NotFound
from provenance.importers.stopping import FileStopped
from provenance.list_problems import ListShrinks, NotNewestVersion, OlderVersion, UnnamedList
from provenance.models import Listing, ListVersion, Party, PartyAddress, PartyIdentifier, PartyList, PartyName, Touch
from provenance.operations.list_roll_back import roll_back_version
from provenance.queries.listings import lists_stamp, sharing_an_address
from tests.factories.provenance import make_party
from tests.provenance.listsformats.importing import (
    HEAD,
    LIST,
    NORTH,
    counts,
    listed_on,
    only_version,
    row,
    take,
    write,
)

pytestmark = pytest.mark.django_db
SOUTH = row("South Sample JSC", address="1 Sample Street, Testburg; 2 Other Road, Testville")
EAST = row("East Specimen", since="", programme="")


def test_entries_become_parties_with_names_numbers_addresses_and_listings(tmp_path: Path) -> None:
    report = take(write(tmp_path, HEAD, NORTH, SOUTH, EAST), effective="2023-01-01")
    assert counts(report) == {"new": 3}
    assert report.new_parties == 3
    north = Party.objects.get(name="North Example LLC")
    assert set(north.other_names.values_list("name", flat=True)) == {"ООО «Норд Экзампл»", "Nord Example"}
    number = PartyIdentifier.objects.get(party=north)
    assert (number.scheme, number.value, number.valid, number.strong) == ("inn", "7704730655", True, True)
    assert PartyAddress.objects.filter(party__name="South Sample JSC").count() == 2
    listing = Listing.objects.get(party=north)
    assert (listing.list_name, listing.jurisdiction, listing.programme) == (LIST, "EU", "EU-TEST")
    assert (listing.start, listing.end) == (date(2022, 3, 15), None)
    undated = Listing.objects.get(party__name="East Specimen")
    assert undated.start is None
    assert undated.known_since == date(2023, 1, 1)


def test_a_version_keeps_the_original_its_day_and_who(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, NORTH)
    version = only_version(take(path, effective="2023-01-01"))
    assert vault().open(version.sha256).read() == path.read_bytes()
    assert (version.effective_on, version.entries, version.actor) == (date(2023, 1, 1), 1, "test")
    entry = LedgerEntry.objects.get(action="list.applied")
    assert entry.details["sha256"] == version.sha256


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, NORTH, SOUTH)
    take(path)
    stamp = lists_stamp()
    again = take(path)
    assert again.unchanged
    assert (ListVersion.objects.count(), Party.objects.count(), lists_stamp()) == (1, 2, stamp)
    assert LedgerEntry.objects.filter(action="list.applied").count() == 1


def test_a_preview_counts_and_stores_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, NORTH, SOUTH, row("Bad", since="2999-01-01"))
    report = take(path, preview=True)
    assert counts(report) == {"new": 2, "refused": 1}
    assert not Party.objects.exists()
    assert not PartyList.objects.exists()
    assert not LedgerEntry.objects.exists()
    assert not vault().exists(only_version(report).sha256)


def test_what_a_newer_version_lacks_ended_on_its_day(tmp_path: Path) -> None:
    take(write(tmp_path, HEAD, NORTH, SOUTH, EAST), effective="2023-01-01")
    later = take(write(tmp_path, HEAD, NORTH, SOUTH), effective="2023-06-01")
    assert counts(later) == {"gone": 1, "same": 2}
    gone = Listing.objects.select_related("ended_in", "last_version").get(party__name="East Specimen")
    assert gone.end == date(2023, 5, 31)
    assert gone.ended_in == only_version(later)
    assert gone.last_version.effective_on == date(2023, 1, 1)
    north = Listing.objects.select_related("last_version").get(party__name="North Example LLC")
    assert north.last_version == only_version(later)
    assert [one.party.name for one in listed_on([gone.party_id, north.party_id], date(2023, 7, 1))] == [
        "North Example LLC"
    ]
    assert len(listed_on([gone.party_id, north.party_id], date(2023, 3, 1))) == 2


def test_what_is_new_without_a_day_is_listed_since_its_version(tmp_path: Path) -> None:
    take(write(tmp_path, HEAD, NORTH, SOUTH), effective="2023-01-01")
    take(write(tmp_path, HEAD, NORTH, SOUTH, EAST), effective="2023-06-01")
    assert Listing.objects.get(party__name="East Specimen").start == date(2023, 6, 1)


def test_what_comes_back_stands_again_and_what_is_delisted_ends_on_the_given_day(tmp_path: Path) -> None:
    take(write(tmp_path, HEAD, NORTH, SOUTH, EAST), effective="2023-01-01")
    take(write(tmp_path, HEAD, NORTH, SOUTH), effective="2023-06-01")
    delisted = row("North Example LLC", until="2023-08-01", ids="7704730655 (INN)")
    back = take(write(tmp_path, HEAD, delisted, SOUTH, EAST), effective="2023-09-01")
    assert counts(back) == {"changed": 1, "same": 1, "returned": 1}
    intervals = Listing.objects.filter(party__name="East Specimen").order_by("pk").values_list("start", "end")
    assert list(intervals) == [(None, date(2023, 5, 31)), (date(2023, 9, 1), None)]
    assert Listing.objects.get(party__name="North Example LLC").end == date(2023, 8, 1)
    standing = take(write(tmp_path, HEAD, NORTH, SOUTH, EAST), effective="2023-10-01")
    assert counts(standing) == {"changed": 1, "same": 2}
    assert Listing.objects.get(party__name="North Example LLC").end is None


def test_a_list_that_shrinks_by_half_waits_for_a_word(tmp_path: Path) -> None:
    rows = [row(f"Example number {n} LLC") for n in range(10)]
    take(write(tmp_path, HEAD, *rows), effective="2023-01-01")
    half = write(tmp_path, HEAD, *rows[:5])
    with pytest.raises(ListShrinks) as refused:
        take(half, effective="2023-06-01")
    assert "10" in str(refused.value)
    assert ListVersion.objects.count() == 1
    assert not Listing.objects.filter(end__isnull=False).exists()
    preview = take(half, effective="2023-06-01", preview=True)
    assert (preview.shrinking, counts(preview)["gone"]) == ([LIST], 5)
    assert counts(take(half, effective="2023-06-01", confirm_shrink=True)) == {"gone": 5, "same": 5}


def test_versions_come_in_the_order_of_their_days(tmp_path: Path) -> None:
    take(write(tmp_path, HEAD, NORTH, SOUTH), effective="2023-06-01")
    with pytest.raises(OlderVersion):
        take(write(tmp_path, HEAD, NORTH, SOUTH, EAST), effective="2023-01-01")
    take(write(tmp_path, HEAD, NORTH, SOUTH, EAST), effective="2023-06-01")


def test_the_newest_version_is_taken_back(tmp_path: Path) -> None:
    take(write(tmp_path, HEAD, NORTH, SOUTH, EAST), effective="2023-01-01")
    before = sorted(Listing.objects.values_list("party__name", "start", "end", "programme", "last_version", "ended_in"))
    names = sorted(PartyName.objects.values_list("name", flat=True))
    richer = row("North Example LLC", aliases="Polar Trading", ids="7704730655 (INN); CR No. 123", since="2022-03-01")
    second = take(write(tmp_path, HEAD, richer, SOUTH, row("West Example")), effective="2023-06-01")
    assert counts(second) == {"new": 1, "changed": 1, "gone": 1, "same": 1}
    third = take(write(tmp_path, HEAD, richer, SOUTH, row("West Example"), EAST), effective="2023-07-01")
    with pytest.raises(NotNewestVersion):
        roll_back_version(public_id=str(only_version(second).public_id), actor="test")
    for report in (third, second):
        roll_back_version(public_id=str(only_version(report).public_id), actor="test")
    after = sorted(Listing.objects.values_list("party__name", "start", "end", "programme", "last_version", "ended_in"))
    assert after == before
    assert not Party.objects.filter(name="West Example").exists()
    assert sorted(PartyName.objects.values_list("name", flat=True)) == names
    with pytest.raises(NotNewestVersion):
        roll_back_version(public_id=str(only_version(third).public_id), actor="test")
    with pytest.raises(NotFound):
        roll_back_version(public_id="00000000-0000-4000-8000-000000000000", actor="test")
    assert LedgerEntry.objects.filter(action="list.rolled_back").count() == 2


def test_a_first_version_taken_back_leaves_only_what_others_know(tmp_path: Path) -> None:
    known = make_party("North Example LLC", country="RU")
    report = take(write(tmp_path, HEAD, NORTH, SOUTH))
    assert Listing.objects.get(party=known)
    roll_back_version(public_id=str(only_version(report).public_id), actor="test")
    assert list(Party.objects.all()) == [known]
    assert not Listing.objects.exists()
    assert not PartyName.objects.exists()
    assert not PartyIdentifier.objects.exists()
    again = take(write(tmp_path, HEAD, NORTH, SOUTH))
    assert counts(again) == {"new": 2}


def test_two_lists_that_disagree_are_both_kept(tmp_path: Path) -> None:
    take(write(tmp_path, HEAD, NORTH, SOUTH), effective="2023-01-01")
    other = row(
        "NORTH EXAMPLE, OOO", of="UK Other list", since="2023-05-01", until="2024-01-01", ids="7704730655 (INN)"
    )
    take(write(tmp_path, HEAD, other), effective="2024-02-01")
    north = Party.objects.get(name="North Example LLC")
    told = sorted((one.jurisdiction, one.start, one.end) for one in north.listings.select_related("list"))
    assert told == [("EU", date(2022, 3, 15), None), ("GB", date(2023, 5, 1), date(2024, 1, 1))]
    assert Listing.objects.filter(list__name=LIST, end__isnull=True).count() == 2


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (row("X", since="0000-01-01"), "date_too_early"),
        (row("X", since=str(timezone.localdate() + timedelta(days=2))), "date_in_future"),
        (row("X", since="03/04/2022"), "not_a_date"),
        (row("X", since="2022-02-30"), "not_a_date"),
        (row("X", since="2022-03-15", until="2021-01-01"), "ends_before_it_starts"),
        (row(""), "no_name"),
        (row("X" * 301), "too_long"),
        (row("X\0"), "nul_character"),
        ("only,three,cells", "wrong_number_of_columns"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line_and_the_rest_goes_on(tmp_path: Path, bad: str, code: str) -> None:
    report = take(write(tmp_path, HEAD, NORTH, bad, SOUTH))
    assert [(error.line, error.code) for error in report.errors] == [(3, code)]
    assert counts(report) == {"new": 2, "refused": 1}


@pytest.mark.parametrize("content", ["", "\n", HEAD, "a,b\n1,2\n", "<!DOCTYPE html><html><body>Sorry</body></html>"])
def test_what_is_no_list_is_refused_whole(tmp_path: Path, content: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(content)
    with pytest.raises(FileStopped):
        take(path)
    with pytest.raises(FileStopped):
        take(tmp_path / "none.csv")
    assert not Party.objects.exists()


def test_a_file_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, NORTH, SOUTH)
    path.write_text(path.read_text()[:-30])
    with pytest.raises(FileStopped):
        take(path)
    path.write_text("\n".join([HEAD, NORTH, "EU Test list,South"]))
    with pytest.raises(FileStopped) as refused:
        take(path)
    assert refused.value.reason == "breaks_off"
    assert not Party.objects.exists()


def test_a_list_needs_a_name(tmp_path: Path) -> None:
    path = write(tmp_path, "name,country_iso2", "North Example LLC,RU")
    with pytest.raises(UnnamedList):
        take(path)
    version = only_version(take(path, name="My list", jurisdiction="UA"))
    assert (version.list.name, version.list.jurisdiction) == ("My list", "UA")


def test_a_file_may_hold_several_lists(tmp_path: Path) -> None:
    report = take(write(tmp_path, HEAD, NORTH, row("North Example LLC", of="UK list", ids="7704730655 (INN)")))
    assert [version.list.name for version in report.versions] == [LIST, "UK list"]
    assert Party.objects.count() == 1
    assert Listing.objects.count() == 2


def test_traces_that_rest_on_listings_are_marked(tmp_path: Path) -> None:
    take(write(tmp_path, HEAD, NORTH, SOUTH), effective="2023-01-01")
    assert Touch.objects.filter(reason="listings").count() == 1
    take(write(tmp_path, HEAD, NORTH, SOUTH, ""), effective="2023-02-01")
    assert Touch.objects.filter(reason="listings").count() == 1


def test_addresses_that_parties_share_are_derived(tmp_path: Path) -> None:
    take(write(tmp_path, HEAD, row("A LLC", address="1 Sample Street, Testburg, Sampleland"), SOUTH,
               row("B LLC", address="Testburg, Sampleland, Sample St. 1")))  # fmt: skip
    one, other = Party.objects.get(name="A LLC"), Party.objects.get(name="B LLC")
    assert sharing_an_address([one.pk]) == {one.pk: {other.pk}}


def test_a_file_of_two_lists_of_which_one_was_taken_back_is_taken_again(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, NORTH, row("North Example LLC", of="UK list", ids="7704730655 (INN)"))
    second = take(path).versions[1]
    roll_back_version(public_id=str(second.public_id), actor="test")
    assert Listing.objects.count() == 1
    again = take(path)
    assert [version.counts["new"] for version in again.versions] == [0, 1]
    assert take(path).unchanged
