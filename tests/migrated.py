"""Migrations run once in each process of tests: a database that a test makes of its own is a copy of the first one."""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3.creation import DatabaseCreation

HOOK = "_create_test_db"
SQLITE = Path(settings.DATA_DIR) / "migrated.sqlite3"


def keep() -> str:
    """Keep the test database, migrated and empty, as the template of all that are made from now on. Gives its name."""
    connection.close()
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        shutil.copyfile(name, SQLITE)
        return str(SQLITE)
    template = f"{name}_migrated"
    _make(f'CREATE DATABASE "{template}" TEMPLATE "{name}"')
    connection.settings_dict["TEST"]["TEMPLATE"] = template
    return template


def drop(template: str) -> None:
    """Databases are migrated again."""
    if connection.vendor == "sqlite":
        SQLITE.unlink()
        return
    connection.settings_dict["TEST"]["TEMPLATE"] = None
    _make(f'DROP DATABASE "{template}"')


def install() -> None:
    """Has SQLite begin with the template; PostgreSQL has a setting for that."""
    plain = getattr(DatabaseCreation, HOOK)
    if getattr(plain, "begins_migrated", False):
        return

    def copied(creation: DatabaseCreation, *args: Any, **kwargs: Any) -> str:
        name: str = plain(creation, *args, **kwargs)
        if SQLITE.exists():
            shutil.copyfile(SQLITE, name)
        return name

    copied.begins_migrated = True  # type: ignore[attr-defined]
    setattr(DatabaseCreation, HOOK, copied)


def _make(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
