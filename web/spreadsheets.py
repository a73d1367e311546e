"""Tables that people open in a spreadsheet. No cell of them is ever run as a formula."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell that is taken for a formula begins with (OWASP, CSV injection)."""

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
MEMORY = 4 * 1024 * 1024


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


def workbook(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> IO[bytes]:
    """An XLSX file, open at its start. Every cell is text by its type, so nothing has to be put before it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in chain([columns], rows):
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)[:LONGEST_CELL])
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    file: IO[bytes] = tempfile.SpooledTemporaryFile(MEMORY)  # noqa: SIM115 - the answer closes it
    book.save(file)
    file.seek(0)
    return file
