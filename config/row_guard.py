"""Warns where the application talks to PostgreSQL as somebody whom policies on rows do not hold: docs/runtime-role.md.

`./run manage check --deploy` says it, and so does gunicorn when it starts in production.
"""

import logging
from collections.abc import Sequence
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.db import Error, connection

WHO = "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
OWNED = """
    SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
    AND pg_has_role(current_user, relowner, 'USAGE')
"""
HINT = (
    "As the owner of the tables run `./run manage runtime_role NAME --login`, give NAME a password with psql, and put "
    "NAME into CHIPTRAIL_DATABASE_URL of the application. Migrations go on running as the owner: docs/runtime-role.md."
)


def runtime_role(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A warning where the role of the application is a superuser, passes policies by, or owns the tables.

    Nothing on another database, and on one that cannot be reached: that is told where it is used.
    """
    if connection.vendor != "postgresql":
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute(WHO)
            [(name, strong, passes)] = cursor.fetchall()
            cursor.execute(OWNED)
            [(owned,)] = cursor.fetchall()
    except Error:
        return []
    if strong or passes:
        why = "is a superuser" if strong else "has BYPASSRLS"
        said = f"The application talks to PostgreSQL as {name}, who {why}: row-level security does not hold for it."
        return [Warning(said, hint=HINT, id="chiptrail.W001")]
    if owned:
        said = f"The application talks to PostgreSQL as {name}, who owns {owned} tables and may end their policies."
        return [Warning(said, hint=HINT, id="chiptrail.W002")]
    return []


def warn_at_start() -> None:
    """Say it in the log of the web server, where `ROWS_GUARDED` asks for it. Leaves no connection to a fork."""
    if not settings.ROWS_GUARDED:
        return
    for found in runtime_role(None):
        logging.getLogger("chiptrail.start").warning("%s %s", found.msg, found.hint)
    connection.close()
