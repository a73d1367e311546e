"""`manage.py evaluate_screening LIST.csv`: how well names are screened. Needs no database, writes nothing."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from provenance.evaluation.screening import evaluate
from provenance.evaluation.screening_list import Entity, UnusableList, read_entities
from provenance.evaluation.screening_rivals import compare, is_installed
from provenance.management.evaluation.cells import row, share

JSON = dict[str, Any]


class Command(BaseCommand):
    """Aliases held out, names as written in trade data, ordinary names, time; a comparison where one can be made."""

    help = "Measure how well names are screened: list with the columns name and aliases (separated by ;)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The list, how much is measured, and how it is shown."""
        parser.add_argument("list", type=Path, help="CSV with the columns name and aliases")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--ordinary", type=int, default=1000, help="so many ordinary names")
        parser.add_argument("--names", type=int, default=100_000, help="time over an index of so many; 0: none")
        parser.add_argument("--compare", type=int, default=40, help="so many names of each kind; 0: none")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        parser.add_argument("--misses", action="store_true", help="show what was not found and false alarms")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print the figures."""
        entities = _entities(options["list"])
        seed, ordinary = options["seed"], options["ordinary"]
        answer = evaluate(entities, seed=seed, ordinary=ordinary, names_timed=options["names"], progress=self._progress)
        answer["nomenklatura"] = None
        if options["compare"] and is_installed():
            answer["nomenklatura"] = compare(
                entities, seed=seed, sample=options["compare"], ordinary=ordinary, progress=self._progress
            )
        if not options["misses"]:
            answer = {name: value for name, value in answer.items() if name not in ("misses", "false_alarms")}
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else "\n".join(_table(answer)))

    def _progress(self, what: str, done: int, of: int) -> None:
        if done == of or done % 10 == 0 or of < 20:
            self.stderr.write(f"{what}: {done}/{of}")


def _entities(path: Path) -> list[Entity]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return read_entities(file)
    except UnusableList as error:
        raise CommandError(
            _("{path} needs the columns name and aliases and at least one row.").format(path=path)
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(_("{path} cannot be read: {fault}").format(path=path, fault=error)) from error


def _table(answer: JSON) -> Iterator[str]:
    yield _("{entities} entities with {names} names").format(entities=answer["entities"], names=answer["names"])
    for kind, name in (("aliases", _("alias held out")), ("trade", _("name as written in trade data"))):
        told = answer[kind]
        yield row(_("{kind}: the entity is first").format(kind=name), share(told["first"]))
        yield row("  " + _("and shown (possible match)"), share(told["first_and_possible"]))
        yield row("  " + _("and a match"), share(told["first_and_match"]))
        yield row("  " + _("first, the half of the list that nobody looked at"), share(told["unseen_half_first"]))
    yield row(_("ordinary name: something is shown"), share(answer["ordinary"]["possible"]))
    yield row("  " + _("a match is shown"), share(answer["ordinary"]["match"]))
    for each in answer["at_false_alarms"]:
        yield row(
            _("at {percent} % false alarms (score {score}): aliases").format(
                percent=round(each["false_alarms_percent"], 2), score=each["from_score"]
            ),
            share(each["aliases"]),
        )
        yield row("  " + _("names as written in trade data"), share(each["trade"]))
    if answer["time"]:
        yield _("time over {names} names: p50 {p50_ms} ms, p95 {p95_ms} ms").format(**answer["time"])
    yield from _comparison(answer["nomenklatura"])
    for each in answer.get("misses", ()):
        yield f"- {each['name']}  <>  {each['found']} {each['score']}"
    for each in answer.get("false_alarms", ()):
        yield f"! {each['name']}  <>  {each['found']} {each['score']}"


def _comparison(told: JSON | None) -> Iterator[str]:
    if told is None:
        yield _("No comparison: nomenklatura is not installed, or none was asked for.")
        return
    yield f"{told['library']} {told['matcher']}"
    yield row("  " + _("alias held out: first"), share(told["aliases"]["first"]))
    yield row("  " + _("the same aliases, Chiptrail: first"), share(told["ours_on_the_same_aliases"]))
    yield row("  " + _("name as written in trade data: first"), share(told["trade"]["first"]))
    yield row("  " + _("ordinary name: false alarm"), share(told["ordinary"]["at_threshold"]))
