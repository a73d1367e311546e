"""parties.csv: who there is, and under which names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from provenance.importers.table import RowError, RowRefused, one_of, optional, read_table, required
from provenance.models import PartyKind

PARTY_COLUMNS = ("slug", "name", "kind", "country", "other_names")


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One organisation; `other_names` in any script."""

    slug: str
    name: str
    kind: str
    country: str
    other_names: tuple[str, ...]


def read_parties(path: Path) -> Iterator[tuple[int, PartyRow | RowError]]:
    """Yield the rows of a parties file."""
    return read_table(path, PARTY_COLUMNS, _party)


def _party(row: Mapping[str, str]) -> PartyRow:
    slug = required(row, "slug", 120)
    if not slug.replace("-", "").isalnum() or not slug.isascii() or slug != slug.lower():
        raise RowRefused("not_a_slug", value=slug)
    return PartyRow(
        slug=slug,
        name=required(row, "name", 300),
        kind=one_of(row, "kind", PartyKind.values),
        country=optional(row, "country", 2).upper(),
        other_names=tuple(name.strip()[:300] for name in row["other_names"].split(";") if name.strip()),
    )
