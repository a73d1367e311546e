"""Migrations run once in a test run: every database but the first is a copy of it, whichever process makes it."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.base.creation import BaseDatabaseCreation
from django.db.backends.sqlite3.creation import DatabaseCreation

SQLITE = "migrated.sqlite3"
POSTGRESQL = "chiptrail_tests_migrated"
MADE = "migrated"
"""The file that says that the template is there."""


def install(folder: Path) -> None:
    """Has the processes that share this folder share one template: the first that makes a database makes it."""
    create: Any = BaseDatabaseCreation.create_test_db
    begin: Any = DatabaseCreation._create_test_db  # type: ignore[attr-defined]

    def create_in_turn(creation: Any, *args: Any, **kwargs: Any) -> str:
        with _alone(folder):
            if (folder / MADE).exists():
                creation.connection.settings_dict["TEST"]["TEMPLATE"] = POSTGRESQL
                return str(create(creation, *args, **kwargs))
            name = str(create(creation, *args, **kwargs))
            _keep(name, folder)
            (folder / MADE).touch()
            return name

    def begin_with_a_copy(creation: Any, *args: Any, **kwargs: Any) -> str:
        name = str(begin(creation, *args, **kwargs))
        if (folder / SQLITE).exists():
            shutil.copyfile(folder / SQLITE, name)
        return name

    BaseDatabaseCreation.create_test_db = create_in_turn  # type: ignore[method-assign,assignment]
    DatabaseCreation._create_test_db = begin_with_a_copy  # type: ignore[attr-defined]


def drop() -> None:
    """The end of the run: PostgreSQL may be there for longer."""
    if connection.vendor == "postgresql":
        _make(f'DROP DATABASE IF EXISTS "{POSTGRESQL}"')


def _keep(name: str, folder: Path) -> None:
    connection.close()
    if connection.vendor == "sqlite":
        shutil.copyfile(name, folder / SQLITE)
        return
    drop()
    _make(f'CREATE DATABASE "{POSTGRESQL}" TEMPLATE "{name}"')


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
