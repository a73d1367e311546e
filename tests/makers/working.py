"""The background work of makers, done at once."""

from functools import cache
from typing import Any

from config.celery import app
from jobs.models import Job, JobState
from makers.operations.proving import CHECK

OUTSIDE = (CHECK,)
"""Asks the name servers of the world."""


def work_off(after: int = 0) -> None:
    """Do what waits, oldest first, and what comes of it; `after`: the number of the last job that is left alone."""
    work = _work()
    for _round in range(2):
        waiting = Job.objects.filter(pk__gt=after, name__startswith="makers.", state=JobState.QUEUED)
        for name, pk in list(waiting.exclude(name__in=OUTSIDE).order_by("pk").values_list("name", "pk")):
            work[name](pk)


@cache
def _work() -> Any:
    """Name -> what does the jobs of that name."""
    app.loader.import_default_modules()
    return app.tasks


def last_job() -> int:
    """The number of the newest job."""
    newest = Job.objects.order_by("pk").last()
    return newest.pk if newest else 0
