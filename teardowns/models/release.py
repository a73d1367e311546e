"""What was shown to a maker: the finding, frozen when an analyst confirmed."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from teardowns.models.identification import Identification
from teardowns.models.weapon import WeaponModel


class Release(models.Model):
    """A finding open to those who speak for one brand. Holds only what `teardowns.disclosure` lets through.

    `month`: first day of the month of recovery. `picture_sha256`: the covered view of this one component.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    identification = models.OneToOneField(Identification, on_delete=models.PROTECT, related_name="release")
    brand = models.ForeignKey("provenance.Party", on_delete=models.PROTECT, related_name="releases")
    part_number = models.CharField(max_length=80)
    marking_lines = models.JSONField(default=list)
    date_code = models.CharField(max_length=40, blank=True)
    date_rule = models.CharField(max_length=120, blank=True)
    made_earliest = models.DateField(null=True, blank=True)
    made_latest = models.DateField(null=True, blank=True)
    weapon_model = models.ForeignKey(WeaponModel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=6, blank=True)
    month = models.DateField(null=True, blank=True)
    picture_sha256 = models.CharField(max_length=64, blank=True)
    level = models.PositiveSmallIntegerField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-released_on", "public_id"]
        indexes: ClassVar = [
            models.Index(fields=["brand", "part_number"], name="release_brand_part", condition=Q(withdrawn_at=None))
        ]

    def __str__(self) -> str:
        return self.part_number
