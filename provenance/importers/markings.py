"""Lists of markings as people have them: plain text, CSV, TSV or XLSX, with the column of markings named or chosen.

A whole list is taken or none of it. Limits are settings (MARKING_LIST_...); what is beyond them is refused before it is
read any further.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import BinaryIO

from django.conf import settings

from provenance.importers.sheets import Row, text_rows, workbook_rows
from provenance.lines import lines_of
from provenance.problems import BadRecoveryDay, ColumnNeeded, ListEmpty, ListTooLarge, ListTooLong, MarkingTooLong

MEGABYTE = 1024 * 1024
MARKINGS = frozenset(
    (
        *("marking", "markings", "marking_lines", "marking text", "lettering", "text", "top mark", "topmark"),
        *("part", "part number", "part_number", "partnumber", "mpn", "number"),
        *("маркування", "текст маркування", "маркировка", "напис", "позначення", "номер"),
    )
)
"""How people name the column of markings; case does not matter."""
REFERENCES = frozenset({"ref", "reference", "id", "№", "посилання"})
RECOVERED = "recovered_on"
SHOWN, LONGEST_NAME, LONGEST_REFERENCE = 12, 40, 120


@dataclass(frozen=True, slots=True)
class Entry:
    """One marking: its lines, what its author calls it, when it was recovered."""

    lines: tuple[str, ...]
    reference: str = ""
    recovered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The column that a person chose, counted from 0; `named`: the first row holds the names of the columns."""

    column: int
    named: bool


def read_text(text: str, choice: Choice | None = None) -> list[Entry]:
    """The markings of a pasted list. Raises ListRefused."""
    return read_file(io.BytesIO(text.encode("utf-8", "surrogatepass")), choice=choice)


def read_file(file: BinaryIO, *, name: str = "", choice: Choice | None = None) -> list[Entry]:
    """The markings of a file, by its content and, for text, by the ending of its name. Raises ListRefused."""
    largest = settings.MARKING_LIST_MAX_BYTES
    if file.seek(0, io.SEEK_END) > largest:
        raise ListTooLarge(limit=largest // MEGABYTE)
    file.seek(0)
    zipped = file.read(2) == b"PK"
    file.seek(0)
    rows = workbook_rows(file) if zipped else text_rows(file.read(), table=name.lower().endswith((".csv", ".tsv")))
    found = list(_entries(rows, choice))
    if not found:
        raise ListEmpty
    return found


def _entries(rows: Iterator[Row], choice: Choice | None) -> Iterator[Entry]:
    first = list(islice(rows, SHOWN))
    names = _names(first)
    places = _places(names, first, choice)
    skipped = places.named
    for number, (line, cells) in enumerate(chain(first[skipped:], rows), start=1):
        if number > settings.MARKING_LIST_MAX_ROWS:
            raise ListTooLong(limit=settings.MARKING_LIST_MAX_ROWS)
        marking = _cell(cells, places.marking)
        if len(marking) > settings.MARKING_MAX_CHARACTERS:
            raise MarkingTooLong(line=line, limit=settings.MARKING_MAX_CHARACTERS)
        if lines := lines_of(marking):
            reference = _cell(cells, places.reference)[:LONGEST_REFERENCE]
            yield Entry(tuple(lines), reference, _day(_cell(cells, places.recovered), line))


@dataclass(frozen=True, slots=True)
class _Places:
    marking: int
    reference: int
    recovered: int
    named: bool


def _places(names: Sequence[str], first: Sequence[Row], choice: Choice | None) -> _Places:
    """Where what stands: as chosen, else by the names in the first row; one column needs no name."""
    width = max((len(cells) for _, cells in first), default=0)
    markings = [place for place, name in enumerate(names) if name in MARKINGS]
    if choice is None and not markings and width > 1:
        raise ColumnNeeded(names=", ".join(_shown(cell) for cell in first[0][1][:SHOWN]), rows=first)
    named = choice.named if choice else bool(markings)
    column = choice.column if choice else next(iter(markings), 0)
    known = names if named else ()
    reference = next((place for place, name in enumerate(known) if name in REFERENCES and place != column), -1)
    return _Places(column, reference, known.index(RECOVERED) if RECOVERED in known else -1, named)


def _names(first: Sequence[Row]) -> list[str]:
    return [cell.strip().casefold() for cell in first[0][1]] if first else []


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if 0 <= place < len(cells) else ""


def _shown(cell: str) -> str:
    return cell.strip()[:LONGEST_NAME] or "–"


def _day(text: str, line: int) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadRecoveryDay(line=line, value=text[:LONGEST_NAME]) from None
