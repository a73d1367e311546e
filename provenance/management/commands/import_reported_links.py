"""`manage.py import_reported_links [FILE]`: links that investigations published, as claims; without a file, ours."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from problems import Problem
from provenance.link_words import link_error
from provenance.operations.reported_links import SHIPPED, import_reported_links


class Command(BaseCommand):
    """Store reported links, one claim for each consignee."""

    help = "Store links between shippers and consignees as published: inexact dates and amounts are kept as such."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and how to report."""
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED)
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was new, what was there, and why rows were left out."""
        try:
            report = import_reported_links(options["file"], actor="system:command-line")
        except Problem as problem:
            raise CommandError(" ".join(problem.sentences())) from problem
        left_out = [{"line": one.line, "code": one.code, "text": link_error(one)} for one in report.errors]
        if options["json"]:
            said = {"created": report.created, "unchanged": report.unchanged, "left_out": left_out}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        for one in left_out:
            self.stdout.write(f"{one['line']}: {one['text']}")
        self.stdout.write(f"{report.created} new, {report.unchanged} already there, {len(left_out)} left out")
