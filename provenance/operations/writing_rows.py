"""Rows written by statements that are written out: for the few that every trace of a run costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Model

from provenance.queries.statements import marks, write

Values = Mapping[str, object]
"""By the names of columns. JSON is given as its text."""


def insert_rows(model: type[Model], rows: Sequence[Values]) -> None:
    """Write rows that have the same columns."""
    if not rows:
        return
    columns = list(rows[0])
    places = ", ".join([f"({marks(columns)})"] * len(rows))
    sql = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES {places}"  # noqa: S608
    write(sql, [row[name] for row in rows for name in columns], prepare=False)


def update_rows(model: type[Model], where: Values, values: Values) -> int:
    """Change the rows that have these values. How many there were."""
    changes, conditions = (", ".join(f"{name} = %s" for name in values), " AND ".join(f"{name} = %s" for name in where))
    sql = f"UPDATE {model._meta.db_table} SET {changes} WHERE {conditions}"  # noqa: S608
    return write(sql, [*values.values(), *where.values()])
