"""`python -m benchmarks.tracing --shipments 100000`: how long a trace takes, and whether planted chains are found.

A seeded world in a database of its own (SQLite in a temporary folder, or CHIPTRAIL_DATABASE_URL): parties with
hubs, one part in twenty rows named, planted chains of 1 to 4 hops, each with decoys that break one rule. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

START = date(2020, 1, 1)
DAYS = 4 * 365
MAKERS, DISTRIBUTORS, PARTS, PLANTED = 10, 40, 400, 150
HS = ("854231", "854232", "854233", "854239", "854110", "854129")


@dataclass(frozen=True, slots=True)
class Planted:
    """A chain that is in the world: the question, and the keys of the parties from the distributor on."""

    kind: str
    part_number: str
    manufacturer: str
    made: date
    recovered: date
    parties: tuple[str, ...]


def main() -> None:
    """Build the world, trace every planted chain, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shipments", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _start_django(Path(folder))
        from benchmarks.tracing_world import build

        began = time.perf_counter()
        planted = build(options.shipments, random.Random(options.seed))  # noqa: S311 - a made world, no secret
        built = time.perf_counter() - began
        sys.stdout.write(json.dumps(_measure(planted, options.shipments, built), indent=2) + "\n")


def _start_django(folder: Path) -> None:
    os.environ.setdefault("CHIPTRAIL_DATA_DIR", str(folder))
    os.environ.setdefault("CHIPTRAIL_DATABASE_URL", f"sqlite:///{folder}/benchmark.sqlite3")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _measure(planted: list[Planted], shipments: int, built: float) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from provenance.queries.tracing import trace_part

    seconds: dict[str, list[float]] = {}
    processor: list[float] = []
    hits: dict[str, list[bool]] = {}
    queries = documented = 0
    for chain in planted:
        began, worked = time.perf_counter(), time.process_time()
        with CaptureQueriesContext(connection) as seen:
            answer = trace_part(
                part_number=chain.part_number,
                manufacturer=chain.manufacturer,
                made=(chain.made, chain.made + timedelta(days=6)),
                recovered=chain.recovered,
            )
        seconds.setdefault(chain.kind, []).append(time.perf_counter() - began)
        processor.append(time.process_time() - worked)
        queries = max(queries, len(seen))
        found = [tuple(p.key for p in c.parties)[-len(chain.parties) :] for c in answer.chains[:5]]
        hits.setdefault(chain.kind, []).append(chain.parties in found)
        documented += sum(c.tier == "documented" for c in answer.chains)
    every = [one for each in seconds.values() for one in each]
    return {
        "shipments": shipments,
        "database": connection.vendor,
        "built_s": round(built, 1),
        "traces": len(every),
        "trace_ms": _percentiles(every),
        "trace_processor_ms": _percentiles(processor),
        "trace_ms_by_kind": {kind: _percentiles(each) for kind, each in seconds.items()},
        "planted_among_first_5": {kind: round(sum(each) / len(each), 3) for kind, each in hits.items()},
        "queries_at_most": queries,
        "documented_chains_where_none_was_planted": documented,
    }


def _percentiles(seconds: list[float]) -> dict[str, float]:
    ranked = sorted(seconds)
    p95 = ranked[min(len(ranked) - 1, int(len(ranked) * 0.95))]
    return {"p50": round(statistics.median(ranked) * 1000, 1), "p95": round(p95 * 1000, 1)}


if __name__ == "__main__":
    main()
