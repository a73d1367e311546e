"""Rows written by statements that are written out: for the few that every trace of a run costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from provenance.queries.statements import marks

Values = Mapping[str, object]
"""By the names of columns. JSON is given as its text."""


def insert_rows(model: type[Model], rows: Sequence[Values]) -> None:
    """Write rows that have the same columns."""
    if not rows:
        return
    columns = list(rows[0])
    values = [_adapted(row[name]) for row in rows for name in columns]
    places = ", ".join([f"({marks(columns)})"] * len(rows))
    _execute(f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES {places}", values)  # noqa: S608


def update_rows(model: type[Model], where: Values, values: Values) -> int:
    """Change the rows that have these values. How many there were."""
    changes, conditions = (", ".join(f"{name} = %s" for name in values), " AND ".join(f"{name} = %s" for name in where))
    adapted = [_adapted(value) for value in (*values.values(), *where.values())]
    return _execute(f"UPDATE {model._meta.db_table} SET {changes} WHERE {conditions}", adapted)  # noqa: S608


def _execute(sql: str, values: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return int(cursor.rowcount)


def _adapted(value: object) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return str(value) if isinstance(value, str) else value
