"""One trace of a run: the work behind one Celery task.

Attempts are counted before the work. A lease outlives the time limit of the task, so nobody need keep it alive: a
worker that is killed lets it run out, and the next `feed` sends the trace again. The answer and the end of the item
are one transaction: done twice, it is stored once. Neither waits for the disk: what a crash of the database loses is
done again, and the end of the run, with its entry in the ledger, waits for the disk with all before it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from jobs.queue import tell_all
from jobs.runner import MAX_ATTEMPTS, storable
from provenance.models import ItemState, Trace, TraceRun, TraceRunItem
from provenance.operations.answering import asked, store, walk
from provenance.operations.cheap_statements import cheap_statements
from provenance.operations.trace_runs import ITEM_JOB, REFILL, TAIL, feed
from provenance.operations.tracing import mark_failed
from provenance.operations.writing_rows import update_rows
from provenance.queries.statements import read

log = logging.getLogger("chiptrail.traces")

SECONDS: Final = 60
LEASE: Final = timedelta(seconds=SECONDS + 30)

CLAIM: Final = f"""
UPDATE {TraceRunItem._meta.db_table}
SET state = '{ItemState.RUNNING}', attempts = attempts + 1, leased_until = %s
WHERE id = %s AND (state = '{ItemState.QUEUED}' OR (state = '{ItemState.RUNNING}' AND leased_until < %s))
RETURNING run_id, trace_id, ordinal, attempts,
    (SELECT total FROM {TraceRun._meta.db_table} WHERE id = {TraceRunItem._meta.db_table}.run_id)
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Claimed:
    """One attempt at one trace of a run of `total`."""

    pk: int
    run_id: int
    trace_id: int
    ordinal: int
    attempts: int
    total: int


def run_item(item_id: int) -> None:
    """One attempt at one trace, unless it is done, stopped or in other hands. A trace that fails fails alone."""
    with cheap_statements():
        item = _claim(item_id)
        if item is not None:
            _attempt(item)
    if item is not None and (item.ordinal % REFILL == 0 or item.ordinal > item.total - TAIL):
        feed(item.run_id)


def _attempt(item: Claimed) -> None:
    try:
        if item.attempts > MAX_ATTEMPTS:
            _failed(item, "worker_lost", "The worker died in each attempt.")
        else:
            _walk(item)
    except Exception as error:  # the time limit of the task, too
        log.exception("trace %s attempt %s", item.trace_id, item.attempts)
        _failed(item, type(error).__name__, str(error))


def _claim(item_id: int) -> Claimed | None:
    """Take it in one statement that both databases know: each trace of a run costs this."""
    now = timezone.now()
    rows = read(CLAIM, [now + LEASE, item_id, now])
    return Claimed(item_id, *rows[0]) if rows else None


def _walk(item: Claimed) -> None:
    walked = walk(asked(item.trace_id))
    with transaction.atomic():
        changed = store(walked)
        _held(item, state=ItemState.DONE, changed=changed, answer_sha256=walked.sha256)


def _failed(item: Claimed, code: str, detail: str) -> None:
    """Try again, or after the last attempt leave the trace with its reason and, where it has one, its old answer."""
    said = {"failure": storable(code)[:60], "failure_detail": storable(detail)[:500]}
    if item.attempts < MAX_ATTEMPTS:
        if _held(item, state=ItemState.QUEUED, sent_at=timezone.now(), **said):
            tell_all(ITEM_JOB, [item.pk])
        return
    with transaction.atomic():
        if _held(item, state=ItemState.FAILED, **said):
            mark_failed(Trace.objects.select_for_update().get(pk=item.trace_id), code)


def _held(item: Claimed, **values: object) -> bool:
    """Write what became of an attempt, unless another one took the trace over meanwhile."""
    held = {"id": item.pk, "state": ItemState.RUNNING, "attempts": item.attempts}
    return bool(update_rows(TraceRunItem, held, {"leased_until": None, **values}))
