"""PostgreSQL finds a piece of a reading by its trigrams: reading through 50,000 readings took 30 ms of every search.

SQLite reads through its index of keys, which is quick enough, and has no such index for this column.
"""

from typing import ClassVar

from django.db import migrations

INDEX = "teardowns_reading_pieces"


def add(apps, schema_editor):
    """The index, where the database has the kind."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX {INDEX} ON teardowns_reading USING gin (search_key gin_trgm_ops)")


def take(apps, schema_editor):
    """No index."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {INDEX}")


class Migration(migrations.Migration):
    """One index more; its kind comes with the extension that the search of the catalogue asked for."""

    dependencies: ClassVar = [("teardowns", "0008_lot_codes"), ("provenance", "0004_search")]
    operations: ClassVar = [migrations.RunPython(add, take)]
