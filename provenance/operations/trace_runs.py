"""Many traces as one piece of work: ordered, fanned out one Celery task a trace, stopped, ended.

A row for each trace says where it stands; messages are hints. No more than `WINDOW` are under way at once, so that
other work of the same workers need not wait behind a run, and a run that is stopped stops. Every `REFILL`th task, and
each of the last ones, calls `feed`; the schedule does so too, for tasks that were lost.
Locks are taken in one order: the run, then the ledger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Case, Count, ExpressionWrapper, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from custody.ledger import Subject, append, take_turn
from jobs.queue import nudge, tell_all
from provenance.batching import batches
from provenance.models import ItemState, RunKind, Trace, TraceRun, TraceRunItem, TraceState
from provenance.operations.staleness import JOB, apply_touches
from provenance.operations.tracing import Question, order_traces
from provenance.queries.trace_runs import due_traces

ITEM_JOB: Final = "provenance.trace_item"
WINDOW: Final = 400
REFILL: Final = 100
TAIL: Final = 20
UNHEARD: Final = timedelta(seconds=120)
STALE_AT_ONCE: Final = 1000
OPEN: Final = (ItemState.QUEUED, ItemState.RUNNING)
MACHINE: Final = "machine:retrace"


@transaction.atomic
def order_run(
    *,
    kind: RunKind,
    actor: str,
    traces: QuerySet[Trace] | None = None,
    questions: Sequence[Question] = (),
    again: bool = False,
    about: Subject | None = None,
) -> TraceRun:
    """Walk these traces, and those of the questions, which are ordered where they are new, in the background.

    A trace with an answer that nothing has touched is left as it is, unless `again`. While a run of this kind about
    the same is open, that one is returned: ordering it twice changes nothing.
    """
    take_turn()
    about = about or Subject("", "")
    if kind != RunKind.ASKED:
        open_run = TraceRun.objects.filter(
            kind=kind, subject_type=about.type, subject_id=about.id, ended_at__isnull=True, stopped_at__isnull=True
        ).first()
        if open_run is not None:
            return open_run
    run = TraceRun.objects.create(kind=kind, actor=actor, subject_type=about.type, subject_id=about.id)
    ordered = order_traces(questions)
    for chunk in batches(ordered.keys):
        run.total += _fill(run, Trace.objects.filter(pk__in=chunk), again=again)
    if traces is not None:
        run.total += _fill(run, traces, again=again)
    run.save(update_fields=["total"])
    details = {"kind": run.kind, "about": [about.type, about.id], "traces": run.total, "new": ordered.new}
    append(action="trace_run.started", subject=_subject(run), actor=actor, details=details)
    nudge(JOB)
    return run


@transaction.atomic
def stop_run(*, run: TraceRun, actor: str) -> TraceRun:
    """Walk no further traces of a run; what is done stays, what is being walked ends. A run that has ended stays so."""
    locked = TraceRun.objects.select_for_update().get(pk=run.pk)
    if locked.is_open and locked.stopped_at is None:
        locked.stopped_at, locked.stopped_by = timezone.now(), actor
        locked.save(update_fields=["stopped_at", "stopped_by"])
        locked.items.filter(state=ItemState.QUEUED).update(state=ItemState.SKIPPED)
        append(action="trace_run.stopped", subject=_subject(locked), actor=actor, details={"kind": locked.kind})
        nudge(JOB)
    return locked


def continue_runs() -> None:
    """See to it that what is out of date is walked, and that every run that is open goes on or ends."""
    apply_touches()
    retrace_stale()
    for key in TraceRun.objects.filter(ended_at__isnull=True).order_by("pk").values_list("pk", flat=True):
        feed(key)


def retrace_stale(actor: str = MACHINE) -> TraceRun | None:
    """Start a run of traces that are due, those of the changes that touch few before those of the changes that touch
    many. None where there are none, or while such a run is open: the next one follows it."""
    if not due_traces().exists() or TraceRun.objects.filter(kind=RunKind.STALE, ended_at__isnull=True).exists():
        return None
    first = due_traces().order_by("stale_weight", "stale_since", "pk").values_list("pk", flat=True)[:STALE_AT_ONCE]
    return order_run(kind=RunKind.STALE, actor=actor, traces=Trace.objects.filter(pk__in=list(first)), again=True)


def feed(run_id: int) -> None:
    """Send the next traces of a run, again those that were lost, and end it when none is left."""
    with transaction.atomic():
        run = TraceRun.objects.select_for_update().filter(pk=run_id, ended_at__isnull=True).first()
        if run is None:
            return
        items = TraceRunItem.objects.filter(run=run)
        _take_back_lost(items)
        if run.stopped_at is not None:
            items.filter(state=ItemState.QUEUED).update(state=ItemState.SKIPPED)
        elif room := WINDOW - items.filter(_under_way()).count():
            _send(items, room)
        if not items.filter(state__in=OPEN).exists():
            _end(run, items)


def _under_way() -> Q:
    return Q(state=ItemState.RUNNING) | Q(state=ItemState.QUEUED, sent_at__isnull=False)


def _take_back_lost(items: QuerySet[TraceRunItem]) -> None:
    """A worker that died has let its lease run out; a message that was lost is not heard of."""
    now = timezone.now()
    items.filter(state=ItemState.RUNNING, leased_until__lt=now).update(state=ItemState.QUEUED, sent_at=None)
    items.filter(state=ItemState.QUEUED, sent_at__lt=now - UNHEARD).update(sent_at=None)


def _send(items: QuerySet[TraceRunItem], room: int) -> None:
    waiting = items.filter(state=ItemState.QUEUED, sent_at__isnull=True).order_by("ordinal")
    keys = list(waiting.values_list("pk", flat=True)[: max(room, 0)])
    items.filter(pk__in=keys).update(sent_at=timezone.now())

    def send() -> None:
        if not tell_all(ITEM_JOB, keys):  # the broker is away: the schedule sends again
            TraceRunItem.objects.filter(pk__in=keys, state=ItemState.QUEUED).update(sent_at=None)

    if keys:
        transaction.on_commit(send)


def _end(run: TraceRun, items: QuerySet[TraceRunItem]) -> None:
    """One entry of the ledger for all answers: the hash over the lines "trace SPACE hash", in the order of traces."""
    counts: dict[str, int] = dict(items.values_list("state").annotate(Count("pk")).order_by())
    lines = items.filter(state=ItemState.DONE).order_by("trace__public_id")
    text = "".join(f"{trace} {sha256}\n" for trace, sha256 in lines.values_list("trace__public_id", "answer_sha256"))
    run.done, run.failed = counts.get(ItemState.DONE, 0), counts.get(ItemState.FAILED, 0)
    run.skipped, run.changed = counts.get(ItemState.SKIPPED, 0), items.filter(changed=True).count()
    run.answers_sha256, run.ended_at = hashlib.sha256(text.encode()).hexdigest(), timezone.now()
    run.save()
    details = {name: getattr(run, name) for name in ("done", "failed", "skipped", "changed", "answers_sha256")}
    append(action="trace_run.ended", subject=_subject(run), actor=run.actor, details=details)


def _fill(run: TraceRun, traces: QuerySet[Trace], *, again: bool) -> int:
    """Write the items of a run in one statement, whatever their number. How many there are."""
    fresh = Q(state=TraceState.DONE, stale_since__isnull=True)
    state = Case(When(fresh, then=Value(ItemState.SKIPPED)), default=Value(ItemState.QUEUED))
    place = Window(RowNumber(), order_by=["stale_weight", "stale_since", "pk"])
    values = {
        "run_id": Value(run.pk),
        "trace_id": F("pk"),
        "ordinal": ExpressionWrapper(place + run.total, IntegerField()),
        "state": Value(ItemState.QUEUED) if again else state,
        "attempts": Value(0),
        "changed": Value(value=False),
        "answer_sha256": Value(""),
        "failure": Value(""),
        "failure_detail": Value(""),
    }
    rows = traces.order_by().annotate(**{f"item_{name}": value for name, value in values.items()})
    select, params = rows.values_list(*(f"item_{name}" for name in values)).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TraceRunItem._meta.db_table} ({', '.join(values)}) {select}", params)
        return int(cursor.rowcount)


def _subject(run: TraceRun) -> Subject:
    return Subject("trace_run", str(run.public_id))
