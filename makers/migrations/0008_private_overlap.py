"""Private overlaps, under the same security of rows as all that makers have (migration 0006)."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

TABLES = ("makers_overlaprun", "makers_overlaprelease")
OWN = """
    (SELECT coalesce(current_setting('chiptrail.organisation', true), '') = '')
    OR organisation_id = (SELECT nullif(current_setting('chiptrail.organisation', true), '')::bigint)
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY own_rows ON {table} USING ({OWN})")


def lift(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        schema_editor.execute(f"DROP POLICY own_rows ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    """A run, and the lots that were released after one."""

    dependencies: ClassVar = [
        ("accounts", "0004_coming_in"),
        ("makers", "0007_finding_exports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="OverlapRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("seed", models.BinaryField(default=b"", editable=False)),
                ("asked", models.PositiveIntegerField(default=0)),
                ("shown", models.PositiveIntegerField(default=0)),
                ("named", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["-begun_at", "-pk"],
                "indexes": [models.Index(fields=["organisation", "-begun_at"], name="overlap_run_newest")],
            },
        ),
        migrations.CreateModel(
            name="OverlapRelease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("lot", models.CharField(max_length=40)),
                ("released_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="makers.overlaprun"
                    ),
                ),
            ],
            options={
                "ordering": ["-released_at", "-pk"],
                "indexes": [models.Index(fields=["lot"], name="overlap_release_lot")],
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "lot"], name="overlap_lot_released_once")
                ],
            },
        ),
        migrations.RunPython(guard, lift),
    ]
