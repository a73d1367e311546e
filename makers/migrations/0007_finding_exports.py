"""Exports that are made in the background, under the same security of rows as all that makers have (migration 0006);
and the order in which a program reads what its own people did."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

TABLE = "makers_findingexport"
OWN = """
    (SELECT coalesce(current_setting('chiptrail.organisation', true), '') = '')
    OR organisation_id = (SELECT nullif(current_setting('chiptrail.organisation', true), '')::bigint)
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY own_rows ON {TABLE} USING ({OWN})")


def lift(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP POLICY own_rows ON {TABLE}")
        schema_editor.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    """One table, of makers' people."""

    dependencies: ClassVar = [
        ("accounts", "0004_coming_in"),
        ("makers", "0006_row_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="FindingExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("filter", models.JSONField(blank=True, default=dict)),
                ("ending", models.CharField(max_length=4)),
                ("brands", models.JSONField(blank=True, default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "being made"), ("ready", "ready"), ("ended", "ended")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("cause", models.CharField(blank=True, max_length=60)),
                ("written", models.PositiveIntegerField(default=0)),
                ("expected", models.PositiveIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
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
                (
                    "token",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.apitoken",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "public_id"],
                "indexes": [
                    models.Index(fields=["organisation", "-created_at", "public_id"], name="finding_export_newest")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="ownact",
            index=models.Index(fields=["organisation", "-at", "public_id"], name="own_act_page"),
        ),
        migrations.RunPython(guard, lift),
    ]
