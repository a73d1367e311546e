"""Asking the questions of a made world, and how long the answers take."""

from __future__ import annotations

import math
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from provenance.management.benchmarking.tracing_checking import Asked
from provenance.management.benchmarking.tracing_truth import Planted
from provenance.queries.tracing import trace_part
from provenance.tracing.types import TraceAnswer

WARM = 10


def ask(question: Planted) -> TraceAnswer:
    """The answer as the command line and the pages get it."""
    return trace_part(
        part_number=question.part_number,
        manufacturer=question.manufacturer,
        made=question.made,
        recovered=question.recovered,
    )


def ask_all(questions: Sequence[Planted], tell: Callable[[str], None]) -> tuple[list[Asked], float]:
    """Ask each once; before, ten from all sorts, unmeasured, so that nothing is compiled meanwhile.

    Also gives the seconds of the very first question.
    """
    began = time.perf_counter()
    first = 0.0
    for question in questions[:: max(1, len(questions) // WARM)]:
        ask(question)
        first = first or time.perf_counter() - began
    asked = []
    for number, question in enumerate(questions):
        if number % 50 == 0:
            tell(f"{number} of {len(questions)} questions")
        began, worked = time.perf_counter(), time.process_time()
        answer = ask(question)
        asked.append(Asked(question, answer, time.perf_counter() - began, time.process_time() - worked))
    return asked, first


def times(asked: Iterable[Asked]) -> dict[str, dict[str, float]]:
    """Wall-clock and processor milliseconds of all, and by kind of question."""
    groups: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        groups["all"].append(one)
        groups[one.question.kind].append(one)
    return {
        kind: {
            **percentiles(one.seconds for one in each),
            **{f"processor_{name}": value for name, value in percentiles(one.processor for one in each).items()},
        }
        for kind, each in sorted(groups.items())
    }


def percentiles(seconds: Iterable[float]) -> dict[str, float]:
    """The median and the 95th percentile (nearest rank) in milliseconds."""
    ranked = sorted(seconds)
    if not ranked:
        return {}
    p95 = ranked[max(0, math.ceil(0.95 * len(ranked)) - 1)]
    return {"p50_ms": round(statistics.median(ranked) * 1000, 2), "p95_ms": round(p95 * 1000, 2)}
