"""Lets tests with real transactions empty the append-only tables, which the database itself refuses.

Django empties every table after such a test. For that moment, and for nothing else, the triggers are away.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import TransactionTestCase

HOOK = "_fixture_teardown"


@contextmanager
def without_triggers() -> Iterator[None]:
    """No trigger that refuses a change fires inside; those that keep an index do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def install() -> None:
    """Wraps Django's emptying of the tables, once."""
    plain: Callable[[Any], None] = getattr(TransactionTestCase, HOOK)
    if getattr(plain, "lifts_triggers", False):
        return

    def lifted(case: TransactionTestCase) -> None:
        with without_triggers():
            plain(case)

    lifted.lifts_triggers = True  # type: ignore[attr-defined]
    setattr(TransactionTestCase, HOOK, lifted)
