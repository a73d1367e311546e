"""One world from its files to its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import connection

from provenance.management.benchmarking.tracing_asking import ask_all, times
from provenance.management.benchmarking.tracing_checking import (
    Asked,
    Keys,
    documented,
    found_by_hops,
    found_by_kind,
    misses,
    party_keys,
    shown_as_possible,
)
from provenance.management.benchmarking.tracing_files import LATER, shipment_files
from provenance.management.benchmarking.tracing_importing import Tell, imported, prepared, written
from provenance.management.benchmarking.tracing_machine import load, machine
from provenance.management.benchmarking.tracing_recursive import compare
from provenance.management.benchmarking.tracing_saving import saved
from provenance.management.benchmarking.tracing_truth import Planted
from provenance.management.benchmarking.tracing_worlds import world

PARTS = ("recursive", "later", "saved")
"""What may be left out: the recursive query, the rows that come later, the traces through Celery."""
RECURSIVE_QUESTIONS = 30


def report(name: str, shipments: int, folder: Path, options: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Everything that is measured in one world."""
    made = world(name, shipments, options["seed"])
    wanted = options["only"] if options["only"] is not None else PARTS
    truth = written(name, shipments, options["seed"], folder, tell)
    planted = truth.planted[: options["questions"]]
    controls = truth.controls[: options["questions"]]
    prepared(folder)
    figures: dict[str, Any] = {
        "world": {**asdict(made), "parties": made.parties, "parts": made.parts, "chains": made.chains},
        "machine": machine(),
        "import": imported(shipment_files(folder), tell),
    }
    _settle()
    keys = party_keys(truth.planted)
    asked, first = ask_all([*planted, *controls], tell)
    figures |= _answers(asked[: len(planted)], asked[len(planted) :], keys)
    figures["trace_ms"] |= {"very_first": round(1000 * first, 1), "load": load()}
    if "recursive" in wanted and connection.vendor == "postgresql":
        figures["recursive_query"] = _compared(planted, asked[: len(planted)], keys, tell)
    if "later" in wanted:
        figures["import_later"] = imported([folder / LATER], tell)
    if "saved" in wanted:
        figures |= saved([*planted, *controls], tell)
    return figures


def growth(reports: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """How many times the median of a trace grows from one size of a world to the next, by kind of question."""
    found = []
    for small in reports:
        for large in reports:
            if small["world"]["name"] == large["world"]["name"]:
                sizes = small["world"]["shipments"], large["world"]["shipments"]
                if sizes[0] < sizes[1]:
                    before, after = small["trace_ms"], large["trace_ms"]
                    kinds = [kind for kind in before if isinstance(before[kind], dict) and kind in after]
                    ratios = {kind: round(after[kind]["p50_ms"] / before[kind]["p50_ms"], 2) for kind in kinds}
                    found.append({"world": small["world"]["name"], "from": sizes[0], "to": sizes[1], "p50": ratios})
    return found


def _answers(planted: Sequence[Asked], controls: Sequence[Asked], keys: Keys) -> dict[str, Any]:
    false = [one.question for one in controls if documented(one.answer)]
    return {
        "planted": found_by_kind(planted, keys),
        "planted_among_first_5_by_hops": found_by_hops(planted, keys),
        "hs_shown_as_possible_routes": shown_as_possible(planted, keys),
        "controls": {
            "questions": len(controls),
            "documented": len(false),
            "documented_share": round(len(false) / max(1, len(controls)), 4),
            "which": [[question.kind, question.part_number, question.made[0].isoformat()] for question in false[:10]],
        },
        "trace_ms": dict(times([*planted, *controls])),
        "misses": misses(planted, keys),
    }


def _compared(planted: Sequence[Planted], asked: Sequence[Asked], keys: Keys, tell: Tell) -> dict[str, Any]:
    """The recursive query on the first questions, and how many times slower it is than a trace of the same."""
    query = compare(planted[:RECURSIVE_QUESTIONS], keys, tell)
    own = times(asked[:RECURSIVE_QUESTIONS])["all"]
    ratios = {f"recursive_over_trace_{p}": round(query[f"{p}_ms"] / own[f"{p}_ms"], 1) for p in ("p50", "p95")}
    return {**query, "trace_same_questions": own, **ratios}


def _settle() -> None:
    """Let the database learn what is in it, as it does by itself in time."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
