"""The index in which names are screened is built by a job once lists have changed: nobody waits for it on a page."""

from typing import Final

from django.db import transaction

from jobs.models import Job, JobState
from jobs.queue import enqueue
from provenance.queries.screening_index import data_stamp, index_ready, keep_index, names_listed
from provenance.screening_problems import NamesBeingIndexed

__all__ = ["JOB", "check_index", "keep_index", "order_index"]
JOB: Final = "provenance.index_names"
FEW: Final = 1000
"""Names of which an index is built at once, in less than a second or two."""


def order_index() -> Job:
    """Have the index of the lists as they are in the caller's transaction built once that is there for everybody."""
    return enqueue(JOB, key=f"{JOB}:{data_stamp()}", arguments={})


def check_index() -> None:
    """See to the index before a person's names are screened. Raises NamesBeingIndexed while a job builds it.

    Where that job ended and left nothing here, as with a disk of its own or a failure, the index is built now.
    """
    if index_ready() or names_listed() <= FEW:
        return
    with transaction.atomic():
        ordered = order_index()
    if ordered.state in (JobState.QUEUED, JobState.RUNNING):
        raise NamesBeingIndexed(done=ordered.progress_done, total=ordered.progress_total or names_listed())
