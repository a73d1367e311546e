"""Traces walked by Celery workers with their answers saved, and what a new listing of one party sets in motion."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from provenance.management.benchmarking.tracing_truth import Planted
from provenance.management.benchmarking.tracing_workers import WORKERS, NoWorkers, workers
from provenance.models import (
    Listing,
    Party,
    PartyList,
    RunKind,
    Source,
    Trace,
    TraceParty,
    TraceRole,
    TraceRun,
)
from provenance.operations.staleness import mark_touched
from provenance.operations.trace_runs import order_run
from provenance.operations.tracing import Question

ACTOR = "system:benchmark"
PATIENCE_SECONDS = 600.0
MADE_LIST = "Made list of the benchmark"


def saved(questions: Sequence[Planted], tell: Callable[[str], None]) -> dict[str, Any]:
    """Walk the questions by two worker processes; then list one ordinary party and see what happens."""
    try:
        with workers():
            makers = {party.name: party for party in Party.objects.filter(name__in={q.manufacturer for q in questions})}
            asked = [Question(q.part_number, makers[q.manufacturer], q.made, q.recovered) for q in questions]
            order_run(kind=RunKind.ASKED, actor=ACTOR, questions=asked[:20])
            _wait(tell)
            run = order_run(kind=RunKind.ASKED, actor=ACTOR, questions=asked, again=True)
            return {"through_celery": _rate(run, tell), "new_listing": _listing(tell)}
    except NoWorkers as reason:
        return {"through_celery": {"left_out": str(reason)}}


def _rate(run: TraceRun, tell: Callable[[str], None]) -> dict[str, Any]:
    _wait(tell)
    run.refresh_from_db()
    if run.ended_at is None:
        return {"left_out": "The run did not end in time."}
    seconds = (run.ended_at - run.created_at).total_seconds()
    return {
        "workers": WORKERS,
        "traces": run.done,
        "failed": run.failed,
        "seconds": round(seconds, 2),
        "traces_a_second": round(run.done / seconds, 1),
    }


def _listing(tell: Callable[[str], None]) -> dict[str, Any]:
    """List one party that some traces name, neither the most nor the fewest."""
    named = TraceParty.objects.filter(role=TraceRole.HANDS).values("party").annotate(traces=Count("trace"))
    by_traces = sorted(named.values_list("traces", "party"))
    if not by_traces:
        return {"left_out": "No trace names a party."}
    party = Party.objects.get(pk=by_traces[len(by_traces) // 2][1])
    names = {key for key, answer in Trace.objects.values_list("pk", "answer") if str(party.public_id) in str(answer)}
    source = Source.objects.get_or_create(slug="benchmark-list", defaults={"name": MADE_LIST})[0]
    made_list = PartyList.objects.get_or_create(name=MADE_LIST, defaults={"source": source})[0]
    began_at, began = timezone.now(), time.perf_counter()
    with transaction.atomic():
        Listing.objects.create(party=party, list=made_list, start=date(2021, 1, 1))
        touched = mark_touched(parties=[party.pk], reason="listings")
    shown = time.perf_counter() - began
    _wait(tell)
    again = time.perf_counter() - began
    walked = set(Trace.objects.filter(checked_at__gte=began_at).values_list("pk", flat=True))
    return {
        "traces": Trace.objects.count(),
        "traces_that_name_the_party": len(names),
        "marked_as_stale": touched,
        "shown_as_stale_s": round(shown, 3),
        "walked_again_s": round(again, 3),
        "walked_again": len(walked),
        "others_touched": len(walked - names),
        "not_walked_again": len(names - walked),
    }


def _wait(tell: Callable[[str], None]) -> None:
    """Until no run is open and no trace is stale."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    runs, stale = TraceRun.objects.filter(ended_at__isnull=True), Trace.objects.filter(stale_since__isnull=False)
    while runs.all().exists() or stale.all().exists():
        if time.monotonic() > deadline:
            return
        tell("waiting for the workers")
        time.sleep(0.1)  # asking more often took a part of what is measured
