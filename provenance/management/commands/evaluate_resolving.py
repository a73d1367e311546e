"""`manage.py evaluate_resolving [COMPONENTS.csv]`: how often a published marking names its maker."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from problems import Problem
from provenance.evaluation.catalogues import catalogue
from provenance.evaluation.judging import judged
from provenance.evaluation.report import report
from provenance.management.evaluation.asking import USUAL, asked_components
from provenance.management.evaluation.table import table
from provenance.partnumbers.makers import known_makers


class Command(BaseCommand):
    """Figures over published components, with the shipped catalogue or with a part list beside it."""

    help = "Measure how well published components are told their makers. Writes nothing to the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The components, the catalogue, and how much to show."""
        parser.add_argument("components", nargs="?", type=Path, default=USUAL)
        parser.add_argument("--catalogue", type=Path, default=None, metavar="LIST", help="a part list besides ours")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N misses with what was said")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print."""
        try:
            components = asked_components(options["components"])
            told, _parts = catalogue(options["catalogue"])
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        started = time.process_time()
        verdicts = judged(components, told, known_makers())
        spent = time.process_time() - started
        answer = {"parts": len(told), **report(verdicts), "cpu_milliseconds": round(1000 * spent / len(verdicts), 2)}
        if options["json"]:
            shown = {**answer, **{key: answer[key][: options["misses"]] for key in ("misses", "taken")}}
            self.stdout.write(json.dumps(shown, ensure_ascii=False))
        else:
            self.stdout.write(table(answer, misses=options["misses"]))
