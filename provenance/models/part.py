"""Part numbers with their makers, and the keys under which they are looked up."""

from typing import ClassVar

from django.db import models

from provenance.models.catalogue_import import CatalogueImport
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
    """A maker's brand and part number. The `KEY_FIELDS` follow from the number (`lookup_keys`).

    `base`: the number without what orders package, grade and packing, as the source has it. `gone_on`: since when its
    source no longer lists it; the part stays. `added_by`: the import to which it is owed, so that it can be taken back.
    """

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
    base = models.CharField(max_length=80, blank=True, db_default="")
    package = models.CharField(max_length=80, blank=True, db_default="")
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    gone_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(CatalogueImport, null=True, blank=True, on_delete=models.PROTECT, related_name="parts")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["manufacturer", "number"], name="part_once_a_maker")]
        indexes: ClassVar = [
            models.Index(fields=["number"], name="part_number"),
            *(models.Index(fields=[field], name=f"part_{field}") for field in PAIR_FIELDS),
        ]

    def __str__(self) -> str:
        return self.number


class PartAlias(models.Model):
    """Another number under which a source lists a part: a former number, a library's name, a customer's code."""

    manufacturer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="part_aliases")
    number = models.CharField(max_length=80)
    alias = models.CharField(max_length=80)
    canonical = models.CharField(max_length=80, db_index=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    added_by = models.ForeignKey(
        CatalogueImport, null=True, blank=True, on_delete=models.PROTECT, related_name="part_aliases"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["manufacturer", "number", "alias"], name="part_alias_once")
        ]

    def __str__(self) -> str:
        return f"{self.alias} {self.number}"
