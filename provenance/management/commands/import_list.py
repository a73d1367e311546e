"""`manage.py import_list FORMAT FILE`: a published list becomes a version; or what it would change, or it is undone."""

import json
import sys
import time
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from problems import Problem
from provenance.importers.lists_published.formats import FORMATS
from provenance.list_words import list_row_error
from provenance.operations.list_imports import ListReport, Wish, import_list
from provenance.operations.list_roll_back import roll_back_version

SHOWN_ERRORS = 50
ACTOR = "system:command-line"


class Command(BaseCommand):
    """One file, one transaction."""

    help = "Import a version of a sanctions or export-control list, or a register of companies."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The format, the file, and what goes before what the file says."""
        parser.add_argument("format", nargs="?", choices=sorted(FORMATS), metavar="FORMAT", help=", ".join(FORMATS))
        told = "as published, gzipped or zipped or not; the tables of ofac_sdn as a folder or a zip"
        parser.add_argument("file", nargs="?", type=Path, help=told)
        parser.add_argument("--effective", default="", metavar="DATE", help="the day since which it holds, YYYY-MM-DD")
        parser.add_argument("--name", default="", help="of the list, instead of what the file says")
        parser.add_argument("--jurisdiction", default="", metavar="XX", help="whose list it is: EU, US, GB, UA...")
        parser.add_argument("--preview", action="store_true", help="change nothing, say what would change")
        parser.add_argument("--confirm-shrink", action="store_true", help="half of the list is really gone")
        parser.add_argument("--roll-back", type=UUID, metavar="VERSION", help="take the newest version of a list back")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Progress and rows refused on standard error, the summary on standard output."""
        started = time.monotonic()
        try:
            if options["roll_back"]:
                return self._roll_back(options["roll_back"])
            report = import_list(_wish(options), self._progress)
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self._errors(report)
        if options["json"]:
            seconds = round(time.monotonic() - started, 1)
            self.stdout.write(json.dumps(_plain(report) | {"seconds": seconds}, ensure_ascii=False))
        else:
            self._tell(report)
        if not report.versions:
            raise CommandError(_("No row could be read: nothing was stored."))
        return None

    def _roll_back(self, public_id: UUID) -> None:
        version = roll_back_version(public_id=str(public_id), actor=ACTOR)
        told = _("“{name}”: the version of {day} is taken back.")
        self.stdout.write(told.format(name=version.list.name, day=version.effective_on))

    def _errors(self, report: ListReport) -> None:
        for error in report.errors[:SHOWN_ERRORS]:
            said = list_row_error(error)
            self.stderr.write(_("line {line}: {code}: {error}").format(line=error.line, code=error.code, error=said))
        left = report.refused - min(SHOWN_ERRORS, len(report.errors))
        if left > 0:
            self.stderr.write(_("... and {left} more").format(left=left))

    def _tell(self, report: ListReport) -> None:
        if report.unchanged:
            self.stdout.write(_("This file is what stands already: nothing changed."))
            return
        for version in report.versions:
            told = _(
                "{name}, as of {day}: {new} new, {changed} changed, {gone} gone, {returned} returned, {same} the same."
            )
            self.stdout.write(told.format(name=version.list.name, day=version.effective_on, **version.counts))
            if not report.preview:
                self.stdout.write(_("Version {id}").format(id=version.public_id))
        told = _("{refused} rows refused; {left_out} people and ships left out; {parties} parties are new.")
        self.stdout.write(told.format(refused=report.refused, left_out=report.left_out, parties=report.new_parties))
        for name in report.shrinking:
            self.stdout.write(_("“{name}” loses half of its entries or more.").format(name=name))
        self.stdout.write(_("Read as {encoding}.").format(encoding=report.encoding))
        if report.preview:
            self.stdout.write(_("This was a preview: nothing was stored."))

    def _progress(self, done: int, total: int) -> None:
        share = 100 * done // max(total, 1)
        self.stderr.write(f"{done} / {total} ({share} %)", ending="\r" if sys.stderr.isatty() else "\n")


def _wish(options: dict[str, Any]) -> Wish:
    if not options["format"] or options["file"] is None:
        raise CommandError(_("Give a format and a file: import_list FORMAT FILE"))
    try:
        effective = date.fromisoformat(options["effective"]) if options["effective"] else None
    except ValueError as error:
        raise CommandError(_("--effective takes a day such as 2023-05-31.")) from error
    return Wish(
        path=options["file"],
        format=options["format"],
        actor=ACTOR,
        effective=effective,
        name=options["name"].strip()[:200],
        jurisdiction=options["jurisdiction"].strip().upper()[:10],
        preview=options["preview"],
        confirm_shrink=options["confirm_shrink"],
    )


def _plain(report: ListReport) -> dict[str, Any]:
    return {
        "preview": report.preview,
        "unchanged": report.unchanged,
        "versions": [
            {
                "id": str(version.public_id),
                "list": version.list.name,
                "jurisdiction": version.list.jurisdiction,
                "effective": version.effective_on.isoformat(),
                "sha256": version.sha256,
                "entries": version.entries,
                **version.counts,
            }
            for version in report.versions
        ],
        "encoding": report.encoding,
        "refused": report.refused,
        "left_out": report.left_out,
        "new_parties": report.new_parties,
        "relations": report.relations,
        "shipments": report.shipments,
        "shrinking": report.shrinking,
        "errors": [{"line": one.line, "code": one.code, **one.params} for one in report.errors[:SHOWN_ERRORS]],
    }
