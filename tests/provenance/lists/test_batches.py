"""Lists of markings are stored whole, resolved in chunks, and survive whatever stops the work."""

from typing import Any
from uuid import uuid4

import pytest

from accounts.roles import Role
from custody.queries import history
from jobs import runner
from jobs.models import Job, JobState
from problems import NotAllowed, NotFound
from provenance import tasks
from provenance.importers.markings import Entry, read_text
from provenance.models import MarkingBatch, MarkingBatchRow
from provenance.operations import batches
from provenance.operations.batches import create_batch, delete_batch, resolve_batch
from provenance.queries.batches import answered, batch_for, batches_for, rows_of
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker, make_part

pytestmark = pytest.mark.django_db


def still(done: int, total: int) -> None:
    """Nobody watches."""


def run(batch: MarkingBatch) -> MarkingBatch:
    resolve_batch(batch=str(batch.public_id), progress=still)
    batch.refresh_from_db()
    return batch


def test_a_list_is_resolved_in_its_order_and_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "CHUNK", 2)
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    analyst = make_principal(Role.ANALYST)
    batch = create_batch(principal=analyst, entries=read_text("AD9361 | BBCZ | #2147\nhello\nAD9361BBCZ\n2217\nX"))
    assert batch.state == "waiting" and batch.rows == 5
    told: list[tuple[int, int]] = []
    resolve_batch(batch=str(batch.public_id), progress=lambda done, total: told.append((done, total)))
    batch.refresh_from_db()
    assert told == [(0, 5), (2, 5), (4, 5), (5, 5)]
    assert batch.state == "done" and batch.done == 5
    answers: list[Any] = [row.answer for row in rows_of(batch)]
    assert [answer["decision"] for answer in answers[:3]] == ["identified", "unknown", "identified"]
    assert answers[0]["candidates"][0]["part_number"] == "AD9361BBCZ"
    assert {"sign", "code", "params"} == set(answers[0]["candidates"][0]["reasons"][0])
    assert answers[3]["date_codes"][0]["earliest"] == "2022-04-25"
    actions = [entry.action for entry in history("batch", str(batch.public_id))]
    assert actions == ["batch.created"]


def test_work_that_was_stopped_goes_on_and_does_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "CHUNK", 2)
    batch = create_batch(principal=make_principal(Role.ANALYST), entries=[Entry((f"AD936{n}",)) for n in range(6)])
    asked: list[str] = []
    honest = answered

    def killed(lines: list[str], on: Any, catalogue: Any) -> Any:
        asked.append(lines[0])
        if len(asked) == 4:
            raise KeyboardInterrupt
        return honest(lines, on, catalogue)

    monkeypatch.setattr(batches, "answered", killed)
    with pytest.raises(KeyboardInterrupt):
        run(batch)
    batch.refresh_from_db()
    assert (batch.done, batch.state) == (2, "resolving")
    assert MarkingBatchRow.objects.filter(batch=batch, answer__isnull=True).count() == 4
    assert run(batch).state == "done"
    assert asked == ["AD9360", "AD9361", "AD9362", "AD9363", "AD9362", "AD9363", "AD9364", "AD9365"]
    run(batch)
    assert len(asked) == 8


def test_two_attempts_at_once_write_each_chunk_once(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = create_batch(principal=make_principal(Role.ANALYST), entries=[Entry(("AD9361",)), Entry(("MAX3490",))])
    late = MarkingBatch.objects.get(pk=batch.pk)
    chunk = list(rows_of(batch))
    assert run(batch).done == 2
    for row in chunk:
        row.answer = {"decision": "late"}
    stands = batches._stored(late, chunk)
    assert stands is not None and stands.done == 2
    assert all(row.answer["decision"] != "late" for row in rows_of(batch) if row.answer)


def test_a_list_that_is_deleted_while_it_is_resolved_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    analyst = make_principal(Role.ANALYST)
    batch = create_batch(principal=analyst, entries=[Entry(("AD9361",))])

    def gone(lines: list[str], on: Any, catalogue: Any) -> Any:
        delete_batch(principal=analyst, public_id=batch.public_id)
        return {}

    monkeypatch.setattr(batches, "answered", gone)
    resolve_batch(batch=str(batch.public_id), progress=still)
    assert not MarkingBatch.objects.exists() and not MarkingBatchRow.objects.exists()
    resolve_batch(batch=str(batch.public_id), progress=still)


def test_work_without_attempts_left_says_so_and_keeps_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = create_batch(principal=make_principal(Role.ANALYST), entries=[Entry(("AD9361",))])
    job = Job.objects.get(name=batches.JOB)

    def broken(lines: list[str], on: Any, catalogue: Any) -> Any:
        raise RuntimeError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(batches, "answered", broken)
        for _attempt in range(runner.MAX_ATTEMPTS):
            runner.run(job.pk, resolve_batch, tasks._list_failed)
    job.refresh_from_db()
    batch.refresh_from_db()
    assert job.state == JobState.FAILED and batch.state == "failed" and batch.failure
    assert run(batch).state == "done" and batch.failure == ""


def test_a_list_is_its_organisations_alone_and_its_authors_to_delete() -> None:
    author, enforcement = make_principal(Role.ANALYST), make_principal(Role.ENFORCEMENT)
    colleague = make_principal(Role.ANALYST, organisation=author.organisation)
    batch = create_batch(principal=author, entries=[Entry(("AD9361",))], note="n" * 999)
    assert len(batch.note) == 255
    assert batch_for(colleague, batch.public_id) == batch and list(batches_for(colleague)) == [batch]
    assert not batches_for(enforcement).exists()
    for public_id in (batch.public_id, uuid4()):
        with pytest.raises(NotFound):
            delete_batch(principal=enforcement, public_id=public_id)
    with pytest.raises(NotAllowed):
        delete_batch(principal=colleague, public_id=batch.public_id)
    with pytest.raises(NotAllowed):
        create_batch(principal=make_principal(Role.FIELD), entries=[Entry(("AD9361",))])
    delete_batch(principal=author, public_id=batch.public_id)
    assert [entry.action for entry in history("batch", str(batch.public_id))][-1] == "batch.deleted"
