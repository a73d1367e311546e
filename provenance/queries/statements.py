"""Statements written out, for what every trace asks: building such a statement anew cost more than its answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import connection

from provenance.models import Party

MOST_NUMBERS: Final = 50_000
_numbers: dict[str, int] = {}
"""Primary keys by public id: neither ever changes, nor does another row get them."""


def read(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of one statement, as the database gives them: for whole numbers, texts and fractions only."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return list(cursor.fetchall())


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
    field = Party._meta.get_field("public_id")
    asked = [field.get_db_prep_value(UUID(key), connection) for key in keys]
    table = Party._meta.db_table
    rows = read(f"SELECT id, public_id FROM {table} WHERE public_id IN ({marks(asked)})", asked)  # noqa: S608
    return {str(UUID(str(public_id))): pk for pk, public_id in rows}
