"""The catalogue in the database, for looking up what a marking may name."""

from collections.abc import Collection, Sequence
from functools import cached_property

from django.db import connection
from django.db.models import Exists, OuterRef

from provenance.models import Part, PartAlias, Party
from provenance.models.part import PAIR_FIELDS
from provenance.partnumbers.corrections import Corrections
from provenance.partnumbers.makers import UNNAMED
from provenance.partnumbers.quarters import nearest, pairs_near
from provenance.partnumbers.types import SCANNED, Alias, CataloguePart
from provenance.queries.corrections import standing_corrections
from provenance.queries.merging import Merged, merged_parties

COMPARED = 5000
"""Parts sharing two quarters with the keys of which no more are compared: it bounds the time in huge families."""
_PAST_ALL = "Я" * 40  # sorts after every key, in SQLite's byte order and in PostgreSQL's collations alike
SHORTEST_PIECE = 3
_PIECES = f"{Part._meta.db_table}_fragment"
_SELECT = f"SELECT number, manufacturer_id, canonical, category FROM {Part._meta.db_table} WHERE "  # noqa: S608

Row = tuple[str, int, str, str]
"""Number, maker's key, canonical number, category."""


class DatabaseCatalogue:
    """`provenance.partnumbers.types.Catalogue` over the table of parts, for one piece of work: it remembers names.

    Each method is one query, in plain SQL: a marking asks several, and building them otherwise takes longer than the
    database. Makers' names are asked for once each.
    """

    def __init__(self) -> None:
        self._makers: dict[int, str] = {}

    def exact(self, keys: Collection[str]) -> list[CataloguePart]:
        """Parts whose canonical number is one of `keys`."""
        return self._parts(_rows(_among("canonical", keys), list(keys))) if keys else []

    def aliases(self, keys: Collection[str]) -> list[Alias]:
        """Other numbers under which sources list parts that are in the catalogue, canonical among `keys`.

        No query where no source lists any. A part may be gone while another source's name for it is still there.
        """
        if not keys or not self._has_aliases:
            return []
        there = Part.objects.filter(manufacturer=OuterRef("manufacturer"), number=OuterRef("number"))
        named = PartAlias.objects.filter(Exists(there), canonical__in=keys)
        rows = list(named.select_related("source").order_by("pk"))
        parts = self._parts([(row.number, row.manufacturer_id, row.canonical, "") for row in rows])
        return [Alias(row.alias, row.canonical, part, row.source.name) for row, part in zip(rows, parts, strict=True)]

    @cached_property
    def corrections(self) -> Corrections:
        """What people corrected, as it stood when this piece of work first asked."""
        return standing_corrections(self.merged)

    @cached_property
    def merged(self) -> Merged:
        """Which companies are one, as it stood when this piece of work first asked."""
        return merged_parties()

    @cached_property
    def _has_aliases(self) -> bool:
        return PartAlias.objects.exists()

    def extending(self, key: str, limit: int) -> list[CataloguePart]:
        """At most `limit` of the first `SCANNED` parts whose canonical number starts with `key`, shortest first.

        A range instead of LIKE: SQLite's LIKE cannot use the index, and keys are digits and upper-case letters.
        """
        if not key:
            return []
        first = "canonical >= %s AND canonical <= %s ORDER BY canonical LIMIT %s"
        rows = _rows(first, [key, key + _PAST_ALL, SCANNED])
        return self._parts(sorted(rows, key=lambda row: len(row[2]))[:limit])

    def holding(self, key: str) -> list[CataloguePart]:
        """At most `SCANNED` parts with `key` (three characters or more) anywhere in their canonical number.

        The same LIKE for both databases; what answers it is an index of trigrams: see migration 0004.
        """
        if len(key) < SHORTEST_PIECE:
            return []
        piece = f"id IN (SELECT rowid FROM {_PIECES} WHERE canonical LIKE %s LIMIT {SCANNED})"  # noqa: S608
        return self._parts(_rows(piece, [f"%{key}%"]))

    def near(self, keys: Collection[str], limit: int) -> list[CataloguePart]:
        """At most `limit` parts whose canonical number is at most two edits from one of `keys`, nearest first."""
        if not keys:
            return []
        asked = [frozenset().union(*each) for each in zip(*map(pairs_near, keys), strict=True)]
        pairs = [(field, each) for field, each in zip(PAIR_FIELDS, asked, strict=True) if each]
        either = " OR ".join(_among(field, each) for field, each in pairs)
        wanted = [number for _, each in pairs for number in each]
        rows = _rows(f"{either} LIMIT %s", [*wanted, COMPARED]) if pairs else []
        near = nearest(keys, [canonical for _, _, canonical, _ in rows])
        return self._parts([rows[place] for place in near[:limit]])

    def _parts(self, rows: Sequence[Row]) -> list[CataloguePart]:
        unknown = {maker for _, maker, _, _ in rows} - self._makers.keys()
        if unknown:
            named = Party.objects.filter(pk__in=unknown).values_list("pk", "name", "merged_into")
            roots = self.merged.roots if any(into for *_, into in named) else {}
            self._makers.update({pk: roots[pk].name if pk in roots else name for pk, name, _into in named})
        return [CataloguePart(number, self._name(maker), *rest) for number, maker, *rest in rows]

    def _name(self, maker: int) -> str:
        name = self._makers[maker]
        return "" if name == UNNAMED else name


def _rows(which: str, values: Sequence[str | int]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(_SELECT + which, values)
        rows: list[Row] = cursor.fetchall()
    return rows


def _among(field: str, values: Collection[object]) -> str:
    return f"{field} IN ({', '.join(['%s'] * len(values))})"
