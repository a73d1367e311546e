"""Part numbers with their makers, and the keys under which they are looked up."""

from typing import ClassVar

from django.db import models

from provenance.models.party import Party
from provenance.models.source import Source
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.quarters import PAIRS, pairs_of

PAIR_FIELDS = tuple(f"pair_{one + 1}{other + 1}" for one, other in PAIRS)
KEY_FIELDS = ("canonical", *PAIR_FIELDS)


def lookup_keys(number: str) -> dict[str, str | int]:
    """The values of `KEY_FIELDS` for a part number."""
    key = canonical(number)
    return dict(zip(KEY_FIELDS, (key, *pairs_of(key)), strict=True))


class Part(models.Model):
    """A maker's brand and part number. The `KEY_FIELDS` follow from the number (`lookup_keys`)."""

    manufacturer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="parts")
    number = models.CharField(max_length=80)
    canonical = models.CharField(max_length=80, db_index=True)
    pair_12 = models.IntegerField()
    pair_13 = models.IntegerField()
    pair_14 = models.IntegerField()
    pair_23 = models.IntegerField()
    pair_24 = models.IntegerField()
    pair_34 = models.IntegerField()
    category = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["manufacturer", "number"], name="part_once_a_maker")]
        indexes: ClassVar = [
            models.Index(fields=["number"], name="part_number"),
            *(models.Index(fields=[field], name=f"part_{field}") for field in PAIR_FIELDS),
        ]

    def __str__(self) -> str:
        return self.number
