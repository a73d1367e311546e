"""`./run manage benchmark_uploads --clients N --megabytes M`: how long phones wait for receipts, and what is lost.

The real server on loopback, in a temporary folder, on a new database of the configured kind. The data in use are not
touched.
"""

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from benchmarks.uploads import add_arguments
from config.paths import BASE_DIR


class Command(BaseCommand):
    """Start, send, look at what arrived."""

    help = "Measure uploads in pieces against the real server, in a temporary folder and database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Phones, photos, and how bad the line is."""
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print. Exits with 1 when a photo failed, was lost, doubled or changed."""
        if min(options["clients"], options["megabytes"], options["piece_kib"]) <= 0 or not 0 <= options["resets"] < 1:
            raise CommandError("There must be clients, bytes and pieces, and fewer resets than connections.")
        names = ("clients", "photos", "megabytes", "resets", "piece_kib", "seed")
        words = [f"--{name.replace('_', '-')}={options[name]}" for name in names if options[name] is not None]
        words += ["--checksums"] if options["checksums"] else []
        try:
            with tempfile.TemporaryDirectory(prefix="chiptrail-uploads-") as folder, _database() as url:
                environment = {
                    **os.environ,
                    "CHIPTRAIL_DATA_DIR": folder,
                    "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
                    **({"CHIPTRAIL_DATABASE_URL": url} if url else {}),
                }
                command = [sys.executable, "-m", "benchmarks.uploads", *words]
                ended = subprocess.run(command, cwd=BASE_DIR, env=environment, check=False)  # noqa: S603 - ourselves
        except DatabaseError as error:
            raise CommandError(f"There is no temporary database to be had: {error}") from error
        if ended.returncode:
            raise CommandError("Not every photo arrived as it should.")


@contextmanager
def _database() -> Iterator[str]:
    """The address of a new database beside the configured one, gone at the end; empty for SQLite, a file by itself."""
    if connection.vendor == "sqlite":
        os.environ.pop("CHIPTRAIL_DATABASE_URL", None)
        yield ""
        return
    values, name = connection.settings_dict, f"chiptrail_uploads_{uuid4().hex[:12]}"
    user = quote(values["USER"]) + (f":{quote(values['PASSWORD'])}" if values["PASSWORD"] else "")
    port = f":{values['PORT']}" if values["PORT"] else ""
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"postgresql://{user}@{quote(values['HOST'], safe='')}{port}/{name}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
