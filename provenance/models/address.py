"""Where a party sits, as its sources write it."""

from typing import ClassVar

from django.db import models

from provenance.models.party import Party
from provenance.search_key import SearchKeyField


class PartyAddress(models.Model):
    """One address. `key`: the same for the same place written otherwise; empty where the text is too vague to compare
    (`provenance.addresses`). `added_by`: the version of a list that first gave it.
    """

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="places")
    text = models.CharField(max_length=500)
    key = models.CharField(max_length=300, blank=True, db_index=True)
    country = models.CharField(max_length=2, blank=True)
    added_by = models.ForeignKey("ListVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    search_key = SearchKeyField("text")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["party", "text"], name="party_address_once")]

    def __str__(self) -> str:
        return self.text
