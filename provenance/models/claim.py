"""Sourced, dated, graded statements about goods on their way. A correction is a new row that supersedes."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from provenance.models.party import Party
from provenance.models.source import Credibility, Source


class ClaimKind(models.TextChoices):
    """What a claim says its parties did with the goods."""

    SOLD = "sold", _("sold")
    SHIPPED = "shipped", _("shipped")
    USED = "used", _("used")


class ClaimFile(models.Model):
    """One file of claims, its bytes in the vault under `sha256`. `content`: a hash of what its rows say, the same for
    the same rows in another encoding or order.

    `counts`: {"new", "already_there", "refused", "new_parties"}. `errors`: the first refused rows, [{"line", "code",
    "params"}]. `made_parties`: primary keys of companies that nobody knew before. `rolled_back_at`: when it was taken
    back; its claims are gone then.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.CharField(max_length=64, db_index=True)
    mapping = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    errors = models.JSONField(default=list, blank=True)
    made_parties = models.JSONField(default=list, blank=True)
    actor = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    rolled_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Claim(models.Model):
    """A statement by a party or a report that goods moved, without the paper. `file`: the one that brought it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seller = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="claims_sold")
    buyer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="claims_bought")
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    part_number = models.CharField(max_length=80, blank=True)
    part_canonical = models.CharField(max_length=80, blank=True, db_index=True)
    manufacturer = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="claims_named"
    )
    hs6 = models.CharField(max_length=6, blank=True, db_index=True)
    quantity = models.PositiveBigIntegerField(null=True, blank=True)
    value_usd_cents = models.PositiveBigIntegerField(null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    reference = models.CharField(max_length=300)
    credibility = models.PositiveSmallIntegerField(choices=Credibility.choices, default=Credibility.UNKNOWN)
    recorded_at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=10, choices=ClaimKind.choices, default=ClaimKind.SOLD)
    statement = models.TextField(blank=True)
    file = models.ForeignKey(ClaimFile, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    supersedes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(seller=F("buyer")), name="claim_between_two"),
            models.CheckConstraint(
                condition=Q(earliest__isnull=True) | Q(latest__isnull=True) | Q(earliest__lte=F("latest")),
                name="claim_interval",
            ),
            models.UniqueConstraint(fields=["source", "reference"], name="claim_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.reference}"
