"""Coming in: domains and their proof, terms, grants of brands, and what a maker's own people did."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import makers.models.maker

LOG = "makers_ownact"
POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION makers_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER {LOG}_append_only BEFORE UPDATE OR DELETE ON {LOG}
    FOR EACH ROW EXECUTE FUNCTION makers_append_only();
CREATE TRIGGER {LOG}_no_truncate BEFORE TRUNCATE ON {LOG}
    FOR EACH STATEMENT EXECUTE FUNCTION makers_append_only();
"""


def forbid_changes(apps, schema_editor):
    """The log of own acts is only ever added to, on SQLite and on PostgreSQL alike."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
        return
    for event in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER {LOG}_no_{event.lower()} BEFORE {event} ON {LOG} "
            f"BEGIN SELECT RAISE(ABORT, 'the table {LOG} is append-only'); END"
        )


def allow_changes(apps, schema_editor):
    """Take the triggers away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {LOG}_append_only ON {LOG}")
        schema_editor.execute(f"DROP TRIGGER {LOG}_no_truncate ON {LOG}")
        schema_editor.execute("DROP FUNCTION makers_append_only()")
        return
    for event in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER {LOG}_no_{event}")


class Migration(migrations.Migration):
    """The tables of coming in."""

    initial = True
    dependencies: ClassVar = [
        ("accounts", "0004_coming_in"),
        ("provenance", "0010_claim_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="BrandGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("start", models.DateField(blank=True, null=True)),
                ("end", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "waits for a second person"),
                            ("approved", "approved"),
                            ("refused", "not approved"),
                            ("withdrawn", "taken back before it was decided"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=1000)),
                ("shared_with", models.JSONField(default=list)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reason", models.CharField(blank=True, max_length=1000)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=1000)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brand_grants",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="brand_grants", to="provenance.party"
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "indexes": [models.Index(fields=["organisation", "party"], name="grant_of_maker")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("organisation", "party"),
                        name="grant_asked_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["approved", "refused"]), _negated=True),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="grant_decided_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Maker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("domain", models.CharField(max_length=253)),
                (
                    "challenge",
                    models.CharField(default=makers.models.maker.new_challenge, editable=False, max_length=64),
                ),
                ("proven_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "proven_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("dns", "a TXT record of the domain"),
                            ("mail", "a code mailed to an address at the domain"),
                        ],
                        editable=False,
                        max_length=4,
                    ),
                ),
                ("checking_since", models.DateTimeField(blank=True, editable=False, null=True)),
                ("checked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("found", "the record is there"),
                            ("other_record", "a record of ours is there, with another value"),
                            ("no_record", "the domain has no such record"),
                            ("no_domain", "the name servers know no such domain"),
                            ("timeout", "the name servers did not answer in time"),
                            ("servers_failed", "the name servers answered with a fault"),
                        ],
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("code_sent_to", models.EmailField(blank=True, editable=False, max_length=254)),
                ("code_sent_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("code_tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="maker", to="accounts.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["organisation__name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proven_at", None), ("proven_by", "")),
                            models.Q(("proven_at__isnull", False), models.Q(("proven_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="maker_proof_has_method",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("token", models.CharField(blank=True, max_length=140)),
                ("act", models.CharField(max_length=60)),
                ("subject_type", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=64)),
                ("details", models.JSONField(default=dict)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="own_acts", to="accounts.organisation"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["organisation", "-id"], name="own_act_newest"),
                    models.Index(fields=["organisation", "act", "-id"], name="own_act_by_act"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermsAcceptance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=20)),
                ("sha256", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=8)),
                ("accepted_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms_accepted",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms_accepted",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-accepted_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "organisation", "version", "sha256"), name="terms_accepted_once"
                    )
                ],
            },
        ),
        migrations.RunPython(forbid_changes, allow_changes),
    ]
