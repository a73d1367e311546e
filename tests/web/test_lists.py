"""Resolve a list: the form, the answers, the tables that are taken away."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from accounts.models import User
from accounts.queries import principal_for
from accounts.roles import Role
from provenance.importers.markings import Entry
from provenance.models import MarkingBatch, MarkingBatchRow
from provenance.operations.batches import create_batch, resolve_batch
from tests.factories.accounts import make_principal, make_user
from tests.factories.provenance import make_maker, make_part
from web.spreadsheets import csv_pieces, harmless, workbook

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}


@pytest.fixture
def analyst() -> User:
    return make_user(Role.ANALYST)


@pytest.fixture
def client(signed_in: Enter, analyst: User) -> Client:
    return signed_in(analyst)


def resolve_all() -> None:
    for batch in MarkingBatch.objects.all():
        resolve_batch(batch=str(batch.public_id), progress=lambda done, total: None)


def file(data: bytes, name: str = "list.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_pasted_list_becomes_a_table_with_parts_makers_dates_and_reasons(client: Client) -> None:
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    answer = client.post("/lists/", {"text": "AD9361 | BBCZ | 2147\nhello", "note": "From Kharkiv"})
    batch = MarkingBatch.objects.get()
    assert answer.status_code == 302 and answer.headers["Location"] == f"/lists/{batch.public_id}/"
    waiting = client.get(answer.headers["Location"]).content.decode()
    assert "The list waits to be resolved." in waiting and 'hx-trigger="every 2s"' in waiting
    resolve_all()
    page = client.get(answer.headers["Location"]).content.decode()
    assert "From Kharkiv" in page and "every 2s" not in page
    for words in ("AD9361BBCZ", "Analog Devices", "22–28 Nov 2021", "one candidate stands out", "none fits"):
        assert words in page
    piece = client.get(answer.headers["Location"], headers=HTMX).content.decode()
    assert "<html" not in piece and "AD9361BBCZ" in piece


def test_an_uploaded_file_is_called_by_its_name_and_listed(client: Client) -> None:
    client.post("/lists/", {"file": file(b"marking\nAD9361\nMAX3490\n", "find 7.csv")})
    page = client.get("/lists/").content.decode()
    assert "find 7.csv" in page and MarkingBatchRow.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": ""}, "The list holds no marking."),
        ({"text": "A\0"}, "NUL"),
        ({"file": file(b"")}, "The list holds no marking."),
        ({"file": file(b"marking\n\xcc\xc0\xd5\n")}, "Line 2 is not text in UTF-8."),
        ({"file": file(b"PK\x03\x04 no workbook", "a.xlsx")}, "The workbook cannot be opened"),
        ({"text": "A" * 5000}, "no marking is that long"),
    ],
)
def test_a_refused_list_leaves_nothing_behind_and_the_form_as_it_was(
    sent: dict[str, Any], said: str, client: Client
) -> None:
    answer = client.post("/lists/", sent | {"note": "my note"})
    page = answer.content.decode()
    assert (answer.status_code == 422 and said in page and "Nothing of the list was stored." in page) or "NUL" in said
    assert 'value="my note"' in page
    assert not MarkingBatch.objects.exists()


def test_ten_million_rows_are_refused_by_their_size(client: Client, settings: Any) -> None:
    settings.MARKING_LIST_MAX_BYTES = 1024 * 1024
    answer = client.post("/lists/", {"file": file(b"AD9361\n" * 200_000)})
    assert answer.status_code == 422 and "larger than 1 MB" in answer.content.decode()


def test_the_column_is_asked_for_and_htmx_gets_the_question_alone(client: Client) -> None:
    table = b"place,says\nU1,AD9361\nU2,MAX3490\n"
    page = client.post("/lists/", {"file": file(table)}).content.decode()
    assert "Which column holds the markings?" in page and "says" in page and "AD9361" in page
    piece = client.post("/lists/", {"file": file(table)}, headers=HTMX)
    assert piece.status_code == 200 and "<html" not in piece.content.decode()
    assert "Which column" in piece.content.decode()
    done = client.post("/lists/", {"file": file(table), "column": "1", "named": "on"}, headers=HTMX)
    assert done.headers["HX-Redirect"].startswith("/lists/")
    assert [row.marking for row in MarkingBatchRow.objects.all()] == ["AD9361", "MAX3490"]


DANGEROUS = ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]


def test_no_cell_of_a_table_is_a_formula(client: Client, analyst: User) -> None:
    entries = [Entry((text.strip(),), reference=text[:120]) for text in DANGEROUS]
    entries.append(Entry(("AD9361BBCZ", "2147"), "ok", date(2024, 1, 2)))
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    batch = create_batch(principal=principal_for(analyst), entries=entries)
    resolve_all()
    answer = client.get(f"/lists/{batch.public_id}.csv")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert len(rows) == 1 + len(entries)
    assert all(cell == "" or cell[0] not in "=+-@\t\r\n" for row in rows for cell in row)
    book = client.get(f"/lists/{batch.public_id}.xlsx")
    assert "attachment" in book.headers["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(book.getvalue())).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    last = dict(zip([cell.value for cell in sheet[1]], [cell.value for cell in sheet[sheet.max_row]], strict=True))
    assert last["marking"] == "AD9361BBCZ | 2147" and last["part_number"] == "AD9361BBCZ"
    assert last["made"] == "2021-11-22/2021-11-28" and last["recovered_on"] == "2024-01-02"
    assert sheet["B2"].value == DANGEROUS[0]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx"])
def test_a_dangerous_cell_gets_an_apostrophe_and_others_none(cell: str) -> None:
    assert harmless(cell) == f"'{cell}" and harmless("x=1") == "x=1" and harmless("") == ""
    assert "".join(csv_pieces(["a"], [[cell]])).count("'") == 1


def test_characters_that_no_workbook_may_hold_are_replaced() -> None:
    sheet = load_workbook(workbook(["a"], [["A\x00\x0bB"], ["x" * 40_000]])).worksheets[0]
    assert sheet["A2"].value == "A\ufffd\ufffdB" and len(sheet["A3"].value) == 32_767


def test_a_list_is_deleted_by_its_author(client: Client, analyst: User) -> None:
    batch = create_batch(principal=principal_for(analyst), entries=[Entry(("AD9361",))])
    other = create_batch(principal=make_principal(Role.ANALYST), entries=[Entry(("AD9361",))])
    assert client.post(f"/lists/{other.public_id}/delete/").status_code == 404
    assert client.post(f"/lists/{batch.public_id}/delete/").status_code == 302
    assert list(MarkingBatch.objects.all()) == [other]


def test_a_list_that_stopped_says_what_was_kept(client: Client, analyst: User) -> None:
    batch = create_batch(principal=principal_for(analyst), entries=[Entry(("AD9361",))] * 3)
    MarkingBatch.objects.update(failure="time_limit", done=1)
    page = client.get(f"/lists/{batch.public_id}/").content.decode()
    assert "Resolving stopped after 1 of 3 markings." in page and "Their answers are kept." in page
