"""Findings as files: lossless for programs, harmless for spreadsheets, and recorded."""

import csv
import hashlib
import io
import json
from collections.abc import Generator

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.roles import OrganisationKind, Role
from makers.finding_tables import COLUMNS
from makers.models import OwnAct
from makers.operations.exporting import recorded
from teardowns.models import Release
from tests.factories.accounts import make_organisation, make_principal, make_user
from tests.factories.provenance import make_maker, represent
from tests.factories.teardowns import make_finding

pytestmark = pytest.mark.django_db
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def officer() -> Client:
    """An officer of a maker with two findings, one of them with a marking that looks like a formula."""
    brand, house = make_maker("Analog Devices"), make_organisation(OrganisationKind.MAKER)
    represent(house, brand)
    make_finding("AD9361BBCZ", brand)
    make_finding("ADF4351BCPZ", brand)
    Release.objects.filter(part_number="ADF4351BCPZ").update(marking_lines=[FORMULA, "МАХ"], month=None)
    client = Client()
    client.force_login(make_user(Role.MAKER, organisation=house))
    return client


def taken(client: Client, address: str) -> bytes:
    """A file, with what the maker's own log says of it checked."""
    answer = client.get(address)
    content = answer.getvalue()
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    act = OwnAct.objects.filter(act="findings.exported").latest("pk")
    assert act.details["sha256"] == hashlib.sha256(content).hexdigest() and act.details["size"] == len(content)
    return content


def test_csv_and_xlsx_hold_the_same_and_no_formula(officer: Client) -> None:
    table = list(csv.reader(io.StringIO(taken(officer, "/findings.csv").decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(taken(officer, "/findings.xlsx")))
    assert book.active is not None
    sheet = [[cell.value or "" for cell in row] for row in book.active.iter_rows()]
    assert table[0] == sheet[0] == list(COLUMNS) and len(table) == len(sheet) == 3
    for written, kept in zip(table[1:], sheet[1:], strict=True):
        assert [cell.removeprefix("'") for cell in written] == kept
    formula = next(row for row in table if "ADF4351BCPZ" in row)
    assert formula[COLUMNS.index("marking")] == f"'{FORMULA} | МАХ"


def test_json_is_lossless_and_says_what_it_counts(officer: Client) -> None:
    said = json.loads(taken(officer, "/findings.json"))
    assert said["count"] == len(said["findings"]) == 2
    assert "confirmed by an analyst" in said["unit"] and "taken back" in said["left_out"]
    found = next(one for one in said["findings"] if one["part_number"] == "ADF4351BCPZ")
    assert found["marking"] == [FORMULA, "МАХ"] and found["month_found"] is None
    assert tuple(found) == COLUMNS
    assert json.loads(taken(officer, "/findings.json?part_number=none"))["findings"] == []


def test_the_log_says_which_filter(officer: Client) -> None:
    taken(officer, "/findings.csv?part_number=AD9&brand=")
    assert OwnAct.objects.latest("pk").details["filter"] == {"part_number": "AD9"}


def test_the_same_findings_are_the_same_bytes(officer: Client) -> None:
    for ending in ("csv", "xlsx", "json"):
        one = taken(officer, f"/findings.{ending}")
        officer.cookies["django_language"] = "uk"
        assert taken(officer, f"/findings.{ending}") == one


def test_a_file_that_breaks_off_after_its_last_row_is_in_the_log_too() -> None:
    pieces = recorded(make_principal(Role.MAKER), "csv", {}, iter((b"one\n", b"two\n")))
    assert isinstance(pieces, Generator) and next(pieces) == b"one\n"
    assert OwnAct.objects.get().act == "findings.export_begun"
    assert next(pieces) == b"two\n"
    pieces.close()
    act = OwnAct.objects.latest("pk")
    assert act.act == "findings.export_broken_off" and act.details["size"] == 8
    assert act.details["sha256"] == hashlib.sha256(b"one\ntwo\n").hexdigest()
