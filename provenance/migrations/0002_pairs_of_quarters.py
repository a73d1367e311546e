"""Heads and tails give way to pairs of quarters, which find a number in spite of two edits."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from provenance.partnumbers.quarters import PAIRS, pairs_of

FIELDS = [f"pair_{one + 1}{other + 1}" for one, other in PAIRS]
BATCH = 5000


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Compute the pairs of all parts."""
    database = editor.connection
    assigned = ", ".join(f"{field} = %s" for field in FIELDS)
    with database.cursor() as cursor:
        last = 0
        while True:
            cursor.execute(
                "SELECT id, canonical FROM provenance_part WHERE id > %s ORDER BY id LIMIT %s", [last, BATCH]
            )
            rows = cursor.fetchall()
            if not rows:
                return
            last = rows[-1][0]
            cursor.executemany(
                f"UPDATE provenance_part SET {assigned} WHERE id = %s",  # noqa: S608
                [(*pairs_of(key), part) for part, key in rows],
            )


class Migration(migrations.Migration):
    dependencies = [("provenance", "0001_initial")]

    operations = [
        migrations.RemoveField("part", "head"),
        migrations.RemoveField("part", "tail"),
        *(
            migrations.AddField("part", field, models.IntegerField(default=0), preserve_default=False)
            for field in FIELDS
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(migrations.AddIndex("part", models.Index(fields=[field], name=f"part_{field}")) for field in FIELDS),
    ]
