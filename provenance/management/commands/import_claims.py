"""`manage.py import_claims FILE`: statements that goods moved into the store, or with --preview only a look."""

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from problems import Problem
from provenance.claim_import_words import claim_row_error
from provenance.importers.claim_tables import CLAIMS
from provenance.importers.table import RowError
from provenance.management.layout_options import add_layout, layout_of
from provenance.operations.claim_imports import ClaimReport, import_claims

ACTOR = "system:command-line"
SHOWN = 50


class Command(BaseCommand):
    """Stores the file whole or not at all. Running it twice changes nothing."""

    help = "Take a file of claims into the store; roll_back_claims takes it out again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, how it is laid out, and whether to store it."""
        parser.add_argument("file", type=Path, help="CSV with , ; or tabs, gzipped or not, in any usual encoding")
        add_layout(parser, CLAIMS)
        parser.add_argument("--preview", action="store_true", help="store nothing, say what would be stored")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Progress and refused rows on standard error, a summary on standard output."""
        started = time.monotonic()
        try:
            report = import_claims(
                options["file"],
                actor=ACTOR,
                layout=layout_of(options, CLAIMS),
                source=options["source"],
                preview=options["preview"],
                progress=self._progress,
            )
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self._tell_rows(report.errors)
        self._tell_rows(report.notes)
        if options["json"]:
            seconds = round(time.monotonic() - started, 1)
            self.stdout.write(json.dumps(_plain(report) | {"seconds": seconds}, ensure_ascii=False))
        else:
            self._tell(report, preview=options["preview"])

    def _tell_rows(self, rows: Sequence[RowError]) -> None:
        for row in rows[:SHOWN]:
            told = _("line {line}: {error} [{code}]")
            self.stderr.write(told.format(line=row.line, error=claim_row_error(row), code=row.code))
        if len(rows) > SHOWN:
            self.stderr.write(_("... and {left} more").format(left=len(rows) - SHOWN))

    def _tell(self, report: ClaimReport, *, preview: bool) -> None:
        told = _("{new} new, {already_there} already there, {refused} refused; {new_parties} new parties.")
        self.stdout.write(told.format(**report.counts()))
        self.stdout.write(_("Read as {encoding}.").format(encoding=report.encoding))
        if report.repeats:
            said = _("“{file}” has the very same rows: this is no second source.")
            self.stdout.write(said.format(file=report.repeats))
        if preview:
            self.stdout.write(_("This was a preview: nothing was stored."))
        elif report.file:
            self.stdout.write(_("Stored as file {id}.").format(id=report.file))
        else:
            self.stdout.write(_("Nothing was stored, for nothing is new."))

    def _progress(self, done: int, total: int) -> None:
        share = 100 * done // max(total, 1)
        self.stderr.write(f"{done} / {total} ({share} %)", ending="\r" if sys.stderr.isatty() else "\n")


def _plain(report: ClaimReport) -> dict[str, Any]:
    told = {"file": report.file, "encoding": report.encoding, "repeats": report.repeats, **report.counts()}
    rows = {"errors": report.errors, "notes": report.notes}
    return told | {
        name: [{"line": one.line, "code": one.code, "text": claim_row_error(one), **one.params} for one in some]
        for name, some in rows.items()
    }
