"""Shipments by file, names as written, part numbers in descriptions, packed slabs.

The rows that are there are set aside in a plain table, and come into the new ones as one file for each source.
"""

import uuid
from itertools import groupby
from typing import ClassVar

import django.db.models.deletion as on
from django.db import migrations, models

import provenance.models.trade
from provenance.tracing.columns import ordinal, pack, pack_country, period_of

ASIDE = "provenance_shipment_aside"
ACTOR = "system:migration"
CREDIBILITY = [
    (1, "confirmed by other sources"), (2, "probably true"), (3, "possibly true"), (4, "doubtful"), (5, "improbable"),
    (6, "truth cannot be judged"),
]  # fmt: skip


def key():
    """A primary key."""
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def plain_key(to, **fields):
    """A reference that the database neither checks nor indexes."""
    return models.ForeignKey(
        **({"on_delete": on.PROTECT, "db_constraint": False, "db_index": False, "to": to} | fields)
    )


def carry(apps, schema_editor):
    """Old rows become files, names, mentions and slabs."""
    old = apps.get_model("provenance", "OldShipment")
    rows = old.objects.order_by("source_id", "id").iterator(2000)
    for source, shipments in groupby(rows, key=lambda row: row.source_id):
        _carry_source(apps, source, shipments)


def _carry_source(apps, source, old):
    table = {
        name: apps.get_model("provenance", name) for name in ("TradeFile", "Shipment", "ShipmentMention", "TradeSlab")
    }
    file = table["TradeFile"].objects.create(
        source_id=source, name=apps.get_model("provenance", "Source").objects.get(pk=source).name[:255], actor=ACTOR
    )
    names, slabs, keys = {}, {}, []
    for row in old:
        shipment = table["Shipment"].objects.create(
            file=file,
            seller_name_id=_name(apps, names, file, row.seller_id),
            buyer_name_id=_name(apps, names, file, row.buyer_id),
            **{name: getattr(row, name) for name in KEPT},
        )
        keys.append(shipment.pk)
        if row.part_number:
            table["ShipmentMention"].objects.create(
                shipment=shipment, canonical=row.part_canonical, number=row.part_number, stated=True,
                manufacturer_id=row.manufacturer_id,
            )  # fmt: skip
        days = ordinal(row.earliest), ordinal(row.latest)
        quantity, cents = row.quantity or 0, row.value_usd_cents
        price = cents / 100 / quantity if quantity and cents is not None else float("nan")
        country = pack_country(apps.get_model("provenance", "Party").objects.get(pk=row.buyer_id).country)
        slabs.setdefault((row.hs6, period_of(*days)), []).append(
            (shipment.pk, row.seller_id, row.buyer_id, *days, quantity, price, row.manufacturer_id or 0, country,
             int(bool(row.part_number)))
        )  # fmt: skip
    for (hs6, period), packed in slabs.items():
        table["TradeSlab"].objects.create(hs6=hs6, period=period, file=file, rows=len(packed), packed=pack(packed))
    file.rows, file.first_row, file.last_row = len(keys), keys[0], keys[-1]
    file.save()


def _name(apps, names, file, party):
    if party not in names:
        row = apps.get_model("provenance", "Party").objects.get(pk=party)
        name, _made = apps.get_model("provenance", "TradeName").objects.get_or_create(
            text=row.name, country=row.country, registration="", defaults={"party": row, "added_by": file}
        )
        names[party] = name.pk
    return names[party]


def no_compression(apps, schema_editor):
    """PostgreSQL would try to compress packed numbers each time, and unpack them for each trace."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE provenance_tradeslab ALTER COLUMN packed SET STORAGE EXTERNAL")


KEPT = (
    "source_id", "reference", "seller_id", "buyer_id", "earliest", "latest", "hs6", "manufacturer_id", "quantity",
    "value_usd_cents", "credibility",
)  # fmt: skip
OLD = [
    ("id", key()),
    *((name, models.BigIntegerField(null=True)) for name in ("source_id", "seller_id", "buyer_id", "manufacturer_id")),
    ("reference", models.CharField(max_length=300)),
    ("earliest", models.DateField(null=True)),
    ("latest", models.DateField(null=True)),
    ("part_number", models.CharField(max_length=80)),
    ("part_canonical", models.CharField(max_length=80)),
    ("hs6", models.CharField(max_length=6)),
    ("quantity", models.BigIntegerField(null=True)),
    ("value_usd_cents", models.BigIntegerField(null=True)),
    ("credibility", models.PositiveSmallIntegerField()),
]
BETWEEN_TWO = models.Q(("seller", models.F("buyer")), _negated=True)
INTERVAL = models.Q(
    ("earliest__isnull", True), ("latest__isnull", True), ("earliest__lte", models.F("latest")), _connector="OR"
)


class Migration(migrations.Migration):
    """The old rows aside, the new tables, the old rows into them."""

    dependencies: ClassVar = [("provenance", "0004_search")]
    operations: ClassVar = [
        migrations.RunSQL(
            f"CREATE TABLE {ASIDE} AS SELECT * FROM provenance_shipment",  # noqa: S608
            f"DROP TABLE {ASIDE}",
            state_operations=[migrations.CreateModel("OldShipment", OLD, {"db_table": ASIDE})],
        ),
        migrations.DeleteModel("Shipment"),
        *(
            migrations.AlterField(
                "claim",
                name,
                models.ForeignKey(on_delete=on.PROTECT, related_name=f"claims_{said}", to="provenance.party", **fields),
            )
            for name, said, fields in (
                ("seller", "sold", {}),
                ("buyer", "bought", {}),
                ("manufacturer", "named", {"null": True, "blank": True}),
            )
        ),
        migrations.CreateModel(
            "TradeFile",
            [
                ("id", key()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "source",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=on.PROTECT, related_name="trade_files", to="provenance.source"
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("mapping", models.JSONField(blank=True, default=dict)),
                ("rows", models.PositiveBigIntegerField(default=0)),
                ("first_row", models.PositiveBigIntegerField(default=0)),
                ("last_row", models.PositiveBigIntegerField(default=0)),
                ("counts", models.JSONField(blank=True, default=dict)),
                ("errors", models.JSONField(blank=True, default=list)),
                ("leans_on", models.JSONField(blank=True, default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[("applied", "applied"), ("rolled_back", "taken back")],
                        default="applied",
                        max_length=12,
                    ),
                ),
                ("actor", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("rolled_back_at", models.DateTimeField(blank=True, null=True)),
            ],
            {"ordering": ["-created_at", "-pk"]},
        ),
        migrations.CreateModel(
            "TradeName",
            [
                ("id", key()),
                ("text", models.CharField(max_length=300)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("registration", models.CharField(blank=True, max_length=60)),
                (
                    "party",
                    models.ForeignKey(on_delete=on.PROTECT, related_name="trade_names", to="provenance.party"),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("exact", "the same name"),
                            ("likely", "a likely misspelling"),
                            ("confirmed", "confirmed by a person"),
                        ],
                        default="exact",
                        max_length=10,
                    ),
                ),
                ("score", models.FloatField(default=1.0)),
                ("made_party", models.BooleanField(default=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=on.PROTECT, related_name="names", to="provenance.tradefile"
                    ),
                ),
            ],
            {
                "constraints": [
                    models.UniqueConstraint(fields=("text", "country", "registration"), name="trade_name_once")
                ]
            },
        ),
        migrations.CreateModel(
            "GoodsText",
            [("id", key()), ("text", models.TextField()), ("digest", models.UUIDField(unique=True))],
        ),
        migrations.CreateModel(
            "Shipment",
            [
                ("id", key()),
                ("file", plain_key("provenance.tradefile", related_name="shipments")),
                ("source", plain_key("provenance.source")),
                ("reference", models.CharField(max_length=300)),
                ("seller", plain_key("provenance.party", related_name="shipments_sold", db_index=True)),
                ("buyer", plain_key("provenance.party", related_name="shipments_bought", db_index=True)),
                ("seller_name", plain_key("provenance.tradename", related_name="+")),
                ("buyer_name", plain_key("provenance.tradename", related_name="+")),
                ("earliest", models.DateField(blank=True, null=True)),
                ("latest", models.DateField(blank=True, null=True)),
                ("dispatch_country", models.CharField(blank=True, max_length=2)),
                ("origin_country", models.CharField(blank=True, max_length=2)),
                ("hs6", models.CharField(blank=True, max_length=6)),
                ("description", plain_key("provenance.goodstext", blank=True, null=True)),
                (
                    "manufacturer",
                    plain_key("provenance.party", related_name="shipments_named", blank=True, null=True),
                ),
                ("quantity", provenance.models.trade.Amount(blank=True, null=True)),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("value_usd_cents", models.PositiveBigIntegerField(blank=True, null=True)),
                ("credibility", models.PositiveSmallIntegerField(choices=CREDIBILITY, default=6)),
                ("digest", models.BigIntegerField(default=0)),
            ],
            {
                "constraints": [
                    models.CheckConstraint(condition=BETWEEN_TWO, name="trade_between_two"),
                    models.CheckConstraint(condition=INTERVAL, name="trade_interval"),
                    models.UniqueConstraint(fields=("reference", "source"), name="trade_row_once"),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("manufacturer__isnull", False)),
                        fields=["manufacturer"],
                        name="trade_manufacturer",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "ShipmentMention",
            [
                ("id", key()),
                (
                    "shipment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=on.CASCADE,
                        related_name="mentions",
                        to="provenance.shipment",
                    ),
                ),
                ("canonical", models.CharField(max_length=80)),
                ("number", models.CharField(max_length=80)),
                ("manufacturer", plain_key("provenance.party", related_name="+", blank=True, null=True)),
                ("stated", models.BooleanField(default=False)),
            ],
            {
                "indexes": [
                    models.Index(
                        fields=["canonical"], name="trade_mention_canonical", opclasses=["varchar_pattern_ops"]
                    ),
                    models.Index(
                        condition=models.Q(("manufacturer__isnull", False)),
                        fields=["manufacturer"],
                        name="trade_mention_maker",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            "TradeSlab",
            [
                ("id", key()),
                ("hs6", models.CharField(blank=True, max_length=6)),
                ("period", models.IntegerField()),
                ("file", models.ForeignKey(on_delete=on.PROTECT, related_name="slabs", to="provenance.tradefile")),
                ("rows", models.PositiveIntegerField()),
                ("packed", models.BinaryField()),
            ],
            {"indexes": [models.Index(fields=["hs6", "period"], name="trade_slab")]},
        ),
        migrations.RunPython(no_compression, migrations.RunPython.noop),
        migrations.RunPython(carry, migrations.RunPython.noop),
        migrations.DeleteModel("OldShipment"),
    ]
