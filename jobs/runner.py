"""Runs one job: claims it, counts the attempt before the work, keeps the lease alive, writes down how it ended."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import Error, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from jobs.models import Job, JobState
from jobs.queue import send

log = logging.getLogger("chiptrail.jobs")

LEASE = timedelta(seconds=45)
HEARTBEAT_SECONDS = 10
MAX_ATTEMPTS = 3
TIME_LIMIT_SECONDS = 600


class PermanentFailure(Exception):
    """Work that can never succeed: no further attempt is made. Carries a code and a detail for the jobs page."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail


class Progress(Protocol):
    """Tells how far the work is: (done, total)."""

    def __call__(self, done: int, total: int) -> None:
        """Write down how far the work is."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job ended as failed."""

    code: str
    detail: str


Work = Callable[..., None]  # called as work(progress=Progress, **arguments)
OnFailure = Callable[[Mapping[str, str], Failure], None]


def job(name: str, *, on_failure: OnFailure | None = None, seconds: int = TIME_LIMIT_SECONDS) -> Callable[[Work], Work]:
    """Register a function as the work behind jobs of this name. It must be idempotent: it may run more than once.

    `seconds`: how long one attempt may take.
    """

    def register(work: Work) -> Work:
        @shared_task(
            name=name,
            ignore_result=True,
            acks_late=True,
            reject_on_worker_lost=True,
            soft_time_limit=seconds,
            time_limit=seconds + min(seconds, 30),
        )
        def task(job_id: int) -> None:
            run(job_id, work, on_failure)

        return work

    return register


def run(job_id: int, work: Work, on_failure: OnFailure | None = None) -> None:
    """Do one attempt of a job, unless it is done, failed or in other hands."""
    claimed = _claim(job_id)
    if claimed is None:
        return
    if claimed.attempts > MAX_ATTEMPTS:
        _fail(claimed, Failure("worker_lost", "The worker died in each attempt."), on_failure)
        return
    try:
        with _lease_kept(claimed):
            work(progress=_progress_of(claimed), **claimed.arguments)
    except PermanentFailure as failure:
        _fail(claimed, Failure(failure.code, failure.detail), on_failure)
    except (Exception, SoftTimeLimitExceeded) as error:
        log.exception("job %s attempt %s", claimed.name, claimed.attempts)
        failure_seen = Failure(type(error).__name__, str(error)[:2000])
        if claimed.attempts >= MAX_ATTEMPTS:
            _fail(claimed, failure_seen, on_failure)
        else:
            _release(claimed, failure_seen)
    else:
        _held(claimed).update(
            state=JobState.DONE,
            finished_at=timezone.now(),
            leased_until=None,
            failure_code="",
            failure_detail="",
        )


@transaction.atomic
def _claim(job_id: int) -> Job | None:
    now = timezone.now()
    claimed = Job.objects.select_for_update().filter(pk=job_id).first()
    if claimed is None or claimed.state in (JobState.DONE, JobState.FAILED):
        return None
    if claimed.state == JobState.RUNNING and claimed.leased_until is not None and claimed.leased_until > now:
        return None
    claimed.state, claimed.started_at, claimed.leased_until = JobState.RUNNING, now, now + LEASE
    claimed.attempts += 1
    claimed.save(update_fields=["state", "started_at", "leased_until", "attempts"])
    return claimed


def _held(claimed: Job) -> QuerySet[Job]:
    """The job's row until it has ended or another attempt took it over: a late one has no say in what became of it."""
    open_states = (JobState.RUNNING, JobState.QUEUED)  # queued: the sweeper took the lease away, nobody came yet
    return Job.objects.filter(pk=claimed.pk, state__in=open_states, started_at=claimed.started_at)


def _release(claimed: Job, failure: Failure) -> None:
    """Put the job back and send it again; should that not arrive, the sweeper will."""
    released = _held(claimed).update(
        state=JobState.QUEUED,
        leased_until=None,
        sent_at=None,
        failure_code=storable(failure.code)[:60],
        failure_detail=storable(failure.detail),
    )
    if released:
        send(claimed)


@transaction.atomic
def _fail(claimed: Job, failure: Failure, on_failure: OnFailure | None) -> None:
    failed = _held(claimed).update(
        state=JobState.FAILED,
        finished_at=timezone.now(),
        leased_until=None,
        failure_code=storable(failure.code)[:60],
        failure_detail=storable(failure.detail),
    )
    if failed and on_failure is not None:
        on_failure(claimed.arguments, failure)


def storable(text: str) -> str:
    """The text without what a database refuses: NUL and half surrogate pairs, which an error may quote."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _progress_of(claimed: Job) -> Progress:
    def progress(done: int, total: int) -> None:
        _held(claimed).update(progress_done=done, progress_total=total)

    return progress


@contextmanager
def _lease_kept(claimed: Job) -> Iterator[None]:
    """Prolong the lease from a second thread while the work runs; a killed process stops prolonging it."""
    stopped = threading.Event()

    def beat() -> None:
        while not stopped.wait(HEARTBEAT_SECONDS):
            try:
                _held(claimed).update(leased_until=timezone.now() + LEASE)
            except Error:  # a missed beat costs nothing while the next one comes in time, on a fresh connection
                connection.close()
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join(timeout=5)
