"""Tables as text: whatever program saved them, with the line on which each row begins."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

from teardowns.photo_imports.bundles import head
from teardowns.photo_imports.types import File, FileUnreadable

LARGEST = 64 * 2**20
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_PAGES = ["cp1251", "cp866", "koi8_r", "cp1252"]
_SAMPLE = 65536
_DELIMITERS = ",;\t|"
LONGEST_CELL = 100_000


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of the first row, and the rows below with their lines. A row is None where it cannot be read."""

    header: list[str]
    rows: list[tuple[int, list[str] | None]]


def read_table(file: File) -> Table:
    """A CSV or TSV file. Raises FileUnreadable."""
    rows = list(_rows(text_of(file)))
    if not rows or rows[0][1] is None:
        raise FileUnreadable("empty_table")
    header = [cell.strip() for cell in rows[0][1]]
    return Table(header, [(line, _fitted(row, len(header))) for line, row in rows[1:] if row is None or any(row)])


def text_of(file: File) -> str:
    """A whole file as text. Raises FileUnreadable."""
    if file.size > LARGEST:
        raise FileUnreadable("table_too_large")
    data = head(file, LARGEST)
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        best = from_bytes(data[:_SAMPLE], cp_isolation=_PAGES).best()
        if encoding != "utf-8" or best is None:
            raise FileUnreadable("no_text") from None
        text = data.decode(best.encoding, "replace")
    if "\0" in text:
        raise FileUnreadable("no_text")
    return text


def _rows(text: str) -> Iterator[tuple[int, list[str] | None]]:
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None
        else:
            if line > 1 or any(row):
                yield line, None if any(len(cell) > LONGEST_CELL for cell in row) else [cell.strip() for cell in row]
        line = reader.line_num + 1


def _fitted(row: list[str] | None, width: int) -> list[str] | None:
    """A row of the header's width: what is missing at its end is empty, and more than that is no row of this table."""
    if row is None or any(row[width:]):
        return None
    return row[:width] + [""] * (width - len(row))
