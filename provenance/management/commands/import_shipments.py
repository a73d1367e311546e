"""`manage.py import_shipments FILE`: customs records and the like into the store, or with --preview only a look."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from problems import Problem
from provenance.management.layout_options import add_layout, layout_of
from provenance.operations.trade_import import ShipmentReport, import_shipments, preview_shipments
from provenance.trade_import_words import row_error

ACTOR = "system:command-line"
SHOWN_LIKELY = 20


class Command(BaseCommand):
    """Reads the file once; stores it whole or not at all. Running it twice changes nothing."""

    help = "Take a file of shipments into the store; roll_back_shipments takes it out again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, how it is laid out, and whether to store it."""
        parser.add_argument("file", type=Path, help="CSV with , ; or tabs, gzipped or not, in any usual encoding")
        add_layout(parser)
        parser.add_argument("--preview", action="store_true", help="store nothing, say what would be stored")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Progress and refused rows on standard error, a summary on standard output."""
        started = time.monotonic()
        given = {"source": options["source"], "progress": self._progress}
        try:
            layout = layout_of(options)
            if options["preview"]:
                report = preview_shipments(options["file"], layout=layout, **given)
            else:
                report = import_shipments(options["file"], layout=layout, actor=ACTOR, **given)
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self._tell_refused(report)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(report) | {"seconds": round(time.monotonic() - started, 1)}))
        else:
            self._tell(report, preview=options["preview"])

    def _tell_refused(self, report: ShipmentReport) -> None:
        for error in report.errors:
            said = _("line {line}: {error} [{code}]")
            self.stderr.write(said.format(line=error.line, error=row_error(error), code=error.code))
        if report.more_errors:
            self.stderr.write(_("... and {left} more").format(left=report.more_errors))

    def _tell(self, report: ShipmentReport, *, preview: bool) -> None:
        told = _(
            "{new} new, {already_there} already there, {refused} refused; "
            "{new_parties} new parties, {likely_names} likely names."
        )
        self.stdout.write(told.format(**report.counts()))
        self.stdout.write(_("Read as {encoding}.").format(encoding=report.encoding))
        if report.repeats:
            said = _("“{file}” has the very same rows: this is no second source.")
            self.stdout.write(said.format(file=report.repeats))
        for one in report.likely[:SHOWN_LIKELY]:
            self.stdout.write(_("“{written}” is likely “{meant}”").format(written=one.written, meant=one.taken_for))
        if len(report.likely) > SHOWN_LIKELY:
            self.stdout.write(_("... and {left} more").format(left=len(report.likely) - SHOWN_LIKELY))
        if preview:
            self.stdout.write(_("This was a preview: nothing was stored."))
        elif report.file:
            self.stdout.write(_("Stored as file {id}.").format(id=report.file))
        else:
            self.stdout.write(_("Nothing was stored, for nothing is new."))

    def _progress(self, done: int, total: int) -> None:
        share = 100 * done // max(total, 1)
        self.stderr.write(f"{done} / {total} ({share} %)", ending="\r" if sys.stderr.isatty() else "\n")


def _as_json(report: ShipmentReport) -> dict[str, Any]:
    return {
        "file": report.file,
        "encoding": report.encoding,
        "repeats": report.repeats,
        **report.counts(),
        "errors": [{"line": error.line, "code": error.code, **error.params} for error in report.errors],
        "likely": [
            {"written": one.written, "taken_for": one.taken_for, "score": round(one.score, 3)} for one in report.likely
        ],
    }
