"""`manage.py evaluate_dates LABELS.csv`: how well the date codes of chips are read. Writes nothing."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from provenance.evaluation.catalogues import catalogue
from provenance.evaluation.dates import (
    COLUMNS,
    Reader,
    UnusableRow,
    chips_of,
    judge,
    read_by_rules,
    report,
)
from provenance.management.evaluation.cells import NOTHING, row, share
from provenance.partnumbers.makers import known_makers
from provenance.resolving import resolve

JSON = dict[str, Any]


class Command(BaseCommand):
    """The share of right intervals, the misses, and dates read where there are none."""

    help = "Measure how well date codes are read. Writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The labels, what is asked, and how much to show."""
        parser.add_argument("labels", type=Path, help=f"CSV with the columns {', '.join(COLUMNS)}")
        parser.add_argument("--resolve", action="store_true", help="find out part and maker instead of being told")
        parser.add_argument("--today", type=date.fromisoformat, default=None, help="nothing is dated later (ISO 8601)")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        parser.add_argument("--misses", action="store_true", help="show what was not read right")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read each chip's date and print the figures."""
        today = options["today"] or datetime.now(UTC).date()
        read = _resolving(today) if options["resolve"] else _told(today)
        try:
            with options["labels"].open(encoding="utf-8-sig", newline="") as file:
                judged = [judge(chip, read(chip)) for chip in chips_of(file)]
        except UnusableRow as error:
            raise CommandError(
                _("{path}, line {line}: {fault}").format(path=options["labels"], line=error.line, fault=error.fault)
            ) from error
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(
                _("{path} cannot be read: {fault}").format(path=options["labels"], fault=error)
            ) from error
        answer = report(judged)
        if options["json"]:
            self.stdout.write(json.dumps(answer if options["misses"] else _without_misses(answer), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_table(answer, answer["misses"] if options["misses"] else [])))


def _told(today: date) -> Reader:
    makers = known_makers()
    return lambda chip: read_by_rules(chip, maker=makers.named(chip.manufacturer), today=today)


def _resolving(today: date) -> Reader:
    shipped, _parts = catalogue(None)
    return lambda chip: resolve(chip.lines, shipped, today=today).date_codes


def _without_misses(answer: JSON) -> JSON:
    return {name: value for name, value in answer.items() if name != "misses"}


def _table(answer: JSON, misses: list[JSON]) -> Iterator[str]:
    yield _("{chips} chips, {skipped} of them with a date that nobody could read").format(
        chips=answer["chips"], skipped=answer["not_judged"]
    )
    for code, name in (
        ("right", _("chips with a date: its interval is told")),
        ("settled", "  " + _("and no other decade")),
        ("wrong", _("chips with a date: something else is told")),
        ("false_dates", _("chips without a date: one is told")),
    ):
        yield row(name, share(answer[code]))
    for one in misses:
        yield f"{one['verdict']}: {one['marking']}  [{one['manufacturer']}]"
        yield f"    {'; '.join(one['made']) or NOTHING}  <>  {'; '.join(one['read']) or NOTHING}"
