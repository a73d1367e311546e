"""Part lists as tables: CSV, TSV or with semicolons, gzipped or not, their columns mapped to our fields."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from provenance.importers.part_row import LONGEST_FIELD, LONGEST_NUMBER, PartRow, checked
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError
from provenance.importers.unpacking import Meter, opened

__all__ = ["COLUMNS", "FIELDS", "LONGEST_FIELD", "LONGEST_NUMBER", "Header", "PartRow", "read_header", "read_parts"]

COLUMNS = ("mpn", "manufacturer", "category")
"""What we call the columns of a list that we write."""
FIELDS = ("number", "manufacturer", "category", "package", "base", "aliases")
NEEDED = FIELDS[:2]
_DELIMITERS = ("\t", ",", ";", "|")
_BETWEEN = re.compile(r"[;|]")
_SAMPLE = 3
_USUAL: Mapping[str, tuple[str, ...]] = {
    "number": ("mpn", "partnumber", "manufacturerpartnumber", "mfrpartnumber", "mfrpart", "mfgpartnumber", "partno",
               "number", "part", "артикул", "номер", "позначення"),
    "manufacturer": ("manufacturer", "maker", "mfr", "mfg", "brand", "manufacturername", "виробник", "производитель"),
    "category": ("category", "type", "family", "class", "категорія", "категория"),
    "package": ("package", "case", "packagecase", "footprint", "корпус"),
    "base": ("base", "basenumber", "basepartnumber", "genericpart"),
    "aliases": ("aliases", "alias", "othernumbers", "alternatenumbers"),
}  # fmt: skip
"""Names of columns, letters and digits only, by which a field is guessed."""


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a table and a few rows below it, for whoever maps the columns."""

    delimiter: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def guess(self) -> dict[str, str]:
        """Our field to their column, as far as the names tell."""
        by_key = {re.sub(r"\W|_", "", name.casefold()): name for name in reversed(self.names)}
        found = {field: next((by_key[key] for key in keys if key in by_key), "") for field, keys in _USUAL.items()}
        return {field: name for field, name in found.items() if name}


def read_header(path: Path) -> Header:
    """The header of a table. Raises FileStopped for a file that cannot be read or is empty."""
    with opened(path, Meter()) as file:
        texts = file.texts()
        delimiter, names = _header(next(texts, ""))
        rows: list[tuple[str, ...]] = []
        for text, _number in zip(texts, range(_SAMPLE), strict=False):
            rows.append(tuple(cell[:80] for cell in _cells(text, delimiter, len(rows) + 2)))
    return Header(delimiter, names, tuple(rows))


def read_parts(
    path: Path, columns: Mapping[str, str] | None = None, meter: Meter | None = None
) -> Iterator[tuple[int, PartRow | RowError]]:
    """Yield (line, part or error). `columns`: our field to their column; guessed from the header when left out.

    Several aliases in one cell are separated by `;` or `|`. Raises FileStopped for a file that cannot be read or lacks
    a column.
    """
    with opened(path, meter or Meter()) as file:
        texts = file.texts()
        delimiter, names = _header(next(texts, ""))
        places = _places(names, columns or Header(delimiter, names, ()).guess())
        rows = csv.reader(texts, delimiter=delimiter)
        found = 0
        try:
            for row in rows:
                if row:
                    found += 1
                    yield rows.line_num + 1, _row(rows.line_num + 1, row, places)
        except csv.Error as error:
            raise FileStopped("bad_table", line=rows.line_num + 1, error=str(error)) from error
        if not found:
            raise FileStopped("only_header")


def _header(line: str) -> tuple[str, tuple[str, ...]]:
    line = line.rstrip("\r\n")
    if not line.strip():
        raise FileStopped("empty_file")
    delimiter = max(_DELIMITERS, key=line.count)
    return delimiter, tuple(name.strip() for name in _cells(line, delimiter, 1))


def _cells(line: str, delimiter: str, number: int) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error as error:
        raise FileStopped("bad_table", line=number, error=str(error)) from error


def _places(names: tuple[str, ...], columns: Mapping[str, str]) -> list[int]:
    """Where each of `FIELDS` stands in a row; -1 for one that the table does not have."""
    lower = [name.casefold() for name in names]
    wanted = [columns.get(field, "").strip().casefold() for field in FIELDS]
    missing = [columns.get(field) or field for field, name in zip(FIELDS, wanted, strict=True)
               if (name and name not in lower) or (not name and field in NEEDED)]  # fmt: skip
    if missing:
        raise FileStopped("columns_missing", missing=", ".join(missing), found=", ".join(names)[:500])
    twice = sorted({name for name in wanted if name and lower.count(name) > 1})
    if twice:
        raise FileStopped("columns_twice", names=", ".join(twice))
    return [lower.index(name) if name else -1 for name in wanted]


def _row(line: int, row: list[str], places: list[int]) -> PartRow | RowError:
    cells = [row[place] if 0 <= place < len(row) else "" for place in places]
    aliases = _BETWEEN.split(cells[5]) if cells[5] else ()
    return checked(line, cells[0], cells[1], cells[2], cells[3], cells[4], aliases)
