"""`manage.py import_relations FILE`: who is whose distributor, owner, brand or successor."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from problems import Problem
from provenance.importers.table import RowError
from provenance.list_words import list_row_error
from provenance.operations.relation_imports import import_relations

ACTOR = "system:command-line"
SHOWN_ERRORS = 50


class Command(BaseCommand):
    """One file, one transaction."""

    help = (
        "Import relations: party, relation, other_party, from, to, territory, source. Running it twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--preview", action="store_true", help="store nothing, say what would be stored")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rows refused on standard error, the summary on standard output."""
        try:
            report = import_relations(options["file"], actor=ACTOR, preview=options["preview"])
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self._tell_rows(report.errors)
        self._tell_rows(report.notes)
        if options["json"]:
            rows = {"errors": _plain(report.errors), "notes": _plain(report.notes), "preview": options["preview"]}
            self.stdout.write(json.dumps(asdict(report) | rows, ensure_ascii=False))
            return
        told = _(
            "{created} relations new, {changed} changed, {unchanged} the same, {left_out} left out; "
            "{parties} parties new."
        )
        self.stdout.write(
            told.format(
                created=report.created,
                changed=report.changed,
                unchanged=report.unchanged,
                left_out=len(report.errors),
                parties=report.new_parties,
            )
        )
        self.stdout.write(_("Read as {encoding}.").format(encoding=report.encoding))
        if options["preview"]:
            self.stdout.write(_("This was a preview: nothing was stored."))

    def _tell_rows(self, rows: Sequence[RowError]) -> None:
        for row in rows[:SHOWN_ERRORS]:
            said = list_row_error(row)
            self.stderr.write(_("line {line}: {code}: {error}").format(line=row.line, code=row.code, error=said))
        if len(rows) > SHOWN_ERRORS:
            self.stderr.write(_("... and {left} more").format(left=len(rows) - SHOWN_ERRORS))


def _plain(rows: Sequence[RowError]) -> list[dict[str, Any]]:
    return [{"line": row.line, "code": row.code, **row.params} for row in rows]
