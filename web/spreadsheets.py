"""Tables that people open in a spreadsheet. No cell of them is ever run as a formula."""

import tempfile
from collections.abc import Iterable, Sequence
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from provenance.table_text import csv_pieces, harmless

__all__ = ["WORKBOOK_TYPE", "csv_pieces", "harmless", "workbook"]

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
MEMORY = 4 * 1024 * 1024


def workbook(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> IO[bytes]:
    """An XLSX file, open at its start. Every cell is text by its type, so nothing has to be put before it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (columns, *rows):
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
