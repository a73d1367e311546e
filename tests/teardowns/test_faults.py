"""The database fails at the N-th call, for every N: all or nothing, and trying again gives one of everything."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from accounts.roles import Role
from custody.models import LedgerEntry
from custody.verify import ledger_faults
from jobs import runner
from jobs.models import Job, JobState
from jobs.queue import resend_overdue
from provenance.models import Trace
from teardowns.models import Component, Identification, Photo, PhotoState, Reading, Release
from teardowns.operations import reading
from teardowns.operations.identifying import confirm
from teardowns.operations.reading import read_photo
from teardowns.operations.resolving import resolve_photo
from teardowns.tasks import _photo_failed
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import jpeg_bytes, make_photo, make_proposal, make_reading, make_teardown, upload
from tests.fakes.engines import ScriptedEngine

TABLES = (Photo, Component, Reading, Identification, Release, Trace, Job, LedgerEntry)


class WorldEnds(Exception):
    """Takes back what one fault was tried on."""


class Faults:
    """Counts the calls of the database and fails one of them."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            raise OperationalError("cut")
        return execute(sql, params, many, context)


@contextmanager
def tried_and_taken_back() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise WorldEnds
    except WorldEnds:
        pass


def rows() -> tuple[int, ...]:
    return tuple(table.objects.count() for table in TABLES)


def for_every_call(act: Callable[[], object], check: Callable[[], None]) -> int:
    """Run `act` with the first call failing, with the second one, and so on to the end; then again without a fault."""
    before, at = rows(), 0
    while True:
        at += 1
        with tried_and_taken_back():
            faults, whole = Faults(at), True
            try:
                with transaction.atomic(), connection.execute_wrapper(faults):
                    act()
            except OperationalError:
                whole = False
                assert rows() == before, f"something partial is left by a fault at call {at}"
            act()
            check()
            assert list(ledger_faults()) == []
        if whole and faults.left > 0:
            return at


@pytest.fixture
def engine(monkeypatch):
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    scripted = ScriptedEngine(["ANALOG DEVICES", "AD9361BBCZ", "#2147"])
    monkeypatch.setattr(reading, "engine", lambda name: scripted)


@pytest.mark.django_db
def test_an_upload():
    team = make_principal(Role.FIELD)
    teardown = make_teardown(team)

    def check():
        assert Photo.objects.count() == Job.objects.count() == 1
        assert LedgerEntry.objects.filter(action="photo.received").count() == 1

    assert for_every_call(lambda: upload(team, teardown, jpeg_bytes(1), idempotency_key="k"), check) > 5


@pytest.mark.django_db
def test_a_confirmation():
    analyst = make_principal(Role.ANALYST)
    component = make_proposal().component

    def check():
        assert Release.objects.count() == 1
        assert Identification.objects.count() == 2

    assert for_every_call(lambda: confirm(principal=analyst, component=component), check) > 10


def attempts(job: Job, work: Callable[..., None]) -> None:
    """What workers and sweeper do until the job has ended, whatever happens to one of them."""
    for _attempt in range(runner.MAX_ATTEMPTS):
        try:
            runner.run(job.pk, work, _photo_failed)
        except OperationalError:
            Job.objects.filter(leased_until__isnull=False).update(leased_until=timezone.now() - timedelta(seconds=1))
        with suppress(OperationalError):
            resend_overdue(overdue=timedelta(seconds=60))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("work", "state"), [(read_photo, PhotoState.PREPARED), (resolve_photo, PhotoState.READ)])
def test_a_step_of_the_work(engine, work, state):
    teardown, at, faults = make_teardown(), 0, Faults(1)
    while faults.left <= 0 or at == 0:
        at += 1
        photo = make_photo(teardown, state=state)
        if work is resolve_photo:
            make_reading(["AD9361BBCZ", "#2147"], photo)
        job = Job.objects.create(name="test", key=f"test:{at}", arguments={"photo_id": str(photo.public_id)})
        faults = Faults(at)
        with connection.execute_wrapper(faults):
            attempts(job, work)
        attempts(job, work)  # the fault fell on the sweeper, perhaps
        job.refresh_from_db()
        photo.refresh_from_db()
        assert job.state == JobState.DONE, (at, job.failure_code)
        assert photo.state == (PhotoState.READ if work is read_photo else PhotoState.RESOLVED)
        assert Reading.objects.filter(marking__photo=photo).count() == 1
        proposals = Identification.objects.filter(reading__marking__photo=photo)
        assert proposals.count() == (work is resolve_photo)
    assert at > 10
    assert Component.objects.count() == at
    assert list(ledger_faults()) == []
