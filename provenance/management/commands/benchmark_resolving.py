"""`manage.py benchmark_resolving --parts N`: how well and how fast noisy markings are found among N parts.

It makes a database of its own, SQLite or PostgreSQL as the settings say; the catalogue in use is not touched.
"""

import json
import random
import resource
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from problems import Problem
from provenance.importers.parts import PartRow
from provenance.management.benchmarking.database import bytes_of_parts, temporary_database
from provenance.management.benchmarking.listing import drawn, write
from provenance.management.benchmarking.measuring import looked_up, noisy, percentiles, resolved
from provenance.management.benchmarking.noise import LEVELS
from provenance.management.benchmarking.problems import NoTemporaryDatabase, NothingToMeasure
from provenance.models import Part
from provenance.operations.importing import import_parts
from provenance.queries.catalogue import DatabaseCatalogue

USUAL = Path(__file__).resolve().parents[4] / "shared" / "eval" / "catalogue.tsv.gz"
"""Beside the project, where there is one; never part of it."""
_DRAWN_FOR_ONE = 3
_WARM = 30


class Command(BaseCommand):
    """Import a list of the size asked for, look up noisy markings of its parts, and report."""

    help = "Measure the look-up of noisy markings among N parts, in a temporary database of the configured kind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The size, the noise, and how much to ask."""
        parser.add_argument("--parts", type=int, required=True, nargs="+", metavar="N", help="one size or several")
        parser.add_argument("--catalogue", type=Path, default=USUAL, metavar="LIST", help="real parts to begin with")
        parser.add_argument("--noise", choices=LEVELS, action="append", help="only these levels")
        parser.add_argument("--markings", type=int, default=1000, help="markings of each level")
        parser.add_argument("--resolved", type=int, default=200, help="of them, how many to resolve in full as well")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print."""
        try:
            reports = [_report({**options, "parts": parts}) for parts in options["parts"]]
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        if options["json"]:
            self.stdout.write(json.dumps(reports[0] if len(reports) == 1 else {"sizes": reports}))
        else:
            self.stdout.write("\n\n".join(map(_table, reports)))


def _report(options: dict[str, Any]) -> dict[str, Any]:
    if options["parts"] < 1 or options["markings"] < 1:
        raise NothingToMeasure
    try:
        with temporary_database():
            return _measured(options)
    except DatabaseError as error:
        raise NoTemporaryDatabase(detail=error) from error


def _measured(options: dict[str, Any]) -> dict[str, Any]:
    imported, rows = _imported(options)
    catalogue = DatabaseCatalogue()
    levels: dict[str, Any] = {}
    times: list[float] = []
    for level in options["noise"] or LEVELS:
        markings = noisy(rows, level, options["markings"], options["seed"])
        looked_up(markings[:_WARM], catalogue)
        figures = looked_up(markings, catalogue)
        times += figures.milliseconds
        whole = resolved(markings[: options["resolved"]], catalogue)
        levels[level] = {**figures.report(), "resolved": whole}
    return {**imported, "seed": options["seed"], **percentiles(times), "levels": levels}


def _imported(options: dict[str, Any]) -> tuple[dict[str, Any], list[PartRow]]:
    """Import the list; what that took, and the parts to mark, in random order."""
    dice = random.Random(options["seed"])  # noqa: S311
    count = min(options["parts"], _DRAWN_FOR_ONE * options["markings"])
    with tempfile.TemporaryDirectory(prefix="chiptrail-benchmark-") as folder:
        path = Path(folder) / "parts.tsv"
        kept = set(dice.sample(range(options["parts"]), count))
        rows = write(drawn(options["catalogue"], options["parts"], options["seed"]), path, kept)
        dice.shuffle(rows)
        started = time.perf_counter()
        import_parts(path=path, actor="system:command-line")
        seconds = time.perf_counter() - started
    return {
        "database": connection.vendor,
        "parts": Part.objects.count(),
        "import_seconds": round(seconds, 1),
        "peak_memory_mb": round(_peak_bytes() / 1e6),
        "size_mb": round(bytes_of_parts() / 1e6, 1),
    }, rows


def _peak_bytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak


def _table(report: dict[str, Any]) -> str:
    whole = _("{parts} parts in {database}, {size_mb} MB, imported in {import_seconds} s, peak {peak_memory_mb} MB")
    lines = [
        whole.format(**report),
        f"{_('noise'):<10} {'@1':>6} {'@5':>6} {_('maker'):>6} {'p50 ms':>8} {'p99 ms':>8}",
    ]
    row = "{name:<10} {recall_at_1:6} {recall_at_5:6} {right_maker_at_1:6} {p50_ms:8} {p99_ms:8}"
    for name, figures in report["levels"].items():
        lines.append(row.format(name=name, **figures))
        lines.append(row.format(name="  " + _("in full"), **figures["resolved"]))
    return "\n".join([*lines, f"{_('all'):<10} {report['p50_ms']:>29} {report['p99_ms']:8}"])
