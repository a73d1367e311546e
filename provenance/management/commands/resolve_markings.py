"""`manage.py resolve_markings --json`: markings from standard input to parts. Writes nothing."""

import io
import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from provenance.plain import plain_resolution
from provenance.queries.catalogue import DatabaseCatalogue
from provenance.resolving import resolve

SEPARATOR = "|"


class Command(BaseCommand):
    """One marking a line of standard input, its own lines separated by `|`."""

    help = "Resolve markings from standard input (one a line, its lines separated by |). Writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--json`: one JSON object a line, as a program reads it."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer each marking as soon as it comes; bytes that are no UTF-8 are replaced, never an error."""
        catalogue = DatabaseCatalogue()
        for line in io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="\n"):
            marking = line.rstrip("\r\n")
            resolution = resolve(marking.split(SEPARATOR), catalogue, corrections=catalogue.corrections)
            answer = {"marking": marking, **plain_resolution(resolution)}
            self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else _sentence(answer))


def _sentence(answer: dict[str, Any]) -> str:
    candidates = [f"{one['part_number']} ({one['manufacturer'] or '?'})" for one in answer["candidates"]]
    return f"{answer['marking']}: {answer['decision']}: {', '.join(candidates) or '-'}"
