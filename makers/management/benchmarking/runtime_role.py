"""The role as which production runs, for as long as a benchmark asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from uuid import uuid4

from django.core.management import call_command
from django.db import connection
from psycopg import sql


@contextmanager
def as_runtime_role() -> Iterator[None]:
    """Inside, PostgreSQL holds this connection to the policies on rows, as it does a role that owns nothing.

    Raises CommandError on another database, and where the user may make no role.
    """
    name = f"chiptrail_benchmark_{uuid4().hex[:12]}"
    call_command("runtime_role", name, stdout=StringIO())
    role = sql.Identifier(name)
    _do(sql.SQL("SET ROLE {}").format(role))
    try:
        yield
    finally:
        _do(sql.SQL("RESET ROLE; DROP OWNED BY {0}; DROP ROLE {0}").format(role))


def _do(statement: sql.Composed) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
