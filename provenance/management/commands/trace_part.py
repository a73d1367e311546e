"""`manage.py trace_part PART_NUMBER --json`: the chains that the evidence allows. Writes nothing."""

import json
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from provenance.queries.tracing import JSON, plain_answer, trace_part
from provenance.tracing.stored import stored


class Command(BaseCommand):
    """Trace one part from its maker onward."""

    help = "Show the chains of hands a part may have passed through. Writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Part number, maker, date code (YYWW) and day of recovery."""
        parser.add_argument("part_number")
        parser.add_argument("--manufacturer", default="")
        parser.add_argument("--date-code", default="", help="year and week of making, YYWW")
        parser.add_argument("--recovered", default="", help="day of recovery, YYYY-MM-DD")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one JSON object, or lines to read."""
        recovered = _day(options["recovered"])
        answer = trace_part(
            part_number=options["part_number"],
            manufacturer=options["manufacturer"],
            made=_week(options["date_code"], recovered),
            recovered=recovered,
        )
        plain = plain_answer(stored(answer))
        text = json.dumps(plain, ensure_ascii=False) if options["json"] else "\n".join(_lines(plain))
        self.stdout.write(text)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--recovered must be a day such as 2023-06-01, not {text!r}") from error


def _week(code: str, recovered: date | None) -> tuple[date | None, date | None]:
    """Return the days of a YYWW code, in the latest century that is not after the recovery (or today)."""
    if not code:
        return (None, None)
    latest = recovered or date.today()  # noqa: DTZ011 - a calendar day, compared with calendar days
    try:
        if len(code) != 4 or not code.isascii() or not code.isdigit():
            raise ValueError(code)
        year, week = 2000 + int(code[:2]), int(code[2:])
        start = date.fromisocalendar(year, week, 1)
        if start > latest:
            start = date.fromisocalendar(year - 100, week, 1)
    except ValueError as error:
        raise CommandError(f"--date-code must be four digits YYWW such as 2135, not {code!r}") from error
    return (start, start + timedelta(days=6))


def _lines(plain: JSON) -> list[str]:
    lines = [f"{plain['part_number']}  {plain['manufacturer']}  (owner: {plain['owner'] or '?'})"]
    for chain in plain["chains"]:
        lines.append(f"{chain['rank']}. {chain['tier']}")
        for hop in chain["hops"]:
            listed = "".join(f"  [{span['list']} since {span['from']}]" for span in hop["listed"])
            said = "; ".join(f"{e['source']} {e['grade']}" for e in hop["evidence"])
            lines.append(f"   {hop['from']} -> {hop['to']}  {hop['date']}  {hop['tier']}  ({said}){listed}")
        lines += [f"   {reason['text']}" for reason in chain["reasons"]]
    return [*lines, *(f"? {gap['text']}" for gap in plain["gaps"])]
