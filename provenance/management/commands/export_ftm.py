"""`manage.py export_ftm [--out FILE]`: all parties, listings, relations and shipments as FollowTheMoney JSON lines."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from provenance.queries.ftm_export import ftm_entities

EVERY = 10_000


class Command(BaseCommand):
    """Writes nothing but the file."""

    help = "Export parties, lists, relations and shipments as FollowTheMoney entities, one JSON object a line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("--out", type=Path, help="a file; standard output when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """A file is whole or not there."""
        out = options["out"]
        if out is None:
            for entity in ftm_entities():
                self.stdout.write(json.dumps(entity, ensure_ascii=False))
            return
        try:
            part = out.with_name(f"{out.name}.part")
            with part.open("w", encoding="utf-8") as file:
                count = self._write(file, ftm_entities())
            part.replace(out)
        except OSError as error:
            raise CommandError(error.strerror or str(error)) from error
        self.stderr.write(_("{count} entities written.").format(count=count))

    def _write(self, file: TextIO, entities: Iterable[dict[str, Any]]) -> int:
        count = 0
        for count, entity in enumerate(entities, start=1):
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")
            if count % EVERY == 0:
                self.stderr.write(str(count))
        return count
