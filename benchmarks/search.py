"""`python -m benchmarks.search LIST --parts 1000000`: how long the search field takes to answer, over HTTP, as JSON.

A database of its own of the kind that the settings name (SQLite, or CHIPTRAIL_DATABASE_URL), with the parts of a list
(and ordering variants of them above its length), readings and parties; a seeded mixture of what people type is asked,
as the page and as the short list under the field. LIST: CSV or TSV with mpn, manufacturer, category, gzipped or not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

WARM = 30


def main() -> None:
    """Build the world, ask, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("list", type=Path)
    parser.add_argument("--parts", type=int, default=1_000_000)
    parser.add_argument("--readings", type=int, default=50_000)
    parser.add_argument("--parties", type=int, default=5_000)
    parser.add_argument("--each", type=int, default=40, help="texts of each kind")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chiptrail-benchmark-") as folder:
        os.environ.setdefault("CHIPTRAIL_DATA_DIR", folder)
        os.environ.setdefault("CHIPTRAIL_DATABASE_URL", f"sqlite:///{folder}/unused.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
        import django

        django.setup()
        from provenance.management.benchmarking.database import temporary_database

        with temporary_database():
            sys.stdout.write(json.dumps(_measured(options), indent=2, ensure_ascii=False) + "\n")


def _measured(options: argparse.Namespace) -> dict[str, Any]:
    from django.db import connection

    from benchmarks.search_world import build, typed

    dice = random.Random(options.seed)  # noqa: S311 - a made world, no secret
    began = time.perf_counter()
    world = build(options, dice)
    built = time.perf_counter() - began
    texts = typed(world, options.each, dice)
    dice.shuffle(texts)
    load = os.getloadavg()[0]
    report = {asked: _asked(world.user, texts, htmx=asked == "list") for asked in ("page", "list")}
    return {
        "database": connection.vendor,
        "parts": world.parts_stored,
        "readings": options.readings,
        "parties": options.parties,
        "built_s": round(built, 1),
        "load_before": round(load, 2),
        "load_after": round(os.getloadavg()[0], 2),
        **report,
    }


def _asked(user: Any, texts: list[tuple[str, str]], *, htmx: bool) -> dict[str, Any]:
    """Milliseconds of the whole answer, and of this process's own work in it, by kind of text."""
    from django.test import Client

    client = Client(headers={"hx-request": "true"} if htmx else {}, SERVER_NAME="localhost")
    client.force_login(user)
    for _kind, text in texts[:WARM]:
        client.get("/parts/", {"q": text})
    taken: dict[str, list[float]] = {}
    worked: list[float] = []
    slowest: list[tuple[float, str]] = []
    for kind, text in texts:
        began, work = time.perf_counter(), time.process_time()
        answer = client.get("/parts/", {"q": text})
        milliseconds = (time.perf_counter() - began) * 1000
        worked.append((time.process_time() - work) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.status_code} for {text!r}")
        taken.setdefault(kind, []).append(milliseconds)
        slowest.append((round(milliseconds, 1), text))
    every = [one for each in taken.values() for one in each]
    return {
        "answers": len(every),
        **_percentiles(every),
        "processor": _percentiles(worked),
        "by_kind": {kind: _percentiles(each) for kind, each in sorted(taken.items())},
        "slowest": sorted(slowest, reverse=True)[:5],
    }


def _percentiles(milliseconds: list[float]) -> dict[str, float]:
    ranked = sorted(milliseconds)
    return {f"p{p}_ms": round(ranked[min(len(ranked) - 1, len(ranked) * p // 100)], 1) for p in (50, 95, 99)}


if __name__ == "__main__":
    main()
