"""Runs of name screening and judgements on them."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _run_fields() -> list[tuple[str, models.Field]]:
    organisation = models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="screenings",
        to="accounts.organisation",
    )
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        ("actor", models.CharField(max_length=120)),
        ("began_at", models.DateTimeField(auto_now_add=True)),
        ("ended_at", models.DateTimeField(blank=True, null=True)),
        ("as_of", models.DateField()),
        ("engine", models.CharField(max_length=60)),
        ("match_from", models.FloatField()),
        ("possible_from", models.FloatField()),
        ("lists", models.JSONField(default=list)),
        ("data_stamp", models.CharField(max_length=64)),
        ("names", models.PositiveIntegerField(default=0)),
        ("found", models.PositiveIntegerField(default=0)),
        ("sha256", models.CharField(blank=True, max_length=64)),
        ("organisation", organisation),
    ]


def _judgement_fields() -> list[tuple[str, models.Field]]:
    author = models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="screening_judgements",
        to=settings.AUTH_USER_MODEL,
    )
    party = models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="screening_judgements", to="provenance.party"
    )
    withdrawn_by = models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        ("name", models.CharField(max_length=1000)),
        ("key", models.CharField(max_length=600)),
        ("same", models.BooleanField()),
        ("note", models.TextField()),
        ("made_at", models.DateTimeField(auto_now_add=True)),
        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
        ("author", author),
        ("party", party),
        ("withdrawn_by", withdrawn_by),
    ]


def _name_fields() -> list[tuple[str, models.Field]]:
    run = models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="provenance.screeningrun"
    )
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("row", models.PositiveIntegerField()),
        ("name", models.CharField(max_length=1000)),
        ("key", models.CharField(max_length=600)),
        ("answer", models.JSONField()),
        ("candidates", models.JSONField(default=list)),
        ("run", run),
    ]


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("accounts", "0002_append_only"),
        ("provenance", "0006_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="ScreeningRun", fields=_run_fields(), options={"ordering": ["-began_at", "-pk"]}
        ),
        migrations.CreateModel(
            name="ScreeningJudgement",
            fields=_judgement_fields(),
            options={
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("key", "party"),
                        name="screening_judged_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreenedName",
            fields=_name_fields(),
            options={
                "ordering": ["row"],
                "constraints": [models.UniqueConstraint(fields=("run", "row"), name="screened_name_once")],
            },
        ),
    ]
