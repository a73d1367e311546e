"""Traces: which are out of date, runs of many of them with progress, and starting and stopping these."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.roles import Capability
from provenance.models import RunKind, Trace, TraceRun
from provenance.operations.trace_orders import retrace, retrace_all, retrace_now
from provenance.operations.trace_runs import stop_run
from provenance.queries.trace_runs import (
    RunProgress,
    TraceTally,
    progress_of,
    run_for,
    runs_for,
    stale_for,
    tally_for,
    trace_for,
)
from provenance.trace_run_words import stale_text
from teardowns.models import Teardown
from teardowns.operations.tracing_teardowns import trace_teardown
from teardowns.queries.visible import teardown_for, teardowns_for
from web.access import WebRequest, asks_for_a_piece, back, page, tell
from web.words import actor_name

ROWS = 25


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A run with its progress; `teardown`: what it was started for, where the reader may see it; `trace`: likewise."""

    run: TraceRun
    progress: RunProgress
    teardown: Teardown | None
    trace: Trace | None
    by: str


@dataclass(frozen=True, slots=True)
class StaleTrace:
    """A trace that is out of date, and why."""

    trace: Trace
    why: str


@page(Capability.TRACE_SEE)
@require_GET
def trace_list(request: WebRequest) -> HttpResponseBase:
    """Runs and what is out of date. htmx asks for both alone, every other second while a run is open."""
    shown = Paginator(runs_for(request.principal), ROWS).get_page(request.GET.get("page"))
    tally: TraceTally = tally_for(request.principal)
    context: dict[str, Any] = {
        "page": shown,
        "runs": _shown(request, list(shown)),
        "tally": tally,
        "stale": [StaleTrace(trace, stale_text(trace.stale_reason)) for trace in stale_for(request.principal)[:ROWS]],
        "open": any(run.ended_at is None for run in shown.object_list),
    }
    whole = not asks_for_a_piece(request)
    return render(request, "web/pages/traces.html" if whole else "web/partials/traces.html", context)


@page(Capability.TRACE_SEE)
@require_POST
def start_run(request: WebRequest) -> HttpResponseBase:
    """Walk again what is out of date, or with `kind=all` every trace."""
    everything = request.POST.get("kind") == RunKind.ALL
    run = (retrace_all if everything else retrace_now)(principal=request.principal)
    _started(request, run)
    return back(request, reverse("web:traces"))


@page(Capability.TRACE_SEE)
@require_POST
def trace_again(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Walk one trace again."""
    run = retrace(principal=request.principal, trace=trace_for(request.principal, public_id))
    _started(request, run)
    return back(request, reverse("web:chain", args=[public_id]))


@page(Capability.TRACE_SEE)
@require_POST
def trace_parts(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Walk the traces of all parts that stand identified in one teardown."""
    run = trace_teardown(principal=request.principal, teardown=teardown_for(request.principal, public_id))
    _started(request, run)
    return back(request, reverse("web:traces"))


@page(Capability.TRACE_SEE)
@require_POST
def stop(request: WebRequest, public_id: UUID) -> HttpResponseBase:
    """Walk no further traces of a run."""
    stop_run(run=run_for(request.principal, public_id), actor=request.principal.actor)
    tell(request, _("The run is stopped."), _("What is done stays."), level=messages.SUCCESS)
    return back(request, reverse("web:traces"))


def _started(request: WebRequest, run: TraceRun) -> None:
    if run.total:
        said = _("The run has started. Its progress is shown under Traces.")
    else:
        said = _("Nothing is out of date, so there is nothing to walk again.")
    tell(request, said, level=messages.SUCCESS)


def _shown(request: WebRequest, runs: list[TraceRun]) -> list[ShownRun]:
    wanted = {kind: {run.subject_id for run in runs if run.subject_type == kind} for kind in ("teardown", "trace")}
    teardowns = {str(one.public_id): one for one in _teardowns(request, wanted["teardown"])}
    traces = {str(one.public_id): one for one in Trace.objects.filter(public_id__in=wanted["trace"])}
    return [
        ShownRun(
            run=run,
            progress=progress_of(run),
            teardown=teardowns.get(run.subject_id),
            trace=traces.get(run.subject_id),
            by=actor_name(run.actor),
        )
        for run in runs
    ]


def _teardowns(request: WebRequest, keys: set[str]) -> list[Teardown]:
    return list(teardowns_for(request.principal).filter(public_id__in=keys)) if keys else []
