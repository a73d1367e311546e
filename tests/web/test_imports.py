"""The pages of imports: send, map, compare, apply, take back, and what went wrong."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from accounts.roles import Role
from jobs import runner
from jobs.models import Job, JobState
from provenance import tasks
from provenance.models import CatalogueImport, ImportFormat, ImportState, Part, Source
from provenance.operations import import_progress
from provenance.operations.catalogue_imports import start_apply, start_preview
from tests.factories.lists import ACTOR, applied, previewed, received, table
from tests.factories.provenance import make_maker, make_part

pytestmark = pytest.mark.django_db
SENT = {"format": "table", "source": "", "name": "Shop list", "reliability": "C", "url": "https://example.org/list"}


@pytest.fixture
def admin(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.ADMIN)


def work() -> None:
    """What the workers would have done by now."""
    for job in Job.objects.filter(state=JobState.QUEUED, name__contains="import"):
        runner.run(job.pk, getattr(tasks, job.name.partition(".")[2]), tasks._import_failed)


def send(client: Client, data: bytes, **typed: str) -> CatalogueImport:
    answer = client.post("/imports/new/", {**SENT, "file": SimpleUploadedFile("list.csv", data), **typed})
    assert answer.status_code == 302, answer.content.decode()
    return CatalogueImport.objects.get(public_id=answer.headers["Location"].split("/")[2])


def page_of(client: Client, row: CatalogueImport, **headers: str) -> str:
    return client.get(f"/imports/{row.public_id}/", headers=headers).content.decode()


def test_a_table_goes_from_the_upload_into_the_catalogue_and_out_again(admin: Client) -> None:
    row = send(admin, b"Item,Who,Case\nA1,TI,SO-8\nA1,TI,\n=B2,Novel Maker,\n", complete="on")
    assert row.source.licence == "" and row.source.reliability == "C" and row.complete
    shown = page_of(admin, row)
    assert "Compare with the catalogue" in shown and re.search(r'<option value="Case" selected>', shown)
    columns = {"number": "Item", "manufacturer": "Who", "package": "Case", "complete": "on"}
    assert admin.post(f"/imports/{row.public_id}/preview/", {**columns, "manufacturer": ""}).status_code == 422
    assert admin.post(f"/imports/{row.public_id}/preview/", columns).status_code == 302
    waiting = page_of(admin, row)
    assert "is compared with the catalogue" in waiting and "hx-trigger" in waiting
    work()
    shown = page_of(admin, row)
    assert "hx-trigger" not in shown and "What it would do" in shown and "A1 stands in line 2 already" in shown
    assert "Novel Maker" in shown and not Part.objects.exists()
    admin.post(f"/imports/{row.public_id}/apply/")
    work()
    shown = page_of(admin, row)
    assert Part.objects.count() == 2 and "What it did" in shown and "Take it back" in shown
    admin.post(f"/imports/{row.public_id}/roll-back/")
    work()
    assert not Part.objects.exists() and "taken back" in page_of(admin, row)
    listed = admin.get("/imports/").content.decode()
    assert "list.csv" in listed and "Shop list" in listed
    history = admin.get(f"/ledger/import/{row.public_id}/").content.decode()
    assert "List of parts taken back out of the catalogue" in history


def test_rows_left_out_come_as_a_table_without_formulas(admin: Client) -> None:
    row = previewed(table([("=1+1", "TI", "", "", "", ""), ("=1+1", "TI", "", "", "", ""), ("", "TI", "", "", "", "")]))
    answer = admin.get(f"/imports/{row.public_id}/left-out.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="left-out.csv"'
    text = b"".join(answer).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [cells[:3] for cells in rows[1:]] == [["3", "'=1+1", "duplicate"], ["4", "", "empty"]]
    assert not any(cell.startswith("=") for cells in rows for cell in cells)


def test_another_format_is_compared_at_once(admin: Client) -> None:
    row = send(admin, b"EESchema-LIBRARY", format=ImportFormat.KICAD)
    work()
    shown = page_of(admin, row)
    assert "it is no KiCad symbol library" in shown and "Compare again" in shown
    assert b"not_kicad" in b"".join(admin.get(f"/imports/{row.public_id}/left-out.csv"))
    row.refresh_from_db()
    assert row.state == ImportState.FAILED


def test_a_table_that_cannot_be_read_says_why_in_the_reader_s_language(admin: Client) -> None:
    row = send(admin, "mpn,manufacturer\nМікросхема,Мілан\n".encode("cp1251"))
    start_preview(row=row, actor=ACTOR)
    work()
    assert "line 2, byte 3 is not UTF-8 text; it looks like Windows-1251" in page_of(admin, row)


def test_what_is_missing_in_the_form_is_said(admin: Client) -> None:
    answer = admin.post("/imports/new/", {**SENT, "name": "", "file": SimpleUploadedFile("a.csv", b"x")})
    assert answer.status_code == 422 and "Choose the source of the list" in answer.content.decode()
    answer = admin.post("/imports/new/", {**SENT, "file": SimpleUploadedFile("a.csv", b"")})
    assert answer.status_code == 422 and "The file is empty." in answer.content.decode()
    assert not CatalogueImport.objects.exists()


def test_a_list_that_is_too_large_is_refused(admin: Client, settings: object) -> None:
    settings.IMPORT_MAX_BYTES = 10  # type: ignore[attr-defined]
    answer = admin.post("/imports/new/", {**SENT, "file": SimpleUploadedFile("a.csv", b"x" * 11)})
    assert answer.status_code == 422 and "CHIPTRAIL_IMPORT_MAX_BYTES" in answer.content.decode()


def test_the_next_edition_goes_under_the_same_source(admin: Client) -> None:
    applied(table([("A1", "TI", "", "", "", "")]), source="Shop list")
    row = send(admin, table([("A2", "TI", "", "", "", "")]), source="shop-list", name="")
    assert row.source == Source.objects.get(slug="shop-list")


def test_progress_is_shown_while_the_list_is_applied(admin: Client) -> None:
    row = previewed(table([("A1", "TI", "", "", "", "")]))
    start_apply(row=row, actor=ACTOR)
    Job.objects.filter(name="provenance.apply_import").update(state=JobState.RUNNING)
    import_progress.tell(str(row.public_id), 12_000, 640_100)
    part = page_of(admin, row, hx_request="true")
    assert "<html" not in part and 'max="640100" value="12000"' in part and "all of it, or nothing" in part


def test_a_list_that_lacks_most_of_its_source_is_pointed_out(admin: Client) -> None:
    applied(table([(f"A{number}", "TI", "", "", "", "") for number in range(5)]))
    row = previewed(table([("A1", "TI", "", "", "", "")]))
    assert "lacks more than half" in page_of(admin, row)


def test_a_long_application_is_announced_where_it_holds_others_up(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = previewed(table([("A1", "TI", "", "", "", "")]))
    said = "others can read but not save"
    assert said not in page_of(admin, row)
    monkeypatch.setattr("provenance.queries.catalogue_imports.LONG", 1)
    assert (said in page_of(admin, row)) is (connection.vendor == "sqlite")


def test_later_imports_are_named_and_others_are_warned_of(admin: Client) -> None:
    first = applied(table([("A1", "TI", "", "", "", "")]))
    applied(table([("A9", "TI", "", "", "", "")]), source="Other", file_name="other.csv")
    assert "import those lists again afterwards" in page_of(admin, first)
    later = applied(table([("A2", "TI", "", "", "", "")]), file_name="later.csv")
    shown = page_of(admin, first)
    assert "Take those back first" in shown and "later.csv" in shown
    answer = admin.post(f"/imports/{first.public_id}/roll-back/", follow=True)
    assert "Later imports of the same source build on this one" in answer.content.decode()
    later.refresh_from_db()
    assert later.state == ImportState.APPLIED


def test_a_catalogue_that_moved_on_is_said(admin: Client) -> None:
    row = previewed(table([("A1", "TI", "", "", "", "")]))
    make_part("A1", make_maker("Texas Instruments"))
    admin.post(f"/imports/{row.public_id}/apply/")
    work()
    shown = page_of(admin, row)
    assert "The catalogue has changed since the preview" in shown and "/apply/" not in shown


def test_a_list_is_set_aside(admin: Client) -> None:
    row = received(table([("A1", "TI", "", "", "", "")]))
    answer = admin.post(f"/imports/{row.public_id}/discard/", follow=True)
    assert "list.csv is set aside." in answer.content.decode()
    row.refresh_from_db()
    assert row.state == ImportState.DISCARDED


def test_only_administrators_find_it(signed_in: Callable[..., Client]) -> None:
    assert "/imports/" in signed_in(Role.ADMIN).get("/").content.decode()
    analyst = signed_in(Role.ANALYST)
    assert "/imports/" not in analyst.get("/").content.decode()
    assert analyst.get("/imports/").status_code == 403
