"""`manage.py renew_keys`: after an upgrade that makes keys of names by other rules, makes the stored ones anew."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from provenance.operations.key_renewal import renew_keys


class Command(BaseCommand):
    """May be stopped and run again; changes nothing where nothing is old."""

    help = "Make the keys under which names meet and texts are searched anew where they are of older rules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to write."""
        parser.add_argument("--check", action="store_true", help="change nothing, count old keys; ends with 1 if any")

    def handle(self, *args: Any, **options: Any) -> None:
        """Progress on standard error, a line for each column on standard output."""
        old = 0
        for one in renew_keys(actor="system:command-line", check=options["check"], progress=self._progress):
            told = _("{table}.{column}: {read} read, {old} old")
            self.stdout.write(told.format(table=one.table, column=one.column, read=one.read, old=one.old))
            old += one.old
        if options["check"] and old:
            raise SystemExit(1)

    def _progress(self, done: int, total: int) -> None:
        share = 100 * done // max(total, 1)
        self.stderr.write(f"{done} / {total} ({share} %)", ending="\r" if sys.stderr.isatty() else "\n")
