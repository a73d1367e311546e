"""Part numbers with their makers."""

from typing import ClassVar

from django.db import models

from provenance.models.party import Party
from provenance.models.source import Source


class Part(models.Model):
    """A maker's brand and part number. `canonical`, `head` and `tail` are lookup keys (`provenance.partnumbers`)."""

    manufacturer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="parts")
    number = models.CharField(max_length=80)
    canonical = models.CharField(max_length=80, db_index=True)
    head = models.CharField(max_length=16, db_index=True)
    tail = models.CharField(max_length=16, db_index=True)
    category = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["manufacturer", "number"], name="part_once_a_maker")]
        indexes: ClassVar = [models.Index(fields=["number"], name="part_number")]

    def __str__(self) -> str:
        return self.number
