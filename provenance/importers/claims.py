"""claims.csv: statements that goods moved, without the paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from provenance.importers.movements import COLUMNS, MovementRow, movement
from provenance.importers.table import RowError, one_of, optional, read_table
from provenance.models import ClaimKind


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A movement with what the claim says was done, and its words."""

    movement: MovementRow
    kind: str
    statement: str


def read_claims(path: Path) -> Iterator[tuple[int, ClaimRow | RowError]]:
    """Yield the rows of a claims file."""
    return read_table(path, (*COLUMNS, "kind", "statement"), _claim)


def _claim(row: Mapping[str, str]) -> ClaimRow:
    return ClaimRow(movement(row), one_of(row, "kind", ClaimKind.values), optional(row, "statement", 5000))
