"""Numbers under which registers know a party."""

from typing import ClassVar

from django.db import models

from provenance.models.party import Party
from provenance.search_key import SearchKeyField


class PartyIdentifier(models.Model):
    """One number of one party. `scheme`: a key of `provenance.identifiers.SCHEMES`, or "other"; `value` normalised.

    `valid`: what the check digits say, empty where the scheme has none. `strong`: two parties with this number are the
    same; others only support what a name says. `added_by`: the version of a list that first gave it.
    """

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=100, db_index=True)
    text = models.CharField(max_length=200)
    valid = models.BooleanField(null=True)
    strong = models.BooleanField(default=False)
    added_by = models.ForeignKey("ListVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    search_key = SearchKeyField("text")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["party", "scheme", "value"], name="party_identifier_once")
        ]

    def __str__(self) -> str:
        return self.text
