"""Published links become claims as inexact as they are written, and meet the right parties in spite of spelling."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from custody.models import LedgerEntry
from provenance.importers.reported_links import read_links
from provenance.importers.table import RowError
from provenance.models import Claim, Party, PartyName
from provenance.operations.reported_links import SHIPPED, import_reported_links
from provenance.queries.merging import merged_parties
from provenance.queries.same_names import party_meant
from tests.factories.provenance import make_party

pytestmark = pytest.mark.django_db
HEAD = "shipper,shipper_country,consignee,consignee_country,date_from,date_to,quantity,value_usd,goods,notes,source"
ROWS = (
    "Example Tech Corporation,US,Exa-Logic LLC; Sample Consulting LLC; other Russian companies,RU,2020-10,2022-02,"
    "1300+ units,,Gumstix GUM3703FEBY computer-on-module,found,Example Report",
    'Example Pacific,HK,Exa-Logic,RU,2021-12,,,">9,000",components,,Example Report',
    "Example Pacific,HK,Exa-Logic,RU,2022-01-15,,250,1000,ABC1234D chips,,Example Report",
)


def write(path: Path, *rows: str) -> Path:
    path.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def links(tmp_path) -> Path:
    return write(tmp_path / "links.csv", *ROWS)


def test_one_claim_for_each_consignee_that_is_named(links) -> None:
    report = import_reported_links(links, actor="test")
    assert (report.created, report.unchanged, report.errors) == (4, 0, ())
    first = Claim.objects.get(buyer__name="Sample Consulting LLC")
    assert (first.earliest, first.latest) == (date(2020, 10, 1), date(2022, 2, 28))
    assert (first.part_number, first.quantity) == ("GUM3703FEBY", None)
    assert "quantity: 1300+ units" in first.statement
    assert "consignees: Sample Consulting LLC; Exa-Logic LLC; others" in first.statement
    month = Claim.objects.get(earliest=date(2021, 12, 1))
    assert (month.latest, month.value_usd_cents) == (date(2021, 12, 31), None)
    exact = Claim.objects.get(earliest=date(2022, 1, 15))
    assert (exact.latest, exact.quantity, exact.value_usd_cents) == (date(2022, 1, 15), 250, 100_000)
    assert {claim.buyer for claim in (month, exact)} == {Party.objects.get(name="Exa-Logic LLC")}


def test_twice_changes_nothing(links) -> None:
    import_reported_links(links, actor="test")
    before = LedgerEntry.objects.count(), Claim.objects.count(), Party.objects.count()
    report = import_reported_links(links, actor="test")
    assert (report.created, report.unchanged) == (0, 4)
    assert before == (LedgerEntry.objects.count(), Claim.objects.count(), Party.objects.count())


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Example,US,others,RU,,,,,,,x", "no_party_named"),
        ("Example,US,Somebody,RU,someday,,,,,,x", "not_a_date"),
        ("Example,US,Somebody,RU,1066,,,,,,x", "date_too_early"),
        ("Example,US,Somebody,RU,2999,,,,,,x", "date_in_future"),
        ("Example,US,Somebody,RU,2022,2021,,,,,x", "not_a_date"),
        ("Example,US,Somebody,RU,,,many,,,,x", "not_a_number"),
        ("Example,Germany,Somebody,RU,,,,,,,x", "not_a_country"),
        (",US,Somebody,RU,,,,,,,x", "empty"),
        ("Example,US", "wrong_number_of_columns"),
    ],
)
def test_a_wrong_row_is_named_with_its_line_and_the_others_go_on(row, code, tmp_path) -> None:
    report = import_reported_links(write(tmp_path / "links.csv", row, ROWS[2]), actor="test")
    assert [(one.line, one.code) for one in report.errors] == [(2, code)]
    assert report.created == 1


def test_a_party_that_sells_to_itself_is_left_out(tmp_path) -> None:
    row = "Exa-Logic LLC,RU,Exa Logic,RU,2022,,,,,,x"
    report = import_reported_links(write(tmp_path / "links.csv", row), actor="test")
    assert [one.code for one in report.errors] == ["one_party"]


def test_the_command_tells_what_it_did(links, tmp_path) -> None:
    out = StringIO()
    call_command("import_reported_links", links, "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"created": 4, "unchanged": 0, "left_out": []}
    out = StringIO()
    call_command("import_reported_links", write(tmp_path / "w.csv", "Example,US,others,RU,,,,,,,x"), stdout=out)
    assert "2: it names nobody" in out.getvalue()
    with pytest.raises(CommandError):
        call_command("import_reported_links", tmp_path / "nowhere.csv")


def test_what_ships_with_the_project_can_be_read() -> None:
    rows = [row for _, row in read_links(SHIPPED)]
    assert rows
    assert not any(isinstance(row, RowError) for row in rows)


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("SMT-iLogic", "RU"),
        ("smt ilogic llc", "RU"),
        ("OOO SMT iLogic", ""),
        ("СМТ-Айлогик", "RU"),
        ("ООО «СМТ-АЙЛОГИК»", "RU"),
    ],
)
def test_one_company_however_it_is_written(written, country) -> None:
    party = make_party("SMT iLogic LLC", country="RU")
    PartyName.objects.create(party=party, name="ООО «СМТ-Айлогик»")
    assert party_meant(written, country, merged_parties()) == party


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("SMT iLogic LLC", "HK"),
        ("SMT iLogic JSC", "RU"),
        ("SMT iLogic 2", "RU"),
        ("iLogic", "RU"),
        ("LLC", "RU"),
        ("", ""),
    ],
)
def test_who_is_not_meant(written, country) -> None:
    make_party("SMT iLogic LLC", country="RU")
    assert party_meant(written, country, merged_parties()) is None


def test_of_two_that_could_be_meant_the_one_of_exactly_this_name_or_nobody() -> None:
    limited = make_party("Example Logic LLC", country="RU")
    stock = make_party("Example Logic JSC", country="RU")
    assert party_meant("Example Logic LLC", "RU", merged_parties()) == limited
    assert party_meant("Example Logic JSC", "RU", merged_parties()) == stock
    assert party_meant("Example Logic", "RU", merged_parties()) is None
