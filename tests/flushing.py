"""Lets tests with real transactions empty the append-only tables, which the database itself refuses.

Django empties every table after such a test. For that moment, and for nothing else, the triggers are away.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.test import TransactionTestCase

HOOK = "_fixture_teardown"
MADE_BY_MIGRATING = {"django_migrations", "django_content_type", "auth_permission"}


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


def empty() -> None:
    """Deletes the rows of each table that has any; what Django makes anew after each emptying just stays.

    Django empties each of a hundred tables, and PostgreSQL makes new files for all of them and for their indexes.
    """
    quote = connection.ops.quote_name
    every = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = sorted(quote(name) for name in every if name not in MADE_BY_MIGRATING)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'EXISTS (SELECT 1 FROM {table})' for table in tables)}")
        for table, has_rows in zip(tables, cursor.fetchone(), strict=True):
            if has_rows:
                cursor.execute(f"DELETE FROM {table}")


def install() -> None:
    """Wraps Django's emptying of the tables, once."""
    plain: Callable[[Any], None] = getattr(TransactionTestCase, HOOK)
    if getattr(plain, "lifts_triggers", False):
        return

    def lifted(case: TransactionTestCase) -> None:
        with without_triggers():
            empty()

    lifted.lifts_triggers = True  # type: ignore[attr-defined]
    setattr(TransactionTestCase, HOOK, lifted)
