"""Answers as text for other programs: CSV that no spreadsheet runs as formulas, and JSON lines. Pure."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

_UNSEEN = r"\s\x00-\x1f\x7f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Signs that spreadsheets drop, or do not show, before a formula."""
_SIGNS = "=+@\\-\u207a\u207b\u207c\u208a\u208b\u208c\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
"""What a formula begins with (OWASP, CSV injection), also in full width, small and raised."""
_FORMULA = re.compile(rf"[\t\r\n]|[{_UNSEEN}]*[{_SIGNS}]")
_GUARD = "'"


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: those that begin like one get an apostrophe before them.

    So do those that begin with an apostrophe and go on like one: else `without_guard` would take theirs."""
    return f"{_GUARD}{cell}" if _FORMULA.match(cell.lstrip(_GUARD)) else cell


def without_guard(cell: str) -> str:
    """A cell as it was before `harmless`."""
    return cell[1:] if cell.startswith(_GUARD) and _FORMULA.match(cell.lstrip(_GUARD)) else cell


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
