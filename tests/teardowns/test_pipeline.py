"""The way of a photo through the real operations, with a scripted engine in place of the slow one."""

import pytest
from django.db import transaction

from accounts.roles import Role
from custody.models import LedgerEntry
from custody.queries import history
from custody.vault import vault
from jobs import runner
from jobs.models import Job, JobState
from jobs.queue import run_again
from provenance.models import Trace
from teardowns.models import Component, Decision, DerivativeKind, Identification, Photo, PhotoState, Reading, Standing
from teardowns.operations import preparing, reading, resolving
from teardowns.tasks import _photo_failed
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import jpeg_bytes, make_teardown, upload
from tests.fakes.engines import CrashingEngine, ScriptedEngine

pytestmark = pytest.mark.django_db

WORK = {
    "teardowns.prepare_photo": preparing.prepare_photo,
    "teardowns.read_photo": reading.read_photo,
    "teardowns.resolve_photo": resolving.resolve_photo,
}


def run_photo_jobs() -> None:
    """What the worker does, in order, until no photo job waits."""
    for _step in range(12):
        job = Job.objects.filter(state=JobState.QUEUED, name__in=WORK).order_by("pk").first()
        if job is None:
            return
        runner.run(job.pk, WORK[job.name], _photo_failed)


def counts() -> tuple[int, ...]:
    return tuple(table.objects.count() for table in (Component, Reading, Identification, LedgerEntry, Job))


@pytest.fixture
def team():
    return make_principal(Role.FIELD)


@pytest.fixture
def engine(monkeypatch):
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    scripted = ScriptedEngine(["ANALOG DEVICES", "AD9361BBCZ", "#2147"], ["ZZZZ"])
    monkeypatch.setattr(reading, "engine", lambda name: scripted)
    return scripted


def test_a_photo_goes_from_upload_to_proposal_and_trace(team, engine):
    receipt = upload(team, make_teardown(team))
    run_photo_jobs()
    photo = Photo.objects.get(public_id=receipt.photo_id)
    assert photo.state == PhotoState.RESOLVED
    assert (photo.width, photo.height) == (640, 480)
    assert {derivative.kind for derivative in photo.derivatives.all()} == set(DerivativeKind.values)
    first, second = Identification.objects.order_by("pk")
    assert (first.decision, first.part_number, first.manufacturer.name) == (
        Decision.IDENTIFIED,
        "AD9361BBCZ",
        "Analog Devices",
    )
    assert first.standing == Standing.PROPOSED
    assert (first.made_earliest.isoformat(), first.made_latest.isoformat()) == ("2021-11-22", "2021-11-28")
    assert second.decision == Decision.UNKNOWN
    assert first.trace == Trace.objects.get()
    assert Job.objects.filter(name="provenance.trace_part").count() == 1
    actions = [entry.action for entry in history("photo", str(photo.public_id))]
    assert actions == ["photo.received", "photo.prepared", "photo.read"]


def test_every_step_done_twice_has_its_effect_once(team, engine):
    upload(team, make_teardown(team))
    run_photo_jobs()
    before = counts()
    for work in WORK.values():
        work(photo_id=str(Photo.objects.get().public_id), progress=lambda done, total: None)
    assert counts() == before


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (jpeg_bytes(1)[:60], "not_a_picture"),
        (b"\x00\x01\x02\x03" * 100, "not_a_picture"),
    ],
)
def test_what_cannot_be_decoded_is_kept_and_marked(team, data, code):
    receipt = upload(team, make_teardown(team), data)
    run_photo_jobs()
    photo = Photo.objects.get(public_id=receipt.photo_id)
    assert photo.state == PhotoState.UNDISPLAYABLE
    assert photo.state_code in (code, "decoder_failed", "unsupported_format")
    assert vault().verify(photo.sha256)
    assert Job.objects.get().state == JobState.DONE


def test_a_truncated_photo_is_read_as_far_as_it_goes(team, engine):
    data = jpeg_bytes(1, width=1200, height=900)
    receipt = upload(team, make_teardown(team), data[: len(data) * 2 // 3])
    run_photo_jobs()
    photo = Photo.objects.get(public_id=receipt.photo_id)
    assert (photo.state, photo.truncated) == (PhotoState.RESOLVED, True)


def test_an_engine_that_crashes_ends_in_a_named_failure_and_can_be_run_again(team, engine, monkeypatch):
    receipt = upload(team, make_teardown(team))
    with monkeypatch.context() as broken:
        broken.setattr(reading, "engine", lambda name: CrashingEngine())
        run_photo_jobs()
    photo = Photo.objects.get(public_id=receipt.photo_id)
    job = Job.objects.get(name="teardowns.read_photo")
    assert (photo.state, job.state, job.attempts) == (PhotoState.FAILED, JobState.FAILED, runner.MAX_ATTEMPTS)
    assert job.failure_code
    run_again(job)
    run_photo_jobs()
    photo.refresh_from_db()
    assert (photo.state, photo.state_code) == (PhotoState.RESOLVED, "")
    assert Component.objects.count() == 2


def test_a_fault_while_writing_down_a_reading_leaves_nothing_of_it(team, engine, monkeypatch):
    upload(team, make_teardown(team))
    with monkeypatch.context() as cut:

        def fail(*args, **kwargs):
            raise RuntimeError("cut")

        cut.setattr(reading, "append", fail)
        job = Job.objects.get()
        runner.run(job.pk, preparing.prepare_photo)
        with pytest.raises(RuntimeError), transaction.atomic():
            reading.read_photo(photo_id=job.arguments["photo_id"], progress=lambda done, total: None)
    assert Component.objects.count() == Reading.objects.count() == 0
    run_photo_jobs()
    assert Component.objects.count() == 2
