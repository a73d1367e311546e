"""Refuse update and delete on the ledger and its checkpoints, by trigger, on SQLite and on PostgreSQL alike."""

from django.db import migrations

TABLES = ("custody_ledgerentry", "custody_checkpoint")

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION custody_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;
"""


def forbid_changes(apps, schema_editor):
    execute = schema_editor.execute
    if schema_editor.connection.vendor == "postgresql":
        execute(POSTGRESQL_FUNCTION, params=None)
        for table in TABLES:
            execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION custody_append_only()"
            )
            execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION custody_append_only()"
            )
        return
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the table {table} is append-only'); END"
            )


def allow_changes(apps, schema_editor):
    execute = schema_editor.execute
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            execute(f"DROP TRIGGER {table}_append_only ON {table}")
            execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
        execute("DROP FUNCTION custody_append_only()")
        return
    for table in TABLES:
        for event in ("update", "delete"):
            execute(f"DROP TRIGGER {table}_no_{event}")


class Migration(migrations.Migration):
    dependencies = [("custody", "0001_initial")]
    operations = [migrations.RunPython(forbid_changes, allow_changes)]
