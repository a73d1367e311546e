import uuid
from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("accounts", "0003_devices"),
        ("makers", "0002_findings"),
        ("provenance", "0010_claim_files"),
        ("teardowns", "0012_photo_import"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="MakerCalendar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("country", models.CharField(max_length=2)),
                ("subdivision", models.CharField(blank=True, max_length=10)),
                ("time_zone", models.CharField(max_length=64)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deadline_calendar",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation"],
            },
        ),
        migrations.CreateModel(
            name="TraceRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("part_number", models.CharField(max_length=80)),
                ("shared", models.CharField(choices=[("lot", "lot code"), ("date", "date code")], max_length=4)),
                ("code", models.CharField(max_length=80)),
                ("printed", models.CharField(blank=True, max_length=80)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("approved", "approved"),
                            ("sent", "sent"),
                            ("delivered", "delivered"),
                            ("acknowledged", "acknowledged"),
                            ("clarifying", "being clarified"),
                            ("answered", "answered"),
                            ("partial", "answered in part"),
                            ("declined", "answer declined"),
                            ("no_reply", "no reply"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("question", models.TextField()),
                ("triage", models.JSONField(default=dict)),
                ("score", models.PositiveSmallIntegerField(default=0)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("time_zone", models.CharField(blank=True, max_length=64)),
                ("drafted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("delivered_at", models.DateTimeField(blank=True, null=True)),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                ("clarifying_since", models.DateTimeField(blank=True, null=True)),
                ("first_due_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("extended_by_maker", models.BooleanField(default=False)),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("seen_by_desk_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trace_requests",
                        to="provenance.party",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="makers.tracerequest",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trace_requests",
                        to="accounts.organisation",
                    ),
                ),
                ("releases", models.ManyToManyField(related_name="trace_requests", to="teardowns.release")),
            ],
            options={
                "ordering": ["-drafted_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RequestEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=20)),
                (
                    "side",
                    models.CharField(
                        choices=[("desk", "desk"), ("maker", "maker"), ("machine", "machine")], max_length=8
                    ),
                ),
                ("status", models.CharField(max_length=12)),
                ("text", models.TextField(blank=True)),
                ("details", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="makers.tracerequest"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("shown", "shown to the maker"),
                            ("published", "published"),
                            ("replaced", "replaced by a later version"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("shown_at", models.DateTimeField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wordings", to="accounts.organisation"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wordings", to="makers.tracerequest"
                    ),
                ),
                (
                    "shown_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["request", "-number"],
            },
        ),
        migrations.CreateModel(
            name="WordingReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreed", "nothing to correct"),
                            ("correction", "asks for a correction"),
                            ("statement", "own statement, to stand beside it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("late", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wording_replies",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="makers.wording"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "wording replies",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="tracerequest",
            index=models.Index(fields=["organisation", "status", "due_on"], name="request_of_maker"),
        ),
        migrations.AddIndex(
            model_name="tracerequest",
            index=models.Index(fields=["status", "due_at"], name="request_due"),
        ),
        migrations.AddConstraint(
            model_name="tracerequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "withdrawn"), _negated=True),
                fields=("organisation", "brand", "part_number", "shared", "code"),
                name="request_once_a_lot",
            ),
        ),
        migrations.AddConstraint(
            model_name="tracerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                    _connector="OR",
                ),
                name="request_approved_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="tracerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_at", None), ("due_on", None), ("sent_at", None)),
                    models.Q(
                        ("approved_by__isnull", False),
                        ("due_at__isnull", False),
                        ("due_on__isnull", False),
                        ("sent_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="request_sent_has_clock",
            ),
        ),
        migrations.AddIndex(
            model_name="wording",
            index=models.Index(fields=["state", "due_at"], name="wording_due"),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.UniqueConstraint(fields=("request", "number"), name="wording_version_once"),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["draft", "shown"])), fields=("request",), name="wording_one_under_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")), fields=("request",), name="wording_one_published"
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("shown_by", None), models.Q(("shown_by", models.F("written_by")), _negated=True), _connector="OR"
                ),
                name="wording_shown_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_at", None), ("due_on", None), ("shown_at", None), ("shown_by", None)),
                    models.Q(
                        ("due_at__isnull", False),
                        ("due_on__isnull", False),
                        ("shown_at__isnull", False),
                        ("shown_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="wording_shown_has_clock",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["shown", "published"]), _negated=True),
                    ("shown_at__isnull", False),
                    _connector="OR",
                ),
                name="wording_published_was_shown",
            ),
        ),
        migrations.AddConstraint(
            model_name="wordingreply",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "agreed"), models.Q(("text", ""), _negated=True), _connector="OR"),
                name="wording_reply_says_something",
            ),
        ),
    ]
