"""The catalogue in the database, for looking up what a marking may name."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from provenance.models import Part
from provenance.partnumbers.makers import UNNAMED
from provenance.partnumbers.normalise import head, tail
from provenance.partnumbers.types import CataloguePart

_PAST_ALL = "Я" * 40  # sorts after every key, in SQLite's byte order and in PostgreSQL's collations alike


class DatabaseCatalogue:
    """`provenance.partnumbers.types.Catalogue` over the table of parts; each method is one query."""

    def exact(self, keys: Collection[str]) -> list[CataloguePart]:
        """Parts whose canonical number is one of `keys`."""
        return _parts(Part.objects.filter(canonical__in=list(keys))) if keys else []

    def extending(self, key: str, limit: int) -> list[CataloguePart]:
        """At most `limit` parts whose canonical number starts with `key`, shortest first.

        A range instead of LIKE: SQLite's LIKE cannot use the index, and keys are digits and upper-case letters.
        """
        if not key:
            return []
        fitting = Part.objects.filter(canonical__gte=key, canonical__lte=key + _PAST_ALL)
        return _parts(fitting.order_by(Length("canonical"), "canonical")[:limit])

    def sharing_half(self, key: str, limit: int) -> list[CataloguePart]:
        """At most `limit` parts whose head or tail equals that of `key`."""
        fitting = Part.objects.filter(Q(head=head(key)) | Q(tail=tail(key)))
        return _parts(fitting.order_by("canonical")[:limit])


def _parts(rows: QuerySet[Part]) -> list[CataloguePart]:
    found = rows.values_list("number", "manufacturer__name", "canonical", "category")
    return [CataloguePart(number, "" if name == UNNAMED else name, *rest) for number, name, *rest in found]
