"""`manage.py import_parts FILE`: a list of parts into the catalogue, or with --preview only what it would do."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from problems import Problem
from provenance.import_words import row_error
from provenance.importers.parts import FIELDS
from provenance.importers.table import RowError
from provenance.models import CatalogueImport, ImportFormat
from provenance.operations.importing import applied, previewed

SHOWN_ERRORS = 20
ACTOR = "system:command-line"


class Command(BaseCommand):
    """The steps of the import pages in one go."""

    help = "Take a list of parts into the catalogue; roll_back_import takes it out again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, what it is, and whether to apply it."""
        parser.add_argument("file", type=Path, help="a file, gzipped or not; of KiCad also a zip or folder")
        parser.add_argument("--format", choices=ImportFormat.values, default=ImportFormat.TABLE.value)
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help=f"column of a table for one of {', '.join(FIELDS)}; guessed from the header when left out",
        )
        parser.add_argument("--source", default="", help="slug of the source; the file's name when left out")
        parser.add_argument("--complete", action="store_true", help="parts of the source that it lacks are gone")
        parser.add_argument("--preview", action="store_true", help="change nothing, say what would change")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show progress on standard error and a summary on standard output."""
        started = time.monotonic()
        try:
            row = previewed(
                path=options["file"],
                wanted=options["format"],
                source=options["source"],
                columns=_columns(options["map"]),
                complete=options["complete"],
                actor=ACTOR,
                progress=self._progress,
            )
            if not options["preview"]:
                row = applied(row, actor=ACTOR, progress=self._progress)
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        if options["json"]:
            told = {"import": str(row.public_id), "state": row.state, **row.counts}
            self.stdout.write(json.dumps(told | {"seconds": round(time.monotonic() - started, 1)}))
        else:
            self._tell(row)

    def _tell(self, row: CatalogueImport) -> None:
        for error in row.errors[:SHOWN_ERRORS]:
            said = row_error(RowError(error["line"], error["code"], error["params"]))
            self.stderr.write(_("line {line}: {error}").format(line=error["line"], error=said))
        left = row.counts["left_out"] - min(SHOWN_ERRORS, len(row.errors))
        if left > 0:
            self.stderr.write(_("... and {left} more").format(left=left))
        told = _(
            "{rows} rows read: {new} parts new, {changed} changed, {gone} gone, {same} the same, "
            "{known} known from other sources, {left_out} left out."
        )
        self.stdout.write(told.format(**row.counts))
        self.stdout.write(_("Import {id}: {state}.").format(id=row.public_id, state=row.get_state_display()))

    def _progress(self, done: int, total: int) -> None:
        share = 100 * done // max(total, 1)
        self.stderr.write(f"{done} / {total} ({share} %)", ending="\r" if sys.stderr.isatty() else "\n")


def _columns(given: list[str]) -> dict[str, str] | None:
    pairs = [text.partition("=") for text in given]
    wrong = [text for text, (field, equals, _column) in zip(given, pairs, strict=True)
             if not equals or field not in (*FIELDS, "mpn")]  # fmt: skip
    if wrong:
        told = _("--map takes FIELD=COLUMN with one of these fields: {fields}")
        raise CommandError(told.format(fields=", ".join(FIELDS)))
    return {"number" if field == "mpn" else field: column for field, _equals, column in pairs} or None
