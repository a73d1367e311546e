"""The index of names is built by a job after lists change; on a page nobody waits for it."""

from datetime import date
from pathlib import Path

import pytest

from accounts.roles import Role
from jobs.models import Job, JobState
from jobs.queue import enqueue
from jobs.runner import run
from provenance import tasks
from provenance.models import ScreeningRun
from provenance.operations import screening_index
from provenance.operations.list_roll_back import roll_back_version
from provenance.operations.screening import screen_on_a_page
from provenance.queries.screening_index import data_stamp, index_ready
from provenance.screening_problems import NamesBeingIndexed
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_listing, make_party
from tests.provenance.listsformats.importing import HEAD, NORTH, only_version, row, take, write

pytestmark = pytest.mark.django_db


def jobs() -> list[Job]:
    return list(Job.objects.filter(name=screening_index.JOB).order_by("pk"))


def test_a_list_that_comes_or_goes_orders_the_index_once(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, NORTH)
    take(path, preview=True)
    assert jobs() == []
    version = only_version(take(path))
    assert [job.state for job in jobs()] == [JobState.QUEUED]
    take(path)
    assert len(jobs()) == 1
    assert not index_ready()
    run(jobs()[0].pk, tasks.index_names)
    assert index_ready()
    assert jobs()[0].state == JobState.DONE
    make_party("A company in a file of shipments")
    assert index_ready()
    second = only_version(take(write(tmp_path, HEAD, NORTH, row("South Sample JSC"))))
    roll_back_version(public_id=str(second.public_id), actor="test")
    assert len(jobs()) == 3
    assert version.entries == 1


def test_a_person_does_not_wait_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screening_index, "FEW", 0)
    make_listing(make_party("North Example LLC"), date(2023, 1, 1))
    principal = make_principal(Role.ANALYST)
    for _ in range(2):
        with pytest.raises(NamesBeingIndexed):
            screen_on_a_page(principal=principal, names=["North Example"], as_of=date(2024, 1, 1))
    assert (len(jobs()), ScreeningRun.objects.count()) == (1, 0)
    run(jobs()[0].pk, tasks.index_names)
    assert screen_on_a_page(principal=principal, names=["North Example"], as_of=date(2024, 1, 1)).found == 1


def test_a_job_that_left_nothing_here_keeps_nobody_from_screening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screening_index, "FEW", 0)
    make_listing(make_party("North Example LLC"), date(2023, 1, 1))
    ended = enqueue(screening_index.JOB, key=f"{screening_index.JOB}:{data_stamp()}", arguments={})
    Job.objects.filter(pk=ended.pk).update(state=JobState.FAILED)
    principal = make_principal(Role.ANALYST)
    assert screen_on_a_page(principal=principal, names=["North Example"], as_of=date(2024, 1, 1)).found == 1
