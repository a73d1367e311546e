"""Reads of background work."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from jobs.models import Job, JobState


@dataclass(frozen=True, slots=True)
class Tally:
    """How many jobs are in each state."""

    queued: int
    running: int
    done: int
    failed: int


def jobs(state: str = "") -> QuerySet[Job]:
    """All jobs, newest first; those of one state when it is a known one."""
    found = Job.objects.order_by("-created_at", "-pk")
    return found.filter(state=state) if state in JobState.values else found


def tally() -> Tally:
    """Counts by state."""
    counts = dict(Job.objects.values_list("state").annotate(Count("pk")).order_by())
    return Tally(**{state: counts.get(state, 0) for state in JobState.values})


def jobs_of(subject_type: str, subject_id: str) -> QuerySet[Job]:
    """The work done for one object, oldest first."""
    return Job.objects.filter(subject_type=subject_type, subject_id=subject_id).order_by("created_at", "pk")
