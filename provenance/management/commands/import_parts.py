"""`manage.py import_parts FILE`: add parts to the catalogue from a CSV or TSV file, gzipped or not."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from problems import Problem
from provenance.operations.importing import import_parts

SHOWN_ERRORS = 20


class Command(BaseCommand):
    """Parts that are there already stay as they are."""

    help = "Add parts from a CSV or TSV file (columns mpn, manufacturer, category), gzipped or not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and who imports it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="slug of the source; the file's name when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show progress on standard error and a summary on standard output."""
        try:
            done = import_parts(
                path=options["file"], source=options["source"], actor="system:command-line", progress=self._progress
            )
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        for error in done.errors[:SHOWN_ERRORS]:
            self.stderr.write(f"line {error.line}: {error.code} {dict(error.params)}")
        if len(done.errors) > SHOWN_ERRORS:
            self.stderr.write(f"... and {len(done.errors) - SHOWN_ERRORS} more")
        self.stdout.write(
            f"{done.rows} rows read, {done.added} parts added, {done.known} known already, {len(done.errors)} left out."
        )

    def _progress(self, rows: int) -> None:
        self.stderr.write(f"{rows} rows", ending="\r" if sys.stderr.isatty() else "\n")
