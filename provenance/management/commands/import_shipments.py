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
from provenance.importers.trade_cells import DATE_ORDERS, Style
from provenance.importers.trade_columns import OURS, Layout, mapping_of, read_mapping
from provenance.operations.trade_import import ShipmentReport, import_shipments, preview_shipments
from provenance.trade_import_words import row_error

ACTOR = "system:command-line"
SHOWN_LIKELY = 20


class Command(BaseCommand):
    """Reads the file once; stores it whole or not at all. Running it twice changes nothing."""

    help = "Take a file of shipments into the store; roll_back_shipments takes it out again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, how it is laid out, and whether to store it."""
        parser.add_argument("file", type=Path, help="CSV with , ; or tabs, gzipped or not, UTF-8 or Windows-1251")
        parser.add_argument("--mapping", type=Path, help="JSON object or CSV of two columns: ours, theirs")
        parser.add_argument(
            "--map", action="append", default=[], metavar="OURS=THEIRS", help=f"one column; ours: {', '.join(OURS)}"
        )
        parser.add_argument("--date-format", choices=DATE_ORDERS, default="", help="how days with slashes are written")
        parser.add_argument("--decimal", choices=(",", "."), default="", help="the decimal sign, where it is unclear")
        parser.add_argument("--delimiter", default="", help="found out when left out")
        parser.add_argument("--source", default="", help="source of rows that name none; the file's name when left out")
        parser.add_argument("--preview", action="store_true", help="store nothing, say what would be stored")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Progress and refused rows on standard error, a summary on standard output."""
        started = time.monotonic()
        given = {"source": options["source"], "progress": self._progress}
        try:
            layout = _layout(options)
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


def _layout(options: dict[str, Any]) -> Layout:
    mapping = read_mapping(options["mapping"]) if options["mapping"] else {}
    mapping |= mapping_of((one, other) for one, _sign, other in (text.partition("=") for text in options["map"]))
    style = Style(date_order=options["date_format"], decimal=options["decimal"])
    return Layout(mapping, style, options["delimiter"].replace("\\t", "\t"))


def _as_json(report: ShipmentReport) -> dict[str, Any]:
    return {
        "file": report.file,
        **report.counts(),
        "errors": [{"line": error.line, "code": error.code, **error.params} for error in report.errors],
        "likely": [
            {"written": one.written, "taken_for": one.taken_for, "score": round(one.score, 3)} for one in report.likely
        ],
    }
