"""The plain table as people and programs save it, and whose list it is."""

from datetime import date
from pathlib import Path

import pytest

from provenance.importers.lists_published.days import read_day
from provenance.importers.lists_published.jurisdictions import jurisdiction_of
from provenance.importers.table import RowRefused
from provenance.models import Party, PartyList
from tests.provenance.listsformats.importing import take


@pytest.mark.parametrize(
    ("name", "programme", "code"),
    [
        ("EU Reg. 833/2014 Annex IV", "", "EU"),
        ("OFAC SDN", "", "US"),
        ("Entity List (EL) - Bureau of Industry and Security", "US", "US"),
        ("UK sanctions list", "", "GB"),
        ("Some list", "EU-RUS", "EU"),
        ("Some list of ours", "", ""),
        ("РНБО", "", "UA"),
        ("UN Security Council", "", "UN"),
    ],
)
def test_whose_list_it_is(name: str, programme: str, code: str) -> None:
    assert jurisdiction_of(name, programme) == code


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-03-15", date(2022, 3, 15)),
        ("2022-03-15T10:00:00Z", date(2022, 3, 15)),
        ("2022/3/15", date(2022, 3, 15)),
        ("20220315", date(2022, 3, 15)),
        ("15.03.2022", date(2022, 3, 15)),
        ("15/03/2022", date(2022, 3, 15)),
        ("03/15/2022", date(2022, 3, 15)),
        ("04/04/2022", date(2022, 4, 4)),
        ("15 March 2022", date(2022, 3, 15)),
        ("15-Mar-2022", date(2022, 3, 15)),
        ("", None),
    ],
)
def test_days_as_people_write_them(text: str, day: date | None) -> None:
    assert read_day(text, "x") == day


@pytest.mark.parametrize(
    "text", ["03/04/2022", "15 Foo 2022", "2022-13-01", "2022", "31.02.2022", "soon", "2022-03/15"]
)
def test_what_is_no_day_or_may_be_two_is_refused(text: str) -> None:
    with pytest.raises(RowRefused) as refused:
        read_day(text, "x")
    assert refused.value.code == "not_a_date"


@pytest.mark.django_db
def test_tables_as_programs_save_them(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    cells = ("List", "Name", "Country ISO2", "Aliases", "Listing-Date")
    values = ('"UA list"', '"North\nExample LLC"', "ru", '"A;B"', "2022-03-15T00:00")
    path.write_bytes("\r\n".join([";".join(cells), ";".join(values)]).encode("utf-8-sig"))
    take(path, jurisdiction="uk")
    party = Party.objects.get()
    assert (party.name, party.country, party.other_names.count()) == ("North Example LLC", "RU", 2)
    assert PartyList.objects.get().jurisdiction == "GB"
