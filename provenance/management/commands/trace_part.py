"""`manage.py trace_part PART_NUMBER --json`: the chains that the evidence allows. Writes nothing."""

import json
from argparse import ArgumentParser, BooleanOptionalAction
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from provenance.inexact import Inexact, day_span, week_span
from provenance.queries.trace_answers import full_answer, plain_answer
from provenance.queries.tracing import trace_part
from provenance.trace_text import lines
from provenance.tracing.signs import Signs


class Command(BaseCommand):
    """Trace one part from its maker onward."""

    help = "Show the chains of hands a part may have passed through, what speaks for each, and what was in force when."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The part, when it was made and recovered, and what was seen on it."""
        parser.add_argument("part_number")
        parser.add_argument("--manufacturer", default="")
        parser.add_argument("--date-code", default="", help="year and week of making, YYWW")
        parser.add_argument("--recovered", default="", help="day of recovery, YYYY-MM-DD; a month or a year will do")
        parser.add_argument("--lot", default="", help="lot code, as printed")
        parser.add_argument("--as-of", default="", help="leave out listings, controls and exits after this day")
        parser.add_argument("--desoldered", action=BooleanOptionalAction, help="traces of removal from another board")
        parser.add_argument(
            "--lettering-contradicts", action=BooleanOptionalAction, help="lettering against the maker's scheme"
        )
        parser.add_argument("--lot-date-code", action="append", default=[], help="a date code found on this lot")
        parser.add_argument("--last-made", default="", help="last day on which the maker made the part")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one JSON object, or lines to read."""
        recovered = _day("--recovered", options["recovered"])
        answer = trace_part(
            part_number=options["part_number"],
            manufacturer=options["manufacturer"],
            made=_week(options["date_code"], recovered),
            recovered=recovered,
        )
        signs = Signs(
            desoldered=options["desoldered"],
            lettering_contradicts=options["lettering_contradicts"],
            lot_date_codes=tuple(options["lot_date_code"]),
            last_made=_day("--last-made", options["last_made"]),
        )
        stored = full_answer(answer, signs=signs, lot=options["lot"], as_of=_day("--as-of", options["as_of"]))
        plain = plain_answer(stored)
        self.stdout.write(json.dumps(plain, ensure_ascii=False) if options["json"] else "\n".join(lines(plain)))


def _day(option: str, text: str) -> date | None:
    """The day, or the last day of the month or year that is written: nothing is known to be earlier."""
    try:
        return day_span(text)[1]
    except Inexact as error:
        raise CommandError(
            _("%(option)s must be a day such as 2023-06-01, not %(text)r") % {"option": option, "text": text}
        ) from error


def _week(code: str, recovered: date | None) -> tuple[date | None, date | None]:
    try:
        return week_span(code, recovered or date.today())  # noqa: DTZ011 - a calendar day, compared with calendar days
    except Inexact as error:
        raise CommandError(
            _("--date-code must be four digits YYWW such as 2135, not %(text)r") % {"text": code}
        ) from error
