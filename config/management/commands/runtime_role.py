"""`./run manage runtime_role NAME`: the role as which the application runs, while another one owns its tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError, connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

LONGEST_NAME = 63
POWERS = {
    "rolsuper": "SUPERUSER",
    "rolbypassrls": "BYPASSRLS",
    "rolcreaterole": "CREATEROLE",
    "rolcreatedb": "CREATEDB",
    "rolreplication": "REPLICATION",
}
"""Columns of `pg_roles` and what they are called: with none of them a role is held to the policies on rows."""
APPEND_ONLY = """
    SELECT c.relname FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND t.tgname = c.relname || '_append_only'
"""
GRANTS = """
    REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {role};
    GRANT USAGE ON SCHEMA {schema} TO {role};
    REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role};
    REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}
"""


class Command(BaseCommand):
    """Makes the role, or brings it up to date: it owns nothing, and may do what the application does and no more."""

    help = (
        "Make or update the PostgreSQL role that the application runs as. Run it as the owner of the tables, and again "
        "after every migration. See docs/runtime-role.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The role, and whether one may sign in as it."""
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--login", action="store_true", help="the role may sign in; its password is set with psql")

    def handle(self, *args: Any, **options: Any) -> None:
        """All of it or nothing."""
        name: str = options["name"]
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles; this installation uses another database.")
        if not name.isprintable() or not 1 <= len(name.encode()) <= LONGEST_NAME or name.startswith("pg_"):
            raise CommandError("That is no name for a role.")
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                guarded = _set_up(cursor, name, login=options["login"])
        except ProgrammingError as error:
            raise CommandError(f"PostgreSQL refused, and nothing was changed: {error}") from error
        self.stdout.write(f"{name} owns nothing and reads and writes the tables; only adds to {', '.join(guarded)}.")


def _set_up(cursor: CursorWrapper, name: str, *, login: bool) -> list[str]:
    """Returns the tables that the role may only read and add to."""
    role = sql.Identifier(name)
    if not _rows(cursor, "SELECT 1 FROM pg_roles WHERE rolname = %s", name):
        _do(cursor, "CREATE ROLE {role}", role=role)
    if login:
        _do(cursor, "ALTER ROLE {role} LOGIN", role=role)
    _refuse_the_powerful(cursor, name)
    [(schema,)] = _rows(cursor, "SELECT current_schema()")
    _do(cursor, GRANTS, role=role, schema=sql.Identifier(schema))
    tables = sorted(table for (table,) in _rows(cursor, APPEND_ONLY))
    for table in tables:
        _do(cursor, "REVOKE UPDATE, DELETE ON {table} FROM {role}", role=role, table=sql.Identifier(table))
    may_make = "SELECT has_schema_privilege(%s, current_schema(), 'CREATE')"
    if _rows(cursor, may_make, name) != [(False,)]:
        raise CommandError(f"{name} may still make tables in the schema {schema}: only its owner can forbid that.")
    return tables


def _refuse_the_powerful(cursor: CursorWrapper, name: str) -> None:
    """A role that could go round the policies is none to run as; it is not weakened, for it may be somebody's."""
    columns = sql.SQL(", ").join(map(sql.Identifier, POWERS))
    query = sql.SQL("SELECT {} FROM pg_roles WHERE rolname = %s").format(columns)
    [held] = _rows(cursor, query, name)
    if powers := [power for power, has in zip(POWERS.values(), held, strict=True) if has]:
        raise CommandError(f"{name} has {', '.join(powers)}: choose another role.")
    groups = "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = quote_ident(%s)::regrole"
    if found := [group for (group,) in _rows(cursor, groups, name)]:
        raise CommandError(f"{name} is a member of {', '.join(found)}, and may do what they may: choose another role.")
    owned = """
        SELECT count(*) FROM pg_shdepend WHERE deptype = 'o' AND refclassid = 'pg_authid'::regclass
        AND refobjid = quote_ident(%s)::regrole
    """
    if (count := _rows(cursor, owned, name)[0][0]) > 0:
        raise CommandError(f"{name} owns {count} things: choose a role that owns none.")


def _do(cursor: CursorWrapper, statement: str, **names: sql.Identifier) -> None:
    cursor.execute(sql.SQL(statement).format(**names))


def _rows(cursor: CursorWrapper, query: str | sql.Composed, *values: str) -> list[tuple[Any, ...]]:
    cursor.execute(query, values)
    return list(cursor.fetchall())
