"""`manage.py check_reference [--json] [--database]`: whether the facts that ship contradict each other."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from provenance.checking.every import contradictions
from provenance.checking.rows import tables
from provenance.fact_words import HINTS
from provenance.queries.contradictions import stored_contradictions
from teardowns.weapon_checks import weapon_contradictions


class Command(BaseCommand):
    """One line for each contradiction: where it stands, what contradicts what."""

    help = "Check makers, prefixes, date rules, classifications and weapons for contradictions; exit code 1 for any."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to show the answer, and whether to ask the database too."""
        parser.add_argument("--json", action="store_true", help="print one JSON list")
        parser.add_argument("--database", action="store_true", help="check the parties and parts in the database too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was found; ends with exit code 1 when anything was."""
        found = [*contradictions(tables(), worded=HINTS.keys()), *weapon_contradictions()]
        if options["database"]:
            found += stored_contradictions()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in found], ensure_ascii=False))
        else:
            for one in found:
                against = f" ({one.against})" if one.against else ""
                self.stdout.write(f"{one.file}:{one.line}: {one.code}: {one.says}{against}")
        if found:
            raise CommandError(f"{len(found)} contradictions", returncode=1)
