"""Answers as text for other programs: CSV that no spreadsheet runs as formulas, and JSON lines. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell that is taken for a formula begins with (OWASP, CSV injection)."""


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: those that begin like one get an apostrophe before them."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def csv_pieces(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A CSV file in UTF-8 row by row, with the mark by which spreadsheets know the encoding."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    for row in chain([columns], rows):
        writer.writerow([harmless(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def json_lines(rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """One JSON object a line."""
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
