"""Uploads in pieces when things go wrong: races, a fault at every call, full disks, broken lines, tidying."""

import errno
import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from celery import current_app
from django.db import DatabaseError, OperationalError, connection
from kombu.exceptions import OperationalError as BrokerAway

from accounts.queries import Principal
from accounts.roles import Role
from custody.models import LedgerEntry
from custody.tasks import tidy
from custody.vault import parts, vault
from custody.verify import ledger_faults
from jobs.models import Job
from problems import Problem
from teardowns import uploading
from teardowns.models import PartialUpload, Photo, Teardown
from teardowns.operations import partial_uploads
from teardowns.operations.partial_uploads import begin_upload, end_expired_uploads, end_upload, receive_piece
from teardowns.problems import NotAPhoto, StorageFull
from teardowns.queries.partial_uploads import standing
from teardowns.upload_problems import ContentsDiffer, OffsetConflict, UploadTooLong
from tests.factories.accounts import make_principal
from tests.factories.teardowns import jpeg_bytes, make_teardown

DATA = jpeg_bytes(1) + bytes(range(256)) * 40


@pytest.fixture
def team(db: None) -> Principal:
    return make_principal(Role.FIELD)


@pytest.fixture
def teardown(team: Principal) -> Teardown:
    return make_teardown(team)


def begun(team: Principal, teardown: Teardown, data: bytes = DATA, **options: Any) -> PartialUpload:
    sha256 = hashlib.sha256(data).hexdigest()
    return begin_upload(principal=team, teardown=teardown, length=len(data), sha256=sha256, **options)


def sent(team: Principal, upload: PartialUpload, data: bytes, start: int, end: int | None = None) -> PartialUpload:
    return receive_piece(principal=team, upload=upload, offset=start, body=iter([data[start:end]]))


def received(data: bytes) -> bool:
    """Whether there is exactly one photo of these bytes, with all that belongs to it."""
    photo = Photo.objects.get(sha256=hashlib.sha256(data).hexdigest())
    assert vault().verify(photo.sha256)
    assert Job.objects.filter(subject_id=str(photo.public_id)).count() == 1
    assert LedgerEntry.objects.filter(action="photo.received", subject_id=str(photo.public_id)).count() == 1
    return True


class Faults:
    """Counts calls and fails one of them."""

    def __init__(self, at: int) -> None:
        self.left = at

    def count(self, error: Exception) -> None:
        self.left -= 1
        if self.left == 0:
            raise error


FILE_CALLS = ("open", "write", "pwrite", "pread", "fsync", "fdatasync", "fchmod", "link", "mkdir")


@contextmanager
def failing(at: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    """The N-th call to database, disk or broker fails."""
    faults = Faults(at)

    def database(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        faults.count(OperationalError("cut"))
        return execute(sql, params, many, context)

    def file_call(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **options: Any) -> Any:
            faults.count(OSError(errno.ENOSPC, "No space left on device"))
            return call(*args, **options)

        return counted

    with monkeypatch.context() as patch, connection.execute_wrapper(database):
        for name in FILE_CALLS:
            patch.setattr(os, name, file_call(getattr(os, name)))
        patch.setattr(current_app, "send_task", lambda *_args, **_options: faults.count(BrokerAway("away")))
        yield faults


@pytest.mark.django_db(transaction=True)
def test_a_fault_at_every_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails: what was acknowledged stands, and going on from there gives one photo."""
    team = make_principal(Role.FIELD)
    teardown, at, left = make_teardown(team), 0, 0
    while left <= 0:
        at += 1
        left = one_fault(at, team, teardown, monkeypatch)
    assert at > 60
    assert Photo.objects.count() == at
    assert list(ledger_faults()) == []


def one_fault(at: int, team: Principal, teardown: Teardown, monkeypatch: pytest.MonkeyPatch) -> int:
    data = jpeg_bytes(at) + bytes(3000)
    upload, acknowledged = None, 0
    with failing(at, monkeypatch) as faults:
        try:
            upload = begun(team, teardown, data)
            for start, end in ((0, 700), (700, 1500), (1500, None)):
                acknowledged = sent(team, PartialUpload.objects.get(pk=upload.pk), data, start, end).offset
        except (Problem, DatabaseError, OSError):
            assert acknowledged < len(data)
    upload = PartialUpload.objects.get(pk=upload.pk) if upload else begun(team, teardown, data)
    assert standing(upload) >= acknowledged
    if standing(upload) < len(data):
        assert sent(team, upload, data, standing(upload)).finished
    assert received(data)
    return faults.left


@pytest.mark.django_db(transaction=True)
def test_of_pieces_for_one_place_one_wins() -> None:
    team = make_principal(Role.FIELD)
    upload = begun(team, make_teardown(team))
    ready, results = threading.Barrier(4), []

    def slow_body(piece: bytes) -> Iterator[bytes]:
        yield piece[:100]
        ready.wait(10)  # all of them are past the first look at the offset, and none is locked out
        yield piece[100:]

    def send(end: int) -> None:
        try:
            results.append(receive_piece(principal=team, upload=upload, offset=0, body=slow_body(DATA[:end])).offset)
        except OffsetConflict:
            results.append(-1)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(end,)) for end in (500, 600, 700, len(DATA))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(results)[:3] == [-1, -1, -1]
    upload.refresh_from_db()
    assert standing(upload) == max(results)
    if not upload.finished:
        sent(team, upload, DATA, max(results))
    assert received(DATA)


@pytest.mark.django_db(transaction=True)
def test_an_upload_that_is_ended_while_its_piece_comes() -> None:
    team = make_principal(Role.FIELD)
    upload = begun(team, make_teardown(team))

    def body() -> Iterator[bytes]:
        yield DATA[:100]
        end_upload(upload=upload)
        yield DATA[100:200]

    with pytest.raises(Problem, match="nothing here"):
        receive_piece(principal=team, upload=upload, offset=0, body=body())
    assert parts().size(str(upload.public_id)) == 0


def test_a_long_body_is_kept_as_it_comes(team: Principal, teardown: Teardown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "PIECE_BYTES", 1000)
    upload = begun(team, teardown)
    seen: list[int] = []

    def body() -> Iterator[bytes]:
        for start in range(0, len(DATA), 400):
            yield DATA[start : start + 400]
            seen.append(PartialUpload.objects.get().offset)

    assert receive_piece(principal=team, upload=upload, offset=0, body=body()).finished
    assert sorted(seen) == seen and len(set(seen)) > 5
    assert received(DATA)


def test_more_than_was_announced(team: Principal, teardown: Teardown) -> None:
    upload = begun(team, teardown)
    with pytest.raises(UploadTooLong):
        receive_piece(principal=team, upload=upload, offset=0, body=[DATA, b"x"])
    assert standing(upload) == 0


def test_a_full_disk_keeps_what_was_acknowledged(
    team: Principal, teardown: Teardown, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = sent(team, begun(team, teardown), DATA, 0, 2000)

    def full(*_args: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    for call in ("pwrite", "copy_file_range", "fdatasync", "fsync"):
        with monkeypatch.context() as patch:
            patch.setattr(os, call, full)
            for end in (3000, None):
                if (call in ("pwrite", "fdatasync")) == (end is not None):
                    with pytest.raises(StorageFull):
                        sent(team, upload, DATA, 2000, end)
        upload.refresh_from_db()
        assert (standing(upload), Photo.objects.count()) == (2000, 0)
    assert sent(team, upload, DATA, 2000).finished
    assert received(DATA)


def test_a_kill_between_intake_and_row_gives_the_same_photo_again(
    team: Principal, teardown: Teardown, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = sent(team, begun(team, teardown), DATA, 0, 2000)

    class Killed(BaseException):
        pass

    def killed(*_args: Any, **_options: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(partial_uploads, "_moved", killed)
        with pytest.raises(Killed):
            sent(team, upload, DATA, 2000)
    first = Photo.objects.get()
    upload.refresh_from_db()
    assert standing(upload) == 2000
    finished = sent(team, upload, DATA, 2000)
    assert (finished.received_id, finished.received_at, finished.receipt) == (
        first.public_id,
        first.received_at,
        first.receipt,
    )
    assert received(DATA)


def test_bytes_after_the_acknowledged_ones_do_not_count(team: Principal, teardown: Teardown) -> None:
    upload = sent(team, begun(team, teardown), DATA, 0, 2000)
    with parts().locked(str(upload.public_id)) as part, parts().scratch() as rubbish:
        rubbish.write(b"rubbish of a killed process" * 900)
        part.append(rubbish, at=2000)
    assert standing(upload) == 2000
    assert sent(team, upload, DATA, 2000).finished
    assert received(DATA)


def test_another_file_than_announced_leaves_nothing(team: Principal, teardown: Teardown) -> None:
    upload = begun(team, teardown)
    other = DATA[:-1] + b"x"
    with pytest.raises(ContentsDiffer):
        sent(team, upload, other, 0)
    upload.refresh_from_db()
    assert (standing(upload), Photo.objects.count(), Job.objects.count()) == (0, 0, 0)
    assert not vault().exists(hashlib.sha256(other).hexdigest())


def test_a_small_file_that_is_no_photo(team: Principal, teardown: Teardown) -> None:
    with pytest.raises(NotAPhoto):
        sent(team, begun(team, teardown, b"plain text"), b"plain text", 0)
    upload = sent(team, begun(team, teardown, b"plain text"), b"plain text", 0, 3)
    assert upload.offset == 3
    with pytest.raises(NotAPhoto):
        sent(team, upload, b"plain text", 3)


def test_waiting_parts_are_not_swept_away_with_leftovers(team: Principal, teardown: Teardown) -> None:
    upload = sent(team, begun(team, teardown), DATA, 0, 2000)
    file = parts()._path(str(upload.public_id))
    long_ago = time.time() - 3 * 24 * 3600
    os.utime(file, (long_ago, long_ago))
    os.utime(file.parent, (long_ago, long_ago))
    orphan = parts()._path("00000000-0000-4000-8000-000000000000")
    orphan.write_bytes(b"of a row that is gone")
    os.utime(orphan, (long_ago, long_ago))
    tidy()
    assert end_expired_uploads() == 0
    assert (standing(upload), orphan.exists()) == (2000, False)


def test_the_last_of_the_disk_is_kept_for_the_ledger(team: Principal, teardown: Teardown, settings: Any) -> None:
    settings.VAULT_RESERVE_BYTES = 2**62
    with pytest.raises(StorageFull):
        begin_upload(principal=team, teardown=teardown, length=10)
    assert not PartialUpload.objects.exists()
