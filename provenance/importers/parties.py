"""parties.csv and relations.csv: who there is, under which names, and how they stand to each other when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from provenance.importers.table import (
    RowError,
    RowRefused,
    one_of,
    optional,
    period,
    read_table,
    required,
    whole,
)
from provenance.models import PartyKind, RelationKind

PARTY_COLUMNS = ("slug", "name", "kind", "country", "other_names")
RELATION_COLUMNS = ("party", "relation", "other_party", "from", "to", "source", "reference", "credibility")


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One organisation; `other_names` in any script."""

    slug: str
    name: str
    kind: str
    country: str
    other_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationRow:
    """`party` is the owner, distributor... of `other_party`; both by slug or name."""

    party: str
    relation: str
    other_party: str
    start: date | None
    end: date | None
    source: str
    reference: str
    credibility: int


def read_parties(path: Path) -> Iterator[tuple[int, PartyRow | RowError]]:
    """Yield the rows of a parties file."""
    return read_table(path, PARTY_COLUMNS, _party)


def read_relations(path: Path) -> Iterator[tuple[int, RelationRow | RowError]]:
    """Yield the rows of a relations file."""
    return read_table(path, RELATION_COLUMNS, _relation)


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


def _relation(row: Mapping[str, str]) -> RelationRow:
    start, end = period(row, "from", "to", one_day=False)
    party, other = required(row, "party", 300), required(row, "other_party", 300)
    if party == other:
        raise RowRefused("party_with_itself", value=party)
    return RelationRow(
        party=party,
        relation=one_of(row, "relation", RelationKind.values),
        other_party=other,
        start=start,
        end=end,
        source=required(row, "source", 80),
        reference=optional(row, "reference", 300),
        credibility=whole(row, "credibility", 1, 6) or 6,
    )
