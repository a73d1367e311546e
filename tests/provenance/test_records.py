"""Import files: right rows stored once, wrong rows named with line and code, unreadable files refused whole."""

from pathlib import Path

import pytest

from custody.models import LedgerEntry
from provenance.importers.table import ImportStopped
from provenance.models import Claim, Listing, Party, PartyRelation, Source
from provenance.operations import records
from provenance.operations.demo_world import load_demo_world
from provenance.operations.reference import load_reference
from tests.factories.provenance import make_party, make_source

pytestmark = pytest.mark.django_db
HEAD = (
    "reference,date_from,date_to,seller,buyer,part_number,manufacturer,hs_code,quantity,value_usd,source,credibility,"
    "kind,statement"
)
GOOD = "row {n},2022-01-05,,a,b,LM317T,,8542.39,100,50,test-source,2,sold,"


@pytest.fixture(autouse=True)
def parties():
    make_source()
    for name in ("A", "B"):
        make_party(name)


def write(tmp_path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "file.csv"
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def test_rows_are_stored_once(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, *(GOOD.format(n=n) for n in range(5)))
    report = records.import_claims(path, actor="test")
    assert (report.created, report.unchanged, report.errors) == (5, 0, ())
    again = records.import_claims(path, actor="test")
    assert (again.created, again.unchanged) == (0, 5)
    claim = Claim.objects.first()
    assert (claim.hs6, claim.part_canonical, claim.value_usd_cents) == ("854239", "1M317T", 5000)
    assert claim.earliest == claim.latest
    assert LedgerEntry.objects.filter(action="import.stored").count() == 1


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("r,2022-01-05,,a,a,,,,,,test-source,2", "party_with_itself"),
        ("r,2022-01-05,,a,nobody,,,,,,test-source,2", "unknown_party"),
        ("r,2022-01-05,,a,b,,nobody,,,,test-source,2", "unknown_party"),
        ("r,2022-01-05,,a,b,,,,,,nowhere,2", "unknown_source"),
        ("r,2022-13-05,,a,b,,,,,,test-source,2", "not_a_date"),
        ("r,0001-01-01,,a,b,,,,,,test-source,2", "date_too_early"),
        ("r,2999-01-01,,a,b,,,,,,test-source,2", "date_in_future"),
        ("r,2022-01-05,2021-01-05,a,b,,,,,,test-source,2", "ends_before_it_starts"),
        ("r,2022-01-05,,a,b,,,,0,,test-source,2", "out_of_range"),
        ("r,2022-01-05,,a,b,,,,1000000000000000000,,test-source,2", "out_of_range"),
        ("r,2022-01-05,,a,b,,,,-5,,test-source,2", "not_a_number"),
        ("r,2022-01-05,,a,b,,,ABC,,,test-source,2", "not_an_hs_code"),
        ("r,2022-01-05,,a,b,,,,,,test-source,7", "out_of_range"),
        (",2022-01-05,,a,b,,,,,,test-source,2", "empty"),
        ("r" * 301 + ",2022-01-05,,a,b,,,,,,test-source,2", "too_long"),
        ("r,2022-01-05", "wrong_number_of_columns"),
        ("r\0,2022-01-05,,a,b,,,,,,test-source,2", "nul_character"),
    ],
)
def test_wrong_row_is_named_and_the_others_are_stored(tmp_path: Path, row: str, code: str) -> None:
    wrong = row if row.count(",") < 5 else f"{row},sold,"
    report = records.import_claims(write(tmp_path, HEAD, wrong, GOOD.format(n=1)), actor="test")
    assert report.created == 1
    assert [(error.line, error.code) for error in report.errors] == [(2, code)]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", HEAD.encode() + b'\n"open', HEAD.encode() + b"\n\xff"]
)
def test_unreadable_file_is_refused_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(ImportStopped):
        records.import_claims(path, actor="test")
    with pytest.raises(ImportStopped):
        records.import_claims(tmp_path / "none.csv", actor="test")
    assert not Claim.objects.exists()


def test_error_late_in_a_file_leaves_nothing_behind(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, *(GOOD.format(n=n) for n in range(2500)))
    with path.open("ab") as file:
        file.write(b"row x,\xff\n")
    with pytest.raises(ImportStopped):
        records.import_claims(path, actor="test")
    assert not Claim.objects.exists()


def test_demonstration_world_loads_once_and_says_that_it_is_made_up() -> None:
    load_reference()
    assert load_demo_world() > 100
    assert load_demo_world() == 0
    made_up = Party.objects.filter(slug__startswith="demo-")
    assert made_up.count() == 9
    assert all(party.fictitious and "(fictitious)" in party.name for party in made_up)
    assert all(source.fictitious for source in Source.objects.filter(slug__startswith="demo-"))
    assert Claim.objects.exists()
    assert Listing.objects.exists()


def test_reference_loads_once() -> None:
    first, again = load_reference(), load_reference()
    assert first.parts > 12_000
    assert (again.parties, again.relations, again.parts) == (0, 0, 0)
    owner = PartyRelation.objects.get(kind="owner", target__name="Xilinx")
    assert (owner.party.name, owner.start.year) == ("AMD", 2022)
