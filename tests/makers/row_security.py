"""A role as the application has it in production, and rows of two makers in every table."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from psycopg.types.json import Jsonb

ROLE = f"chiptrail_runtime_{os.getpid()}"
"""Roles are the cluster's, which test processes share."""
_COLUMNS = """
    SELECT column_name, data_type FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s AND (is_nullable = 'NO' OR column_name = 'id')
"""


@contextmanager
def at_run_time() -> Iterator[None]:
    """Inside, the database takes us for the role of production. It goes with the test's transaction."""
    call_command("runtime_role", ROLE, stdout=StringIO())
    do(f"SET ROLE {ROLE}")
    try:
        yield
    finally:
        do("RESET ROLE")


def do(statement: str, values: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def ask(query: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def said() -> tuple[str, str]:
    """What the connection was told last of whom it serves."""
    query = "SELECT current_setting('chiptrail.organisation', true), current_setting('chiptrail.brands', true)"
    [(organisation, brands)] = ask(query)
    return organisation or "", brands or ""


def put_row(table: str, key: int) -> None:
    """A row of the organisation of this key; whatever else it points to has the same key, and need not be there."""
    values = {name: _value(name, kind, key) for name, kind in ask(_COLUMNS, [table])}
    places = ", ".join(["%s"] * len(values))
    do("SET session_replication_role = replica")
    do(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", list(values.values()))
    do("SET session_replication_role = DEFAULT")


def _value(name: str, kind: str, key: int) -> Any:
    if name == "id" or (name.endswith("_id") and kind == "bigint"):
        return key
    return {
        "boolean": False,
        "bytea": b"x",
        "date": timezone.now().date(),
        "jsonb": Jsonb({}),
        "timestamp with time zone": timezone.now(),
        "uuid": uuid.uuid4(),
    }.get(kind, 2 if "int" in kind else "x")
