"""Customs records, invoices and delivery notes: files of shipments, who and what they name, and packed copies.

Millions of rows come of one file. What repeats (names, descriptions) is a row of its own, resolved once; references
to such rows are kept right by the one operation that writes them and not by the database, which would ask for each of
ten million rows again.
"""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from provenance.models.party import Party
from provenance.models.source import Credibility, Source


class TradeFileState(models.TextChoices):
    """Where a file of shipments stands."""

    APPLIED = "applied", _("applied")
    ROLLED_BACK = "rolled_back", _("taken back")


class TradeFile(models.Model):
    """One file of shipments. Its bytes are kept in the vault under `sha256` (empty: rows older than such files).

    `content`: a hash of what its rows say, the same for the same rows in another encoding or order. `source`: that of
    its rows; none where they name several. `mapping`: {our column: theirs}. `rows`: how many it
    added, with keys from `first_row` to `last_row`. `counts`: {"new", "already_there", "refused", "new_parties",
    "likely_names"}. `errors`: the first refused rows, [{"line", "code", "params"}]. `leans_on`: public ids of earlier
    files of which it states rows again, so that those cannot be taken back before it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="trade_files")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, blank=True)
    content = models.CharField(max_length=64, blank=True, db_index=True)
    mapping = models.JSONField(default=dict, blank=True)
    rows = models.PositiveBigIntegerField(default=0)
    first_row = models.PositiveBigIntegerField(default=0)
    last_row = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)
    errors = models.JSONField(default=list, blank=True)
    leans_on = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=12, choices=TradeFileState.choices, default=TradeFileState.APPLIED)
    actor = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    rolled_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class NameMatch(models.TextChoices):
    """How it is known whom a name means."""

    EXACT = "exact", _("the same name")
    LIKELY = "likely", _("a likely misspelling")
    CONFIRMED = "confirmed", _("confirmed by a person")


class TradeName(models.Model):
    """A company as a record writes it, with its country and registration number where the record has them, and whom
    it means.

    `score`: likeness of a likely name, 0 to 1. `added_by`: the file that brought it; `made_party`: its party was made
    for it.
    """

    text = models.CharField(max_length=300)
    country = models.CharField(max_length=2, blank=True)
    registration = models.CharField(max_length=60, blank=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="trade_names")
    how = models.CharField(max_length=10, choices=NameMatch.choices, default=NameMatch.EXACT)
    score = models.FloatField(default=1.0)
    made_party = models.BooleanField(default=False)
    added_by = models.ForeignKey(TradeFile, null=True, blank=True, on_delete=models.PROTECT, related_name="names")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text", "country", "registration"], name="trade_name_once")
        ]

    def __str__(self) -> str:
        return self.text


class GoodsText(models.Model):
    """Goods as a record describes them. `digest`: BLAKE2b of the text, under which it is found."""

    text = models.TextField()
    digest = models.UUIDField(unique=True)

    def __str__(self) -> str:
        return self.text[:80]


class Amount(models.FloatField):  # type: ignore[type-arg]
    """A number of pieces, or of another unit that may have fractions: whole numbers are read as such."""

    def from_db_value(self, value: float | None, *_context: Any) -> float | None:
        """An `int` where it is one."""
        return int(value) if value is not None and value.is_integer() else value


class Shipment(models.Model):
    """A row of a customs record, invoice or delivery note: paper that shows goods moving.

    `reference`: its `row_id`, unique in its source; with its file that is its address. `seller_name`, `buyer_name`:
    as written. `hs6`: six or four digits. `quantity` in `unit`. `digest`: of what the row says, so that the same
    reference with other content is seen; 0 where it is not known.
    """

    file = models.ForeignKey(
        TradeFile, on_delete=models.PROTECT, related_name="shipments", db_constraint=False, db_index=False
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, db_constraint=False, db_index=False)
    reference = models.CharField(max_length=300)
    seller = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="shipments_sold", db_constraint=False)
    buyer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="shipments_bought", db_constraint=False)
    seller_name = models.ForeignKey(
        TradeName, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    buyer_name = models.ForeignKey(
        TradeName, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    dispatch_country = models.CharField(max_length=2, blank=True)
    origin_country = models.CharField(max_length=2, blank=True)
    hs6 = models.CharField(max_length=6, blank=True)
    description = models.ForeignKey(
        GoodsText, null=True, blank=True, on_delete=models.PROTECT, db_constraint=False, db_index=False
    )
    manufacturer = models.ForeignKey(
        Party,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="shipments_named",
        db_constraint=False,
        db_index=False,
    )
    quantity = Amount(null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    value_usd_cents = models.PositiveBigIntegerField(null=True, blank=True)
    credibility = models.PositiveSmallIntegerField(choices=Credibility.choices, default=Credibility.UNKNOWN)
    digest = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(seller=F("buyer")), name="trade_between_two"),
            models.CheckConstraint(
                condition=Q(earliest__isnull=True) | Q(latest__isnull=True) | Q(earliest__lte=F("latest")),
                name="trade_interval",
            ),
            models.UniqueConstraint(fields=["reference", "source"], name="trade_row_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["manufacturer"], condition=Q(manufacturer__isnull=False), name="trade_manufacturer")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.reference}"

    @property
    def part_number(self) -> str:
        """The part numbers that the row names, as written."""
        return ", ".join(dict.fromkeys(mention.number for mention in self.mentions.all()))


class ShipmentMention(models.Model):
    """What looks like a part number in a row, catalogued or not. `stated`: it stood in a column of its own."""

    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="mentions", db_constraint=False)
    canonical = models.CharField(max_length=80)
    number = models.CharField(max_length=80)
    manufacturer = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    stated = models.BooleanField(default=False)

    class Meta:
        # Serves both equality and beginnings, whatever the collation.
        indexes: ClassVar = [
            models.Index(fields=["canonical"], opclasses=["varchar_pattern_ops"], name="trade_mention_canonical"),
            models.Index(fields=["manufacturer"], condition=Q(manufacturer__isnull=False), name="trade_mention_maker"),
        ]

    def __str__(self) -> str:
        return self.number


class TradeSlab(models.Model):
    """The rows of one file under one code in 30 days, packed as `provenance.tracing.columns.SHIPMENT`.

    `period`: days since year 1 // 30 of the earliest day; -1 for rows without days and those of longer intervals.
    A very long file has several slabs of one code and period.
    """

    hs6 = models.CharField(max_length=6, blank=True)
    period = models.IntegerField()
    file = models.ForeignKey(TradeFile, on_delete=models.PROTECT, related_name="slabs")
    rows = models.PositiveIntegerField()
    packed = models.BinaryField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["hs6", "period"], name="trade_slab")]

    def __str__(self) -> str:
        return f"{self.hs6} {self.period}"
