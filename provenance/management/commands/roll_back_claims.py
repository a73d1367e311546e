"""`manage.py roll_back_claims ID`: take a file of claims out of the store again."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from problems import Problem
from provenance.operations.claim_roll_back import roll_back_claims

ACTOR = "system:command-line"


class Command(BaseCommand):
    """All of it or nothing."""

    help = "Take back a file of claims."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which one."""
        parser.add_argument("id", type=UUID, help="as import_claims shows it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it back and say so."""
        try:
            file = roll_back_claims(file_id=options["id"], actor=ACTOR)
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        told = _("{file} is taken back: {claims} statements.")
        self.stdout.write(told.format(file=file.name, claims=file.counts["new"]))
