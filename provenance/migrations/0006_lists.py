"""Versions of lists, identifiers, addresses, territories, keys of names.

Listings that are there get a list of their own name; numbers and addresses become rows.
"""

import datetime
import uuid
from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import provenance.name_key
import provenance.search_key
from provenance.addresses import address_key
from provenance.identifiers import read_identifier
from provenance.name_key import stored_key
from provenance.search_key import search_key

BATCH = 1000


def key():
    """A primary key."""
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def added_by():
    """The version of a list that brought a row."""
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to="provenance.listversion",
    )


def to_version(name):
    """A version of the list of a listing."""
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=name,
        to="provenance.listversion",
    )


def name_lists(apps, schema_editor):
    """Each name of a list in a jurisdiction becomes a list."""
    listing, party_list = apps.get_model("provenance", "Listing"), apps.get_model("provenance", "PartyList")
    kinds = listing.objects.order_by("pk").values_list("list_name", "jurisdiction", "source_id")
    for name, jurisdiction, source in dict.fromkeys(kinds):
        same = party_list.objects.filter(name=name).first()
        known = same if same and same.jurisdiction == jurisdiction else None
        if known is None:
            known = party_list.objects.create(
                name=f"{name} ({jurisdiction})" if same else name, jurisdiction=jurisdiction, source_id=source
            )
        listing.objects.filter(list_name=name, jurisdiction=jurisdiction).update(list=known)


def part_numbers_and_places(apps, schema_editor):
    """What was a list of texts becomes rows; keys of names are written."""
    party, name = apps.get_model("provenance", "Party"), apps.get_model("provenance", "PartyName")
    for row in party.objects.order_by("pk").iterator(BATCH):
        party.objects.filter(pk=row.pk).update(name_key=stored_key(row.name), search_key=search_key(row.name))
        _identifiers(apps, row)
        places = [str(text)[:500] for text in row.addresses if str(text).strip()]
        apps.get_model("provenance", "PartyAddress").objects.bulk_create(
            apps.get_model("provenance", "PartyAddress")(
                party_id=row.pk, text=text, key=address_key(text), country=row.country, search_key=search_key(text)
            )
            for text in dict.fromkeys(places)
        )
    for row in name.objects.order_by("pk").iterator(BATCH):
        name.objects.filter(pk=row.pk).update(name_key=stored_key(row.name))


def _identifiers(apps, row):
    model = apps.get_model("provenance", "PartyIdentifier")
    read = [read_identifier(str(text), row.country) for text in row.registration_ids]
    found = {(one.scheme, one.value): one for one in read if one}
    model.objects.bulk_create(
        model(
            party_id=row.pk,
            scheme=one.scheme,
            value=one.value,
            text=one.text,
            valid=one.valid,
            strong=one.strong,
            search_key=search_key(one.text),
        )
        for one in found.values()
    )


def settle(apps, schema_editor):
    """PostgreSQL changes no table while references that were just written wait to be checked."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("provenance", "0005_trade")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="PartyList",
            fields=[
                ("id", key()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=200, unique=True)),
                ("jurisdiction", models.CharField(blank=True, max_length=10)),
                ("format", models.CharField(blank=True, max_length=30)),
                ("register", models.BooleanField(default=False)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lists", to="provenance.source"
                    ),
                ),
            ],
            options={"ordering": ["name"]},
        ),
        migrations.CreateModel(
            name="ListVersion",
            fields=[
                ("id", key()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("format", models.CharField(max_length=30)),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("fetched_at", models.DateTimeField()),
                ("effective_on", models.DateField()),
                ("entries", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[("applied", "applied"), ("rolled_back", "taken back")],
                        default="applied",
                        max_length=20,
                    ),
                ),
                ("counts", models.JSONField(blank=True, default=dict)),
                ("errors", models.JSONField(blank=True, default=list)),
                ("actor", models.CharField(max_length=120)),
                ("rolled_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="provenance.partylist",
                    ),
                ),
            ],
            options={"ordering": ["-effective_on", "-pk"]},
        ),
        migrations.CreateModel(
            name="PartyIdentifier",
            fields=[
                ("id", key()),
                ("scheme", models.CharField(max_length=20)),
                ("value", models.CharField(db_index=True, max_length=100)),
                ("text", models.CharField(max_length=200)),
                ("valid", models.BooleanField(null=True)),
                ("strong", models.BooleanField(default=False)),
                ("search_key", provenance.search_key.SearchKeyField()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to="provenance.party",
                    ),
                ),
                ("added_by", added_by()),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.CreateModel(
            name="PartyAddress",
            fields=[
                ("id", key()),
                ("text", models.CharField(max_length=500)),
                ("key", models.CharField(blank=True, db_index=True, max_length=300)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("search_key", provenance.search_key.SearchKeyField()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="places", to="provenance.party"
                    ),
                ),
                ("added_by", added_by()),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.AddConstraint(
            "partyidentifier",
            models.UniqueConstraint(fields=("party", "scheme", "value"), name="party_identifier_once"),
        ),
        migrations.AddConstraint(
            "partyaddress", models.UniqueConstraint(fields=("party", "text"), name="party_address_once")
        ),
        migrations.AddField("party", "added_by", added_by()),
        migrations.AddField("party", "name_key", provenance.name_key.NameKeyField()),
        migrations.AddField("partyname", "added_by", added_by()),
        migrations.AddField("partyname", "name_key", provenance.name_key.NameKeyField()),
        migrations.RemoveConstraint("listing", "listing_once"),
        migrations.AddField(
            "listing",
            "list",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="listings",
                to="provenance.partylist",
            ),
        ),
        migrations.RunPython(name_lists, migrations.RunPython.noop),
        migrations.RunPython(part_numbers_and_places, migrations.RunPython.noop),
        migrations.RunPython(settle, migrations.RunPython.noop),
        migrations.AlterField(
            "listing",
            "list",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="listings", to="provenance.partylist"
            ),
        ),
        migrations.RemoveField("listing", "jurisdiction"),
        migrations.RemoveField("listing", "list_name"),
        migrations.RemoveField("listing", "source"),
        migrations.RemoveField("party", "addresses"),
        migrations.RemoveField("party", "registration_ids"),
        migrations.AddField("listing", "programme", models.CharField(blank=True, max_length=200)),
        migrations.AlterField("listing", "start", models.DateField(blank=True, null=True)),
        migrations.AddField("listing", "first_version", to_version("new")),
        migrations.AddField("listing", "last_version", to_version("held")),
        migrations.AddField("listing", "ended_in", to_version("gone")),
        migrations.AddConstraint(
            "listing",
            models.UniqueConstraint(
                models.F("party"),
                models.F("list"),
                django.db.models.functions.comparison.Coalesce("start", models.Value(datetime.date(1, 1, 1))),
                models.F("programme"),
                models.F("reference"),
                name="listing_once",
            ),
        ),
        migrations.AddConstraint(
            "listing",
            models.CheckConstraint(
                condition=models.Q(
                    ("start__isnull", True),
                    ("end__isnull", True),
                    ("start__lte", models.F("end")),
                    _connector="OR",
                ),
                name="listing_interval",
            ),
        ),
        migrations.CreateModel(
            name="ListingChange",
            fields=[
                ("id", key()),
                ("before", models.JSONField()),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="provenance.listing",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="provenance.listversion",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "listingchange",
            models.UniqueConstraint(fields=("version", "listing"), name="listing_changed_once_a_version"),
        ),
        migrations.AddField("partyrelation", "territory", models.CharField(blank=True, max_length=200)),
        migrations.AlterField(
            "partyrelation",
            "kind",
            models.CharField(
                choices=[
                    ("owner", "owner"),
                    ("authorised_distributor", "authorised distributor"),
                    ("not_authorised", "not an authorised distributor"),
                    ("successor", "successor"),
                    ("shared_director", "shared director"),
                    ("shares_address", "shares an address"),
                ],
                max_length=30,
            ),
        ),
        migrations.RemoveConstraint("partyrelation", "relation_once"),
        migrations.AddConstraint(
            "partyrelation",
            models.UniqueConstraint(
                models.F("party"),
                models.F("kind"),
                models.F("target"),
                django.db.models.functions.comparison.Coalesce("start", models.Value(datetime.date(1, 1, 1))),
                models.F("source"),
                models.F("territory"),
                name="relation_once",
            ),
        ),
    ]
