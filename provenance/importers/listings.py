"""listings.csv: who was listed by whom, from when to when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from provenance.importers.table import RowError, RowRefused, optional, period, read_table, required

COLUMNS = ("party", "list", "jurisdiction", "from", "to", "source", "reference")


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One party (by slug or name) on one list. The first day must be known."""

    party: str
    list_name: str
    jurisdiction: str
    start: date
    end: date | None
    source: str
    reference: str


def read_listings(path: Path) -> Iterator[tuple[int, ListingRow | RowError]]:
    """Yield the rows of a listings file."""
    return read_table(path, COLUMNS, _listing)


def _listing(row: Mapping[str, str]) -> ListingRow:
    start, end = period(row, "from", "to", one_day=False)
    if start is None:
        raise RowRefused("empty", column="from")
    return ListingRow(
        party=required(row, "party", 300),
        list_name=required(row, "list", 120),
        jurisdiction=required(row, "jurisdiction", 10),
        start=start,
        end=end,
        source=required(row, "source", 80),
        reference=optional(row, "reference", 300),
    )
