"""The files of reference data as rows of text, and what their cells mean."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

_HERE = Path(__file__).parent


def rows(name: str) -> Iterator[dict[str, str]]:
    """Every row of one of the files, by column."""
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def day(text: str) -> date | None:
    """A day, or None for an empty cell."""
    return date.fromisoformat(text) if text else None


def several(text: str) -> tuple[str, ...]:
    """The pieces of a cell that holds several, parted by `;`."""
    return tuple(piece.strip() for piece in text.split(";") if piece.strip())
