"""`manage.py import_relations FILE`: who is whose distributor, owner, brand or successor."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from problems import Problem
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
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rows refused on standard error, the summary on standard output."""
        try:
            report = import_relations(options["file"], actor=ACTOR)
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        for error in report.errors[:SHOWN_ERRORS]:
            said = list_row_error(error)
            self.stderr.write(_("line {line}: {code}: {error}").format(line=error.line, code=error.code, error=said))
        if options["json"]:
            errors = [{"line": one.line, "code": one.code, **one.params} for one in report.errors]
            self.stdout.write(json.dumps(asdict(report) | {"errors": errors}, ensure_ascii=False))
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
