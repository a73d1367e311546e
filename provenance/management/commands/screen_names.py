"""`manage.py screen_names --as-of DAY --json`: names on standard input, one a line; an answer a line. Kept as a run."""

import io
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from problems import Problem
from provenance.operations.screening import answers, begin_run
from provenance.queries.screening import LONGEST
from provenance.screening_words import DECISIONS, spoken

TOLD_EVERY = 1000
_LONGEST_LINE = 8 * LONGEST


class Command(BaseCommand):
    """Screen names against all parties that were ever on a list."""

    help = "Say which listed parties names may be, as of a day, and why. Reads one name a line; keeps what it answers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day and the way of answering."""
        parser.add_argument("--as-of", default="", help="listings in force on this day, YYYY-MM-DD; today if not given")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--actor", default="system:command-line", help="who screens, for the record")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer line by line; progress on standard error where there are many."""
        as_of = _day(options["as_of"])
        count = 0
        try:
            run = begin_run(as_of=as_of, actor=options["actor"][:120])
            for answer in answers(run, _lines(sys.stdin)):
                said = spoken(answer)
                self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else "\n".join(_told(said)))
                count += 1
                if count % TOLD_EVERY == 0:
                    self.stderr.write(_("{count} names screened").format(count=count))
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self.stderr.write(_("Kept as screening {run}.").format(run=run.public_id))


def _lines(source: IO[str]) -> Iterator[str]:
    """The lines of standard input as UTF-8; bytes that are none are shown as such, too long a line is cut."""
    raw = getattr(source, "buffer", None)
    text = io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline=None) if raw else source
    while line := text.readline(_LONGEST_LINE):
        rest = line
        while not rest.endswith("\n") and (rest := text.readline(_LONGEST_LINE)):
            line = line[: LONGEST + 1]
        yield line


def _day(text: str) -> date:
    if not text:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(_("--as-of must be a day such as 2024-05-31, not %(text)r") % {"text": text}) from error


def _told(answer: dict[str, Any]) -> Iterator[str]:
    if "error" in answer:
        yield f"{answer['name']}: {answer['error']['text']}"
        return
    yield f"{answer['name']}: " + (_("no party found") if not answer["matches"] else "")
    for match in answer["matches"]:
        listed = ", ".join(f"{one['list']} ({one['from'] or '?'} - {one['to'] or ''})" for one in match["listed"])
        yield f"  {match['score']:.3f} {DECISIONS[match['decision']]}: {match['party']}"
        yield "    " + (listed or _("not listed on that day"))
        yield from (f"    {reason['text']}" for reason in match["reasons"])
