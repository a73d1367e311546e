"""Weapon models and recovered specimens."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from teardowns.models.regions import Region


class WeaponModel(models.Model):
    """Reference data: a type of missile, drone or other weapon with its names in Ukrainian and English."""

    slug = models.SlugField(max_length=80, unique=True)
    name_en = models.CharField(max_length=120)
    name_uk = models.CharField(max_length=120)
    transliteration = models.CharField(max_length=120, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["name_en"]

    def __str__(self) -> str:
        return self.name_en


class DatePrecision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class Specimen(models.Model):
    """One recovered weapon. The weapon model may be unknown, the place is a region, never a point."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="specimens")
    label = models.CharField(max_length=60)
    weapon_model = models.ForeignKey(
        WeaponModel, null=True, blank=True, on_delete=models.PROTECT, related_name="specimens"
    )
    region = models.CharField(max_length=6, choices=Region.choices, blank=True, default=Region.UNKNOWN)
    recovered_on = models.DateField(null=True, blank=True)
    recovered_precision = models.CharField(max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "label"], name="specimen_label_once_an_organisation")
        ]

    def __str__(self) -> str:
        return self.label
