"""Statements written out, for what every trace asks: building such a statement anew cost more than its answer.

They are written as PostgreSQL reads them, which then plans each only a few times a connection; `= ANY(%s)` takes a
list. For SQLite they are put another way here, and only here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from provenance.models import Party

MOST_NUMBERS: Final = 50_000
PREPARED_AFTER: Final = 2
"""Executions on one connection; who asks a single question never waits for a statement to be prepared."""
FOR_SQLITE: Final = {
    "= ANY(%s)": "IN (SELECT value FROM json_each(%s))",
    "~>=~": ">=",
    "~<~": "<",
    " FOR UPDATE": "",
}
"""Its texts compare by their bytes, and whoever writes has the whole database."""
_numbers: dict[str, int] = {}
"""Primary keys by public id: neither ever changes, nor does another row get them."""


@cache
def select(model: type[Model], *fields: str) -> str:
    """`SELECT fields FROM table`, joined as the fields want it, without a condition: as Django writes it, once."""
    sql, _ = model._default_manager.order_by().values_list(*fields).query.sql_with_params()
    return sql


def read(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of one statement. Days, quantities and public ids come as the database keeps them: `as_day`…"""
    with _executed(sql, values) as cursor:
        return list(cursor.fetchall())


def write(sql: str, values: Sequence[Any] = (), *, prepare: bool | None = None) -> int:
    """Execute a statement that returns nothing. How many rows it changed. `prepare`: never, where each is another."""
    with _executed(sql, values, prepare=prepare) as cursor:
        return int(cursor.rowcount)


def as_day(value: date | str | None) -> date | None:
    """A day that was read."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def as_time(value: datetime | None) -> datetime | None:
    """A moment that was read: SQLite keeps those of UTC and does not say so."""
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def as_amount(value: float | None) -> float | None:
    """A quantity that was read: whole numbers as such, as `provenance.models.trade.Amount` has it."""
    return int(value) if value is not None and value.is_integer() else value


def as_key(value: UUID | str) -> str:
    """A public id that was read, as answers have it."""
    return str(value if isinstance(value, UUID) else UUID(value))


def marks(values: Collection[object]) -> str:
    """A place in a statement for each of these values."""
    return ", ".join(["%s"] * len(values))


def party_numbers(keys: Collection[str]) -> dict[str, int]:
    """The primary keys of parties by public id; of those that there are."""
    unknown = [key for key in keys if key not in _numbers]
    found = _read_numbers(unknown) if unknown else {}
    known = {key: _numbers[key] for key in keys if key in _numbers}
    if len(_numbers) > MOST_NUMBERS:
        _numbers.clear()
    _numbers.update(found)
    return known | found


def _read_numbers(keys: Collection[str]) -> dict[str, int]:
    rows = read(f"{select(Party, 'id', 'public_id')} WHERE public_id = ANY(%s)", [[UUID(key) for key in keys]])
    return {as_key(public_id): pk for pk, public_id in rows}


@contextmanager
def _executed(sql: str, values: Sequence[Any], *, prepare: bool | None = None) -> Iterator[Any]:
    """A cursor with the answer.

    On PostgreSQL not Django's, which writes the values into the text: the text stays the same, and bytes are bytes.
    """
    database: Any = connections[DEFAULT_DB_ALIAS]
    if database.vendor == "postgresql":
        database.ensure_connection()
        with database.wrap_database_errors, database.Database.Cursor(database.connection) as cursor:
            database.connection.prepare_threshold = PREPARED_AFTER
            cursor.execute(sql, values, binary=True, prepare=prepare)
            yield cursor
    else:
        with database.cursor() as cursor:
            cursor.execute(_for_sqlite(sql), [_kept(value) for value in values])
            yield cursor


@cache
def _for_sqlite(sql: str) -> str:
    for theirs, own in FOR_SQLITE.items():
        sql = sql.replace(theirs, own)
    return sql


def _kept(value: Any) -> Any:
    """A value as SQLite keeps it."""
    if isinstance(value, list):
        return json.dumps([_kept(one) for one in value])
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(value)
    return value.isoformat() if isinstance(value, date) else value
