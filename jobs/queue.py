"""The outbox: work is a row first, a message second."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile

from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from jobs.models import Job, JobState


def enqueue(name: str, *, key: str, arguments: dict[str, str], subject_type: str = "", subject_id: str = "") -> Job:
    """Write the job in the caller's transaction and send it when that commits. The same key gives the same job."""
    job, created = Job.objects.get_or_create(
        key=key,
        defaults={
            "name": name,
            "arguments": arguments,
            "subject_type": subject_type,
            "subject_id": subject_id,
            # Said beforehand, and taken back where it did not come true: one write less for each photo.
            "sent_at": timezone.now(),
        },
    )
    if created:
        transaction.on_commit(lambda: _send_new(job))
    return job


@transaction.atomic
def run_again(job: Job) -> Job:
    """Give a failed job fresh attempts. A job in any other state is left as it is."""
    locked = Job.objects.select_for_update().get(pk=job.pk)
    if locked.state == JobState.FAILED:
        locked.state, locked.attempts, locked.failure_code, locked.failure_detail = JobState.QUEUED, 0, "", ""
        locked.finished_at = locked.leased_until = None
        locked.progress_done = locked.progress_total = 0
        locked.save()
        transaction.on_commit(lambda: send(locked))
    return locked


def send(job: Job) -> bool:
    """Hand the job to the broker. A broker that is away costs nothing: the sweeper sends again."""
    if not tell(job.name, [job.pk]):
        return False
    Job.objects.filter(pk=job.pk).update(sent_at=timezone.now())
    return True


def _send_new(job: Job) -> None:
    if not tell(job.name, [job.pk]):
        Job.objects.filter(pk=job.pk).update(sent_at=None)


def nudge(name: str) -> None:
    """Send a task that takes no arguments, once the caller's transaction commits: the rows that it works on are there
    already, and a schedule looks after them should the message not arrive."""
    transaction.on_commit(lambda: tell(name, []))


def tell(name: str, arguments: Sequence[int]) -> bool:
    """Send one message now; False where the broker is away."""
    try:
        current_app.send_task(name, args=list(arguments), retry=False)
    except (OperationalError, OSError):
        return False
    return True


def tell_all(name: str, keys: Sequence[int]) -> bool:
    """Send a message for each of these rows over one connection; False where the broker is away, or went."""
    try:
        with current_app.producer_or_acquire() as producer:
            for key in keys:
                current_app.send_task(name, args=[key], producer=producer, retry=False)
    except (OperationalError, OSError):
        return False
    return True


def end_leases() -> int:
    """Put back all work that was cut off. Only for who knows that no worker of this database runs. Returns how many."""
    return Job.objects.filter(state=JobState.RUNNING).update(state=JobState.QUEUED, sent_at=None, leased_until=None)


def resend_overdue(*, overdue: timedelta) -> int:
    """Send again what waits longer than `overdue` since it was sent, and what lost its worker. Returns how many."""
    now = timezone.now()
    Job.objects.filter(state=JobState.RUNNING, leased_until__lt=now).update(state=JobState.QUEUED, sent_at=None)
    waiting = Job.objects.filter(state=JobState.QUEUED).order_by("created_at")
    late = waiting.filter(sent_at__isnull=True, created_at__lt=now - timedelta(seconds=2)) | waiting.filter(
        sent_at__lt=now - overdue
    )
    # A broker that is away for one is away for all: the next sweep tries again.
    return sum(1 for _sent in takewhile(send, late[:500]))
