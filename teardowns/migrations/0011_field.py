"""What phones send: previews, exhibits, hand-overs, voice notes, codes of labels, and what they say of a teardown."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables for what phones send; photos learn their slot, phone, clock and receipt."""

    dependencies: ClassVar = [
        ("accounts", "0003_devices"),
        ("teardowns", "0010_partial_upload"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="photo",
            name="device",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="photos",
                to="accounts.device",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="receipt",
            field=models.CharField(blank=True, default="", max_length=14),
        ),
        migrations.AddField(
            model_name="photo",
            name="slot",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddField(
            model_name="photo",
            name="taken_at",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.CreateModel(
            name="Exhibit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.CharField(db_index=True, max_length=10)),
                ("description", models.CharField(blank=True, default="", max_length=1000)),
                ("sealed", models.BooleanField(default=False)),
                ("earlier", models.JSONField(blank=True, default=list)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                (
                    "device",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.device",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "teardown",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exhibits", to="teardowns.teardown"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("from_name", models.CharField(max_length=120)),
                ("to_name", models.CharField(max_length=120)),
                ("to_organisation", models.CharField(blank=True, default="", max_length=200)),
                ("at", models.CharField(blank=True, default="", max_length=40)),
                ("signatures", models.JSONField(blank=True, default=dict)),
                ("earlier", models.JSONField(blank=True, default=list)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                (
                    "device",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.device",
                    ),
                ),
                ("exhibits", models.ManyToManyField(related_name="handovers", to="teardowns.exhibit")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="LabelCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("photo_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("symbology", models.CharField(blank=True, default="", max_length=40)),
                ("raw", models.BinaryField()),
                ("facts", models.JSONField(blank=True, default=dict)),
                ("read_at", models.CharField(blank=True, default="", max_length=40)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                (
                    "device",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.device",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "teardown",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="label_codes", to="teardowns.teardown"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="FieldFacts",
            fields=[
                (
                    "teardown",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="field_facts",
                        serialize=False,
                        to="teardowns.teardown",
                    ),
                ),
                (
                    "place_kind",
                    models.CharField(
                        choices=[
                            ("none", "not stated"),
                            ("region", "region"),
                            ("grid", "grid square"),
                            ("point", "point on a map"),
                        ],
                        default="none",
                        max_length=6,
                    ),
                ),
                ("place", models.CharField(blank=True, default="", max_length=40)),
                ("circumstances", models.JSONField(blank=True, default=list)),
                ("safety", models.JSONField(blank=True, default=list)),
                ("skipped", models.JSONField(blank=True, default=dict)),
                ("unused", models.JSONField(blank=True, default=dict)),
                ("started_at", models.CharField(blank=True, default="", max_length=40)),
                ("clock_offset", models.BigIntegerField(blank=True, null=True)),
                ("earlier", models.JSONField(blank=True, default=list)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "device",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.device",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "field facts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("place_kind__in", ["none", "region", "grid", "point"])),
                        name="field_place_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Preview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("picture_sha256", models.CharField(max_length=64)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("legibility", models.JSONField(blank=True, null=True)),
                ("slot", models.CharField(blank=True, default="", max_length=60)),
                ("taken_at", models.CharField(blank=True, default="", max_length=40)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                ("differs", models.BooleanField(blank=True, null=True)),
                ("likeness", models.SmallIntegerField(blank=True, null=True)),
                (
                    "device",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.device",
                    ),
                ),
                (
                    "photo",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preview",
                        to="teardowns.photo",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "teardown",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="previews", to="teardowns.teardown"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("teardown", "sha256"), name="preview_once_an_original")
                ],
            },
        ),
        migrations.CreateModel(
            name="ShotRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "no answer yet"),
                            ("will_do", "will be taken"),
                            ("done", "taken again"),
                            ("cannot_reach", "cannot be reached"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "teardown",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shot_requests",
                        to="teardowns.teardown",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("teardown", "sha256", "code"), name="shot_asked_for_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="shot_answer_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=40)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("idempotency_key", models.CharField(blank=True, max_length=120)),
                ("taken_at", models.CharField(blank=True, default="", max_length=40)),
                ("receipt", models.CharField(blank=True, default="", max_length=14)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                (
                    "device",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.device",
                    ),
                ),
                (
                    "teardown",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="voice_notes", to="teardowns.teardown"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("teardown", "sha256"), name="voice_bytes_once_a_teardown"),
                    models.UniqueConstraint(
                        condition=models.Q(("idempotency_key", ""), _negated=True),
                        fields=("teardown", "idempotency_key"),
                        name="voice_key_once_a_teardown",
                    ),
                ],
            },
        ),
    ]
