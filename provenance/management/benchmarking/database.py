"""A database of the benchmark's own, of the kind that the settings name, gone at the end."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.db import connection
from django.test.utils import override_settings

from provenance.models import Part


@contextmanager
def temporary_database() -> Iterator[None]:
    """Let all queries go to a new database beside the configured one, and what is kept to a vault of its own.

    PostgreSQL's user must be allowed to make a database.
    """
    usual = connection.settings_dict["NAME"]
    usual_test = connection.settings_dict["TEST"]["NAME"]
    with tempfile.TemporaryDirectory(prefix="chiptrail-benchmark-") as folder:
        name = f"chiptrail_benchmark_{uuid4().hex[:12]}"
        connection.settings_dict["TEST"]["NAME"] = (
            str(Path(folder) / f"{name}.sqlite3") if connection.vendor == "sqlite" else name
        )
        try:
            connection.creation.create_test_db(verbosity=0, serialize=False)
            try:
                with override_settings(VAULT_ROOT=folder):
                    yield
            finally:
                connection.creation.destroy_test_db(usual, verbosity=0)
        finally:
            connection.settings_dict["TEST"]["NAME"] = usual_test


def bytes_of_parts() -> int:
    """Bytes on disk of the table of parts with its indexes; in SQLite of everything, which is little besides."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        else:
            cursor.execute("SELECT pg_total_relation_size(%s)", [Part._meta.db_table])
        return int(cursor.fetchone()[0])
