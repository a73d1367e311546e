"""`manage.py benchmark_tracing --shipments N`: whether planted chains are found among N shipments, and how fast.

It makes a database of its own, SQLite or PostgreSQL as the settings say; the data in use are not touched.
"""

import json
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from problems import Problem
from provenance.management.benchmarking.database import temporary_database
from provenance.management.benchmarking.problems import NoTemporaryDatabase, NothingToMeasure
from provenance.management.benchmarking.tracing_report import PARTS, growth, report

WORLDS = ("usual", "hard")


class Command(BaseCommand):
    """Make a world, import it, ask its questions, and report."""

    help = "Measure tracing in a made world of N shipments, in a temporary database of the configured kind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The sizes, the worlds, and what to leave out."""
        parser.add_argument("--shipments", type=int, required=True, nargs="+", metavar="N", help="one size or several")
        parser.add_argument(
            "--world", choices=(*WORLDS, "both"), default=WORLDS[0], help="the harder one has other rules"
        )
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--only", choices=PARTS, action="append", help="of the figures beyond the questions' own")
        parser.add_argument("--files", type=Path, metavar="FOLDER", help="keep the made files here and use them again")
        parser.add_argument("--questions", type=int, metavar="N", help="ask the first N of each sort only")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output, as without it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print."""
        if min(options["shipments"]) < 1:
            raise CommandError(str(NothingToMeasure()))
        worlds = WORLDS if options["world"] == "both" else (options["world"],)
        reports = [
            self._one(name, shipments, options) for name in worlds for shipments in sorted(set(options["shipments"]))
        ]
        grown = growth(reports)
        whole = reports[0] if len(reports) == 1 else {"worlds": reports, **({"growth": grown} if grown else {})}
        self.stdout.write(json.dumps(whole, indent=1, ensure_ascii=False))

    def _one(self, name: str, shipments: int, options: dict[str, Any]) -> dict[str, Any]:
        with tempfile.TemporaryDirectory(prefix="chiptrail-benchmark-") as temporary:
            folder = (options["files"] or Path(temporary)) / f"{name}-{shipments}-{options['seed']}"
            try:
                with temporary_database():
                    return report(name, shipments, folder, options, self._tell)
            except DatabaseError as error:
                raise CommandError(str(NoTemporaryDatabase(detail=error))) from error
            except (Problem, CalledProcessError) as problem:
                raise CommandError(str(problem)) from problem

    def _tell(self, text: str) -> None:
        """Progress, on one line of a terminal."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{text:<78}", ending="")
