"""What is asked of an import of a list, and what it tells of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from provenance.importers.table import RowError
from provenance.models import ListVersion

MOST_ERRORS = 10_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be imported, and how. `effective`, `name` and `jurisdiction` go before what the file says."""

    path: Path
    format: str
    actor: str
    effective: date | None = None
    name: str = ""
    jurisdiction: str = ""
    preview: bool = False
    confirm_shrink: bool = False


@dataclass(slots=True)
class ListReport:
    """`versions`: by list, what changed. `errors`: rows refused. `left_out`: people and ships. `unchanged`: the file
    is what stands already. `shrinking`: lists that lose half or more. `preview`: nothing of it was kept.
    `encoding`: in which a table was written."""

    versions: list[ListVersion] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    shrinking: list[str] = field(default_factory=list)
    refused: int = 0
    left_out: int = 0
    new_parties: int = 0
    relations: int = 0
    shipments: int = 0
    unchanged: bool = False
    preview: bool = False
    encoding: str = ""

    @property
    def created(self) -> int:
        """How many entries were new; none where the file stood already."""
        return 0 if self.unchanged else sum(version.counts["new"] for version in self.versions)

    def refuse(self, error: RowError) -> None:
        """One more row that was left out."""
        self.refused += 1
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(error)
