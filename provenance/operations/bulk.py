"""Many rows into or out of a table, as fast as each database takes them."""

import re
from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import Any

from django.db import connection, models

from provenance.batching import batches

AT_ONCE = 2000
_PLACES = 32_000
"""What SQLite takes in one statement is 32,766."""
_TO_ESCAPE = re.compile(r"[\\\t\n\r]").search
_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_COLLECTED = (
    "SELECT gin_clean_pending_list(pg_index.indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
    "JOIN pg_am ON pg_am.oid = pg_class.relam WHERE amname = 'gin' AND indrelid = %s::regclass"
)


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of which none is there yet, inside the caller's transaction. No defaults, no signals."""
    if not rows:
        return
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            # Many rows a statement: SQLite's index of trigrams writes down what it holds at the end of each one.
            for some in batches(rows, _PLACES // len(columns)):
                places = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(some))
                cursor.execute(f"INSERT INTO {table} ({names}) VALUES {places}", list(chain.from_iterable(some)))  # noqa: S608


def reserve(model: type[models.Model], count: int) -> int:
    """The first of `count` primary keys that nobody else will use. They are inserted before more are reserved.

    The caller holds the table (`begin`).
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
            first = int(cursor.fetchone()[0])
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, first + max(count, 1) - 1])
            return first
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        return int(found[0]) + 1 if found else 1


def insert_columns(model: type[models.Model], columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows given column by column: texts, numbers, booleans and None alone. Else as `insert`,
    several times as fast.
    """
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lines = map("\t".join, zip(*map(_as_texts, columns.values()), strict=True))
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                while block := "\n".join(islice(lines, AT_ONCE)):
                    copy.write(f"{block}\n")
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({places})",  # noqa: S608
                zip(*columns.values(), strict=True),  # type: ignore[arg-type] # any iterable will do
            )


def _as_texts(values: Sequence[Any]) -> Sequence[str]:
    """Values as the text form of COPY writes them."""
    kinds = set(map(type, values))
    if kinds <= {int, float}:
        return list(map(str, values))
    if kinds == {str} and not _TO_ESCAPE("\0".join(values)):
        return values
    return [_as_text(value) for value in values]


def _as_text(value: Any) -> str:
    if value is None:
        return "\\N"
    return value.translate(_ESCAPED) if isinstance(value, str) else str(value)


def update(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write these columns of rows, each given as its new values and its primary key."""
    if rows:
        values = ", ".join(f"{name} = %s" for name in columns)
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {model._meta.db_table} SET {values} WHERE id = %s", rows)  # noqa: S608


def delete(rows: models.QuerySet[Any]) -> int:
    """Delete rows to which nothing refers, without asking; how many there were."""
    return int(rows._raw_delete(rows.db) or 0)


def begin(*tables: type[models.Model]) -> None:
    """Let nobody else write to these tables until the transaction ends; reading goes on. SQLite does so anyway.

    PostgreSQL also collects what goes into its indexes of trigrams until `settle`: at once it is half the work.
    """
    if connection.vendor == "postgresql":
        names = ", ".join(table._meta.db_table for table in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute("SET LOCAL gin_pending_list_limit = '512MB'")
            cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")


def settle(*tables: type[models.Model]) -> None:
    """After much writing let PostgreSQL put its indexes in order and count what is in the tables.

    Until it finds that out itself it would read a whole table for each look-up.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(_COLLECTED, [table._meta.db_table])
                cursor.execute(f"ANALYZE {table._meta.db_table}")
