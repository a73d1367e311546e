"""Reads of runs of traces and of what is out of date, for whoever may see traces."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from problems import NotFound
from provenance.models import ItemState, Trace, TraceRun, TraceRunItem, TraceState


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run is. `changed`: of the done ones, those with a new answer."""

    total: int
    done: int
    failed: int
    skipped: int
    changed: int

    @property
    def ended(self) -> int:
        """Of how many traces it is clear what became of them."""
        return self.done + self.failed + self.skipped

    @property
    def waiting(self) -> int:
        """How many are to be walked yet, or are being walked."""
        return max(self.total - self.ended, 0)


def progress_of(run: TraceRun) -> RunProgress:
    """As counted now; of a run that has ended, as written then."""
    if run.ended_at is not None:
        return RunProgress(run.total, run.done, run.failed, run.skipped, run.changed)
    items = TraceRunItem.objects.filter(run=run)
    counts: dict[str, int] = dict(items.values_list("state").annotate(Count("pk")).order_by())
    return RunProgress(
        total=run.total,
        done=counts.get(ItemState.DONE, 0),
        failed=counts.get(ItemState.FAILED, 0),
        skipped=counts.get(ItemState.SKIPPED, 0),
        changed=items.filter(changed=True).count(),
    )


def runs_for(principal: Principal) -> QuerySet[TraceRun]:
    """All runs, newest first. Raises NotAllowed."""
    principal.require(Capability.TRACE_SEE)
    return TraceRun.objects.order_by("-created_at", "-pk")


def run_for(principal: Principal, public_id: UUID) -> TraceRun:
    """One run. Raises NotAllowed, NotFound."""
    run = runs_for(principal).filter(public_id=public_id).first()
    if run is None:
        raise NotFound
    return run


def traces_for(principal: Principal) -> QuerySet[Trace]:
    """All traces, newest first. Raises NotAllowed."""
    principal.require(Capability.TRACE_SEE)
    return Trace.objects.select_related("manufacturer").order_by("-created_at", "-pk")


def trace_for(principal: Principal, public_id: UUID) -> Trace:
    """One trace. Raises NotAllowed, NotFound."""
    trace = traces_for(principal).filter(public_id=public_id).first()
    if trace is None:
        raise NotFound
    return trace


def due_traces() -> QuerySet[Trace]:
    """Answers that are out of date or partial, and are to be walked again now.

    Not those that failed since they were touched, nor those whose source is given time.
    """
    due = Q(stale_since__isnull=False) | Q(state=TraceState.PARTIAL)
    rested = Q(try_again_at__isnull=True) | Q(try_again_at__lte=timezone.now())
    return Trace.objects.filter(due, rested, failure="").exclude(answer_sha256="")


@dataclass(frozen=True, slots=True)
class TraceTally:
    """How many traces there are, and of how many the answer is out of date, partial, missing."""

    total: int
    stale: int
    partial: int
    waiting: int
    failed: int


def tally_for(principal: Principal) -> TraceTally:
    """Counts over all traces: one query. Raises NotAllowed."""
    principal.require(Capability.TRACE_SEE)
    counts = Trace.objects.aggregate(
        total=Count("pk"),
        stale=Count("pk", filter=Q(stale_since__isnull=False)),
        partial=Count("pk", filter=Q(state=TraceState.PARTIAL)),
        waiting=Count("pk", filter=Q(state=TraceState.WAITING)),
        failed=Count("pk", filter=~Q(failure="") | Q(state=TraceState.FAILED)),
    )
    return TraceTally(**counts)


def stale_for(principal: Principal) -> QuerySet[Trace]:
    """What is out of date, in the order in which it is walked again. Raises NotAllowed."""
    stale = traces_for(principal).filter(stale_since__isnull=False).defer("answer", "data_state")
    return stale.order_by("stale_weight", "stale_since", "pk")
