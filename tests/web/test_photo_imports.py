"""The pages of photos that a team has already: send an archive, watch it, read what was not taken."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Membership
from accounts.roles import Role
from custody.models import LedgerEntry
from jobs import runner
from jobs.models import Job
from teardowns.models import Photo, PhotoImport, PhotoImportState
from teardowns.operations import intake, photo_imports
from teardowns.operations.photo_import_orders import JOB, give_up, run_import
from teardowns.problems import StorageFull
from tests.factories.accounts import make_user
from tests.factories.teardowns import jpeg_bytes
from tests.teardowns.photo_imports.sources import zipped

pytestmark = pytest.mark.django_db
LIST = "file,order_number\n1.jpg,KH-1\ngone.jpg,KH-1\n2.jpg,KH-1\n"


@pytest.fixture
def client(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.FIELD)


@pytest.fixture
def archive(tmp_path: Path) -> bytes:
    files: dict[str, bytes | str] = {"list.csv": LIST, "1.jpg": jpeg_bytes(1), "2.jpg": jpeg_bytes(2)}
    return zipped(tmp_path / "x.zip", files).read_bytes()


def send(client: Client, data: bytes) -> PhotoImport:
    answer = client.post("/teardowns/import/", {"archive": SimpleUploadedFile("finds.zip", data)})
    assert answer.status_code == 302, answer.content.decode()
    return PhotoImport.objects.get(public_id=answer.headers["Location"].split("/")[3])


def work() -> None:
    for job in Job.objects.filter(name=JOB):
        runner.run(job.pk, run_import, lambda arguments, failure: give_up(**arguments, code=failure.code))


def shown(client: Client, row: PhotoImport, **headers: str) -> str:
    return client.get(f"/teardowns/import/{row.public_id}/", headers=headers).content.decode()


def test_an_archive_is_sent_and_becomes_photos(client: Client, archive: bytes) -> None:
    assert "/teardowns/import/" in client.get("/teardowns/").content.decode()
    row = send(client, archive)
    assert "hx-trigger" in shown(client, row) and not Photo.objects.exists()
    Job.objects.filter(name=JOB).update(progress_done=1, progress_total=2)
    assert "1 of 2 photos" in shown(client, row, **{"HX-Request": "true"})
    work()
    page = shown(client, row)
    assert "hx-trigger" not in page and Photo.objects.count() == 2
    assert re.search(r"New photos</dt><dd>2<", page) and "there is no file “gone.jpg”" in page
    assert re.search(r"list\.csv</td><td[^>]*>3<", page)
    actions = LedgerEntry.objects.filter(subject_type="photo_import").values_list("action", flat=True)
    assert list(actions) == ["photo_import.received", "photos.imported"]
    again = send(client, archive)
    work()
    assert "there already</dt><dd>2<" in shown(client, again) and Photo.objects.count() == 2
    assert client.get("/teardowns/import/").content.decode().count("finds.zip") == 2


@pytest.mark.parametrize("data", [b"no archive at all", b"PK\x03\x04 breaks off"])
def test_what_is_no_archive_is_told(client: Client, data: bytes) -> None:
    row = send(client, data)
    work()
    row.refresh_from_db()
    assert row.state == PhotoImportState.FAILED and "neither a folder nor a ZIP" in shown(client, row)


def test_too_large_or_nothing_is_told_at_once(client: Client, archive: bytes, settings) -> None:
    assert client.post("/teardowns/import/", {"archive": SimpleUploadedFile("x.zip", b"")}).status_code == 422
    assert client.post("/teardowns/import/").status_code == 422
    settings.IMPORT_MAX_BYTES = 100
    answer = client.post("/teardowns/import/", {"archive": SimpleUploadedFile("x.zip", archive)})
    assert answer.status_code == 422 and "larger than" in answer.content.decode()
    assert not PhotoImport.objects.exists()


def test_a_killed_import_goes_on_and_counts_what_it_took_before(client: Client, archive: bytes, monkeypatch) -> None:
    row, calls = send(client, archive), []
    real = intake.receive_photo

    def full(**given):
        calls.append(given)
        if len(calls) == 2:
            raise StorageFull
        return real(**given)

    monkeypatch.setattr(photo_imports, "receive_photo", full)
    work()
    assert Photo.objects.count() == 1 and row.state == PhotoImportState.WAITING
    work()
    row.refresh_from_db()
    assert row.state == PhotoImportState.DONE and row.counts["photos_new"] == 2 and Photo.objects.count() == 2


def test_nobody_imports_after_leaving_the_team(signed_in: Callable[..., Client], archive: bytes) -> None:
    user = make_user(Role.FIELD)
    client = signed_in(user)
    row = send(client, archive)
    Membership.objects.filter(user=user).update(role=Role.ANALYST)
    work()
    row.refresh_from_db()
    assert row.state == PhotoImportState.FAILED and not Photo.objects.exists()
    Membership.objects.filter(user=user).update(role=Role.FIELD)
    assert "ended with an error" in shown(client, row)
