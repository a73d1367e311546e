"""What a person orders of traces that are there: one again, all that is out of date, all."""

from __future__ import annotations

from django.db import transaction

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject
from provenance.models import RunKind, Trace, TraceRun
from provenance.operations.trace_runs import order_run, retrace_stale


@transaction.atomic
def retrace(*, principal: Principal, trace: Trace) -> TraceRun:
    """Walk one trace again, whatever its state; while that is under way, the same run. Raises NotAllowed."""
    principal.require(Capability.TRACE_SEE)
    about = Subject("trace", str(trace.public_id))
    return order_run(
        kind=RunKind.ONE, actor=principal.actor, traces=Trace.objects.filter(pk=trace.pk), again=True, about=about
    )


@transaction.atomic
def retrace_now(*, principal: Principal) -> TraceRun:
    """Walk what is out of date, without waiting for the schedule. Raises NotAllowed."""
    principal.require(Capability.TRACE_SEE)
    open_run = TraceRun.objects.filter(kind=RunKind.STALE, ended_at__isnull=True).first()
    started = open_run or retrace_stale(principal.actor)
    return started or order_run(kind=RunKind.STALE, actor=principal.actor)


@transaction.atomic
def retrace_all(*, principal: Principal) -> TraceRun:
    """Walk every trace again: what has the same result is only checked. Raises NotAllowed."""
    principal.require(Capability.TRACE_SEE)
    return order_run(kind=RunKind.ALL, actor=principal.actor, traces=Trace.objects.all(), again=True)
