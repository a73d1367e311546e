"""sources.csv: documents, data sets and people that state something, with their reliability."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from provenance.importers.table import RowError, one_of, optional, read_table, required
from provenance.models import Reliability

COLUMNS = ("slug", "name", "reliability", "origin", "party_to_war")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source; `origin` is the slug of the first source that it repeats."""

    slug: str
    name: str
    reliability: str
    origin: str
    party_to_war: bool


def read_sources(path: Path) -> Iterator[tuple[int, SourceRow | RowError]]:
    """Yield the rows of a sources file."""
    return read_table(path, COLUMNS, _source)


def _source(row: Mapping[str, str]) -> SourceRow:
    return SourceRow(
        slug=required(row, "slug", 80),
        name=required(row, "name", 300),
        reliability=one_of(row, "reliability", Reliability.values),
        origin=optional(row, "origin", 80),
        party_to_war=one_of(row, "party_to_war", ("", "no", "yes")) == "yes",
    )
