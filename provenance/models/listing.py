"""Who was listed by whom, from when to when."""

from typing import ClassVar

from django.db import models

from provenance.models.party import Party
from provenance.models.source import Source


class Listing(models.Model):
    """One entry of one sanctions or export-control list. `end` is empty while it stands."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="listings")
    list_name = models.CharField(max_length=120)
    jurisdiction = models.CharField(max_length=10)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    reference = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["start", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["party", "list_name", "start"], name="listing_once")]

    def __str__(self) -> str:
        return f"{self.list_name} {self.start}"
