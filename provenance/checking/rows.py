"""Rows of the reference files with the lines they stand on, and what is found wrong with them."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "reference"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file; `line` counts from 1, the heading is line 1."""

    file: str
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column) or ""

    @property
    def at(self) -> str:
        """Where it stands: "manufacturers.csv:17"."""
        return f"{self.file}:{self.line}"

    def pieces(self, column: str) -> tuple[str, ...]:
        """What a cell lists, separated by semicolons."""
        return tuple(piece.strip() for piece in self[column].split(";") if piece.strip())


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is wrong with a row. `code` is stable; `against`: where the other side of it stands, if there is one."""

    file: str
    line: int
    code: str
    says: str
    against: str = ""


Tables = Mapping[str, tuple[Row, ...]]
"""The rows of every file, by its name."""


def tables(folder: Path = FOLDER) -> Tables:
    """Every CSV file of a folder."""
    return {path.name: tuple(_rows(path)) for path in sorted(folder.glob("*.csv"))}


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for values in reader:
            yield Row(path.name, reader.line_num, values)


def wrong(row: Row, code: str, says: str, against: Row | None = None) -> Contradiction:
    """Something wrong with a row, against another one where there is one."""
    return Contradiction(row.file, row.line, code, says, against.at if against else "")


def twice(claims: Iterable[tuple[str, str, Row]], code: str, says: str) -> Iterator[Contradiction]:
    """Of (key, owner, row): keys that two owners claim. `says` is filled with key, owner and other."""
    taken: dict[str, tuple[str, Row]] = {}
    for key, owner, row in claims:
        other, first = taken.setdefault(key, (owner, row))
        if other != owner:
            yield wrong(row, code, says.format(key=key, owner=owner, other=other), first)


def compiles(rows: Iterable[Row], column: str) -> Iterator[Contradiction]:
    """Patterns of a column that are no regular expressions."""
    for row in rows:
        try:
            re.compile(row[column])
        except re.error as error:
            yield wrong(row, "pattern", f"the pattern {row[column]} does not compile: {error}")
