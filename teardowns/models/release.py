"""What was shown to a maker: the finding, frozen when an analyst confirmed."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from teardowns.models.identification import Identification
from teardowns.models.plain_key import PlainKeyField
from teardowns.models.weapon import WeaponModel

FILTERED = (
    *("weapon_model", "month", "made_earliest", "made_latest", "opened_at"),
    *("part_key", "date_key", "lot_key"),
)


class Release(models.Model):
    """A finding open to those who speak for one brand. Holds only what `teardowns.disclosure` lets through.

    `month`: first day of the month of recovery. `picture_sha256`: the covered view of this one component.
    `lot_code`: as the marking shows it. `grade`: Admiralty, by the rule of `teardowns.disclosure`.
    `sealed_month`: first day of the month in which the original was sealed. `custody_entries`: of the ledger about this
    component, and `readings` of its marking, when it was released; None: not counted then.
    `opened_at`: since when it is open to its maker; a finding that was taken back and opened again is new once more.
    The keys are what a maker filters by (`PlainKeyField`).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    identification = models.OneToOneField(Identification, on_delete=models.PROTECT, related_name="release")
    brand = models.ForeignKey("provenance.Party", on_delete=models.PROTECT, related_name="releases")
    part_number = models.CharField(max_length=80)
    marking_lines = models.JSONField(default=list)
    date_code = models.CharField(max_length=40, blank=True)
    date_rule = models.CharField(max_length=120, blank=True)
    lot_code = models.CharField(max_length=80, blank=True, default="")
    part_key = PlainKeyField("part_number")
    date_key = PlainKeyField("date_code")
    lot_key = PlainKeyField("lot_code")
    made_earliest = models.DateField(null=True, blank=True)
    made_latest = models.DateField(null=True, blank=True)
    weapon_model = models.ForeignKey(WeaponModel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=6, blank=True)
    month = models.DateField(null=True, blank=True)
    picture_sha256 = models.CharField(max_length=64, blank=True)
    grade = models.CharField(max_length=2, blank=True, default="")
    sealed_month = models.DateField(null=True, blank=True)
    custody_entries = models.PositiveIntegerField(null=True, blank=True)
    readings = models.PositiveIntegerField(null=True, blank=True)
    level = models.PositiveSmallIntegerField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_on = models.DateField()
    opened_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-released_on", "public_id"]
        # All begin with the brand: what others have lies elsewhere. The first holds all that a maker filters by, so
        # that pages and counts are read from it alone (`withdrawn_at` is in it because SQLite asks the row otherwise).
        indexes: ClassVar = [
            models.Index(
                fields=["brand", "-released_on", "public_id", *FILTERED, "withdrawn_at"],
                condition=Q(withdrawn_at=None),
                name="release_page",
            ),
            models.Index(
                fields=["brand", "weapon_model", "-released_on", "public_id"],
                condition=Q(withdrawn_at=None),
                name="release_brand_weapon",
            ),
            models.Index(fields=["brand", "part_number"], name="release_brand_part", condition=Q(withdrawn_at=None)),
        ]

    def __str__(self) -> str:
        return self.part_number
