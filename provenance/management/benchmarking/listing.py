"""A part list of any size: the rows of a real one, and above their number ordering variants of them."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from provenance.importers.parts import COLUMNS, LONGEST_NUMBER, PartRow, read_parts

SUFFIXES = ("-TR", "T", "-REEL7", "R", "#PBF", "G4", "-T", "/NOPB", "-REEL", "TR", "-E3", "-Q1")
"""What makers add to a number for reels, lead-free finish and automotive grade."""


def drawn(path: Path, parts: int, seed: int) -> Iterator[PartRow]:
    """So many rows of the list at `path`; when it is shorter, all of them and variants in rounds.

    Raises ImportStopped for a list that cannot be read.
    """
    total = sum(1 for _ in _rows(path))
    for turn in range(len(SUFFIXES) + 1):
        wanted = min(total, parts - turn * total)
        if wanted <= 0:
            return
        chosen = set(random.Random(seed + turn).sample(range(total), wanted))  # noqa: S311
        for index, row in enumerate(_rows(path)):
            if index in chosen:
                yield row if turn == 0 else _variant(row, SUFFIXES[(index + turn) % len(SUFFIXES)])


def write(rows: Iterator[PartRow], path: Path, kept: set[int]) -> list[PartRow]:
    """Write the rows as a list that `import_parts` reads; return those at the places `kept`."""
    remembered = []
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerow(COLUMNS)
        for place, row in enumerate(rows):
            writer.writerow((row.number, row.manufacturer, row.category))
            if place in kept:
                remembered.append(row)
    return remembered


def _rows(path: Path) -> Iterator[PartRow]:
    return (row for _, row in read_parts(path) if isinstance(row, PartRow))


def _variant(row: PartRow, suffix: str) -> PartRow:
    return PartRow((row.number + suffix)[:LONGEST_NUMBER], row.manufacturer, row.category)
