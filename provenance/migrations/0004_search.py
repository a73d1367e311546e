"""What the search reads: a key of every name, and an index of pieces of part numbers.

`provenance_part_fragment` (rowid, canonical) is asked with `canonical LIKE '%piece%'` in both databases. In SQLite it
is an index of trigrams (FTS5) that triggers keep; in PostgreSQL a view of the table, which has an index of trigrams
(pg_trgm comes with PostgreSQL, and the owner of a database may install it).
SQLite forgets the triggers when a later migration rebuilds the table of parts: such a migration must make them anew.
"""

from django.db import migrations

from provenance.search_key import SearchKeyField, search_key

TABLE, PIECES = "provenance_part", "provenance_part_fragment"
BATCH = 2000
_ADD = f"INSERT INTO {PIECES} (rowid, canonical) VALUES (new.id, new.canonical)"  # noqa: S608
_TAKE = f"INSERT INTO {PIECES} ({PIECES}, rowid, canonical) VALUES ('delete', old.id, old.canonical)"  # noqa: S608
SQLITE = (
    f"CREATE VIRTUAL TABLE {PIECES} USING fts5(canonical, content='{TABLE}', content_rowid='id', "
    "tokenize='trigram', detail='none', columnsize=0)",
    f"CREATE TRIGGER {PIECES}_added AFTER INSERT ON {TABLE} BEGIN {_ADD}; END",
    f"CREATE TRIGGER {PIECES}_gone AFTER DELETE ON {TABLE} BEGIN {_TAKE}; END",
    f"CREATE TRIGGER {PIECES}_changed AFTER UPDATE OF canonical ON {TABLE} "
    f"WHEN old.canonical <> new.canonical BEGIN {_TAKE}; {_ADD}; END",
    f"INSERT INTO {PIECES} ({PIECES}) VALUES ('rebuild')",  # noqa: S608
)
TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    f"CREATE INDEX {PIECES}_trigrams ON {TABLE} USING gin (canonical gin_trgm_ops)",
)
VIEW = f"CREATE VIEW {PIECES} AS SELECT id AS rowid, canonical FROM {TABLE}"  # noqa: S608


def add_fragments(apps, schema_editor):
    """Build the index of pieces. A PostgreSQL that was installed without pg_trgm reads the whole table instead."""
    if schema_editor.connection.vendor == "sqlite":
        statements = SQLITE
    else:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
            statements = (*(TRIGRAMS if cursor.fetchone() else ()), VIEW)
    for statement in statements:
        schema_editor.execute(statement, params=None)


def drop_fragments(apps, schema_editor):
    """Take it away. The extension stays: others may use it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP VIEW {PIECES}")
        schema_editor.execute(f"DROP INDEX IF EXISTS {PIECES}_trigrams")
        return
    for event in ("added", "gone", "changed"):
        schema_editor.execute(f"DROP TRIGGER {PIECES}_{event}")
    schema_editor.execute(f"DROP TABLE {PIECES}")


def fill_keys(apps, schema_editor):
    """The keys of the names that are there."""
    party, name = apps.get_model("provenance", "Party"), apps.get_model("provenance", "PartyName")
    for row in party.objects.iterator(BATCH):
        described = "\n".join(map(str, (row.name, *row.registration_ids, *row.addresses)))
        party.objects.filter(pk=row.pk).update(search_key=search_key(described))
    for row in name.objects.iterator(BATCH):
        name.objects.filter(pk=row.pk).update(search_key=search_key(row.name))


class Migration(migrations.Migration):
    """After the columns of names come their keys, then the index."""

    dependencies = [("provenance", "0003_catalogue_changes")]

    operations = [
        migrations.AddField("party", "search_key", SearchKeyField()),
        migrations.AddField("partyname", "search_key", SearchKeyField()),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
        migrations.RunPython(add_fragments, drop_fragments),
    ]
