"""`manage.py import_photos SOURCE`: photos that a team has already, from folders, ZIPs, ODK and Kobo."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from problems import Problem
from teardowns.operations.photo_imports import ImportReport, import_photos, preview_photos
from teardowns.photo_import_words import located, said
from teardowns.queries.importers import importer


class Command(BaseCommand):
    """Takes what can be taken and tells what cannot, with its line. Running it twice changes nothing."""

    help = "Import photos: a folder or ZIP with a CSV or with a folder for each teardown; submissions of ODK and Kobo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The source, and whose it is."""
        parser.add_argument("source", type=Path, help="a folder or a ZIP file")
        parser.add_argument("--team", default="", metavar="SLUG", help="organisation: slug, name or id")
        parser.add_argument("--person", default="", metavar="LOGIN", help="the member in whose name, when not the only")
        parser.add_argument("--preview", action="store_true", help="store nothing, say what would be stored")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Progress and what was refused on standard error, a summary on standard output."""
        started = time.monotonic()
        take = preview_photos if options["preview"] else import_photos
        try:
            principal = importer(options["team"], options["person"])
            report = take(principal=principal, source=options["source"], progress=self._progress)
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        for fault in report.faults:
            self.stderr.write(f"{located(fault)} [{fault.code}]")
        if options["json"]:
            seconds = round(time.monotonic() - started, 1)
            self.stdout.write(json.dumps(_as_json(report) | {"preview": options["preview"], "seconds": seconds}))
        else:
            self._tell(report, preview=options["preview"])

    def _tell(self, report: ImportReport, *, preview: bool) -> None:
        told = _(
            "Teardowns: {teardowns_new} new, {teardowns_known} known. "
            "Photos: {photos_new} new, {photos_known} already there, {refused} refused."
        )
        self.stdout.write(told.format(**report.counts()))
        if preview:
            self.stdout.write(_("This was a preview: nothing was stored."))

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"{done} / {total}", ending="\r" if sys.stderr.isatty() and done < total else "\n")


def _as_json(report: ImportReport) -> dict[str, Any]:
    return {
        "teardowns": {"new": report.teardowns_new, "known": report.teardowns_known},
        "photos": {"new": report.photos_new, "known": report.photos_known, "refused": len(report.refused)},
        "errors": [
            {
                "file": fault.file,
                "line": fault.line or None,
                "code": fault.code,
                "message": said(fault),
                "taken": fault.note,
                **{key: value for key, value in fault.params.items() if key in ("name", "value", "kind")},
            }
            for fault in report.faults
        ],
    }
