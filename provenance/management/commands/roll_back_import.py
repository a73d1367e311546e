"""`manage.py roll_back_import ID`: take an applied import out of the catalogue again."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from problems import Problem
from provenance.models import CatalogueImport, ImportState
from provenance.operations.applying import roll_back
from provenance.operations.catalogue_imports import check_roll_back

ACTOR = "system:command-line"


class Command(BaseCommand):
    """What the page does, at once."""

    help = "Take an applied import of parts back: imports of the same source go in the reverse order."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which one."""
        parser.add_argument("id", type=UUID, help="as import_parts and the page of the import show it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it back and say so."""
        row = CatalogueImport.objects.filter(public_id=options["id"]).first()
        if row is None:
            raise CommandError(_("There is no such import."))
        try:
            check_roll_back(row)
            with transaction.atomic():  # killed in the middle, it is applied as before
                CatalogueImport.objects.filter(pk=row.pk, state=ImportState.APPLIED).update(
                    state=ImportState.ROLLING_BACK
                )
                roll_back(import_id=str(row.public_id), actor=ACTOR)
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(_("{file} is taken back.").format(file=row.file_name))
