"""`manage.py search_parts NUMBER [--json]`: ask the operator's part search service. It learns the number."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from problems import Problem
from provenance.operations.part_search import ask_outside
from provenance.queries.part_search import Answered


class Command(BaseCommand):
    """What an outside service lists about a part number: its words, none of ours."""

    help = (
        "Ask an outside service (Nexar, with the operator's own key) about a part number. The service learns the "
        "number; the ledger says who asked. An answer that is still fresh is shown again and nothing is sent."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The number, and how to show the answer."""
        parser.add_argument("number")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one JSON object, or lines to read."""
        if sys.stderr.isatty():
            self.stderr.write("Asking; this takes a few seconds, at most half a minute.")
        try:
            answered = ask_outside(number=options["number"], actor="system:command-line")
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(_as_json(answered) if options["json"] else "\n".join(_lines(answered)))


def _as_json(answered: Answered) -> str:
    return json.dumps(asdict(answered), ensure_ascii=False, default=lambda moment: moment.isoformat())


def _lines(answered: Answered) -> list[str]:
    shown = ngettext("%(n)d of %(hits)d part", "%(n)d of %(hits)d parts", answered.hits)
    lines = [
        f"{answered.service}, {answered.asked_at:%Y-%m-%d %H:%M:%S} UTC, sha256 {answered.sha256}",
        shown % {"n": len(answered.parts), "hits": answered.hits} + (" (partial)" if answered.partial else ""),
    ]
    for part in answered.parts:
        lines.append(f"{part.number}  {part.manufacturer}  {part.category}  {part.lifecycle}".rstrip())
        lines += [f"   {link}" for link in (part.page_url, part.datasheet_url) if link]
        lines += [f"   {one.standing.value}: {one.name} {one.country}".rstrip() for one in part.sellers]
    return lines
