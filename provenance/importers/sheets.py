"""Rows of text tables and workbooks with the line they stand in, refusing what is broken or meant to break us."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from provenance.problems import ListHoldsNul, ListMalformed, ListNotUtf8, ListTooLarge, WorkbookRefused

Row = tuple[int, Sequence[str]]
"""The line in the file, counted from 1, and the cells."""

MEGABYTE = 1024 * 1024
DELIMITERS = "\t;,"
MOST_COLUMNS = 100
MOST_FILES = 1000
_PIECE = 1 << 20
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


def text_rows(data: bytes, *, table: bool = False) -> Iterator[Row]:
    """Rows of a text: cells of a table, or one cell a line. Raises ListNotUtf8, ListHoldsNul, ListMalformed.

    A table is what is said to be one, what has tabs, and what begins with a quoted cell, as spreadsheets copy them.
    """
    text = _decoded(data)
    if "\0" in text:
        raise ListHoldsNul(line=text.count("\n", 0, text.index("\0")) + 1)
    if table or "\t" in text or text.startswith('"'):
        yield from _table_rows(text)
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, [line]


def workbook_rows(file: BinaryIO) -> Iterator[Row]:
    """Rows of the first sheet, cells as text. Raises WorkbookRefused, ListTooLarge."""
    try:
        _check_archive(file)
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # A sheet may claim any size: rows are cut by the caller, columns here.
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
            if any(cell is not None for cell in cells):
                yield number, [_text(cell) for cell in cells]
            elif number > settings.MARKING_LIST_MAX_ROWS:
                return
    except (WorkbookRefused, ListTooLarge):
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise WorkbookRefused from error


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ListNotUtf8(line=data.count(b"\n", 0, error.start) + 1) from None


def _table_rows(text: str) -> Iterator[Row]:
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells[:MOST_COLUMNS]
            line = reader.line_num + 1
    except csv.Error as error:
        raise ListMalformed(line=line, detail=_(str(error))) from None


def _check_archive(file: BinaryIO) -> None:
    """Refuse what unpacks to too much, and every declaration of entities: no workbook has any."""
    left = settings.MARKING_LIST_MAX_EXPANDED_BYTES
    with zipfile.ZipFile(file) as archive:
        if len(archive.infolist()) > MOST_FILES:
            raise WorkbookRefused
        for entry in archive.infolist():
            before = b""
            with archive.open(entry) as member:
                while piece := member.read(_PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise ListTooLarge(limit=settings.MARKING_LIST_MAX_EXPANDED_BYTES // MEGABYTE)
                    seen = (before + piece).replace(b"\0", b"")
                    if any(word in seen for word in _DECLARATIONS):
                        raise WorkbookRefused
                    before = piece[-40:]
    file.seek(0)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not any((cell.hour, cell.minute, cell.second)):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
