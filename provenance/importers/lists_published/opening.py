"""A published file on its way in: bytes, texts, rows; what is no list at all is refused before it is read."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from provenance.importers.encodings import LEFT, UTF8, spoken, wide
from provenance.importers.plain_text import HEAD, check_columns, check_text, recoded, table_encoding
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError
from provenance.importers.unpacking import Meter, Unpacked, inside_of, opened


class ListFile:
    """One file, gzipped or zipped or not; may be opened several times. `meter` says how far it is read, `encoding` in
    which one its table was written. `member`: which file of several in a zip it is, in small letters."""

    def __init__(self, path: Path, name: str, meter: Meter | None = None, *, member: str = "") -> None:
        self.path, self.name, self.meter, self.member = path, name, meter or Meter(), member
        self.encoding = UTF8
        self.head = self._head()

    def open(self) -> AbstractContextManager[Unpacked]:
        """Its bytes. Raises FileStopped, also for faults while it is read."""
        return opened(self.path, self.meter, self.member)

    def beside(self, member: str) -> ListFile | None:
        """Another file of the same zip, if it is there."""
        there = self.member and member in inside_of(self.path)
        return ListFile(self.path, member, self.meter, member=member) if there else None

    def cells(self) -> Iterator[tuple[int, list[str]]]:
        """Rows of a table without a header, each with its line. Raises FileStopped."""
        with self.open() as stream:
            self.encoding = table_encoding(stream)
        with self.open() as stream:
            reader = csv.reader(self._texts(stream), strict=True)
            try:
                for cells in reader:
                    # Some publishers end a file with the old end-of-file sign of DOS.
                    if any(cell.strip("\x1a \t") for cell in cells):
                        yield reader.line_num, [cell.strip() for cell in cells]
            except csv.Error as error:
                raise FileStopped("bad_table", line=reader.line_num, error=str(error)) from error

    def begins(self, *starts: str) -> bool:
        """Whether its text begins so, spaces and a byte order mark aside."""
        return self.head.startswith(tuple(start.encode() for start in starts))

    def _head(self) -> bytes:
        with self.open() as stream:
            head = stream.read(HEAD)
        encoding = wide(head)
        if encoding:
            head = head.decode(encoding, errors="ignore").encode()
        check_text(head)
        return head.removeprefix(b"\xef\xbb\xbf").lstrip()

    def _texts(self, stream: Unpacked) -> Iterator[str]:
        """The lines of a table. Raises FileStopped where one cannot be read."""
        for number, text in enumerate(recoded(stream, self.encoding).texts(), start=1):
            if self.encoding != UTF8 and LEFT in text:
                raise FileStopped("not_encoded", line=number, encoding=spoken(self.encoding))
            yield text

    def rows(self, needed: Sequence[str], *, skip_until: str = "") -> Iterator[tuple[int, dict[str, str] | RowError]]:
        """Rows of a table by their columns in small letters, each with its line. Raises FileStopped.

        `skip_until`: lines before the one that holds this column are the publisher's words. Rows that are too short
        or long are errors; at the end of a file without its line end they mean that it breaks off.
        """
        with self.open() as stream:
            self.encoding = table_encoding(stream)
        with self.open() as stream:
            lines = _Lines(self._texts(stream))
            delimiter = _delimiter(lines.peek(), needed)
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            yield from _rows(reader, lines, needed, skip_until)


class _Lines:
    """Lines of a text that can be looked at before they are taken; `last` is the latest taken."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts, self._kept, self.last = texts, "", ""

    def peek(self) -> str:
        """The first line."""
        self._kept = self._kept or next(self._texts, "")
        return self._kept

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.last, self._kept = self._kept or next(self._texts), ""
        return self.last


def column(name: str) -> str:
    """A column's name in small letters, spaces and strokes as one stroke."""
    return "_".join(name.strip().lower().replace("-", " ").replace("_", " ").split())


def _delimiter(header: str, needed: Sequence[str]) -> str:
    def fitting(sign: str) -> int:
        return len({column(part.strip('"')) for part in header.rstrip("\r\n").split(sign)} & set(needed))

    return max(",;\t|", key=lambda sign: (fitting(sign), header.count(sign) if not needed else 0))


def _rows(
    reader: Iterator[list[str]], lines: _Lines, needed: Sequence[str], skip_until: str
) -> Iterator[tuple[int, dict[str, str] | RowError]]:
    try:
        header = _header(reader, needed, skip_until)
        last: tuple[int, dict[str, str] | RowError] | None = None
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if last:
                yield last
            last = (reader.line_num, _row(reader.line_num, header, cells))  # type: ignore[attr-defined]
    except csv.Error as error:
        raise FileStopped("bad_table", line=reader.line_num, error=str(error)) from error  # type: ignore[attr-defined]
    if last is None:
        raise FileStopped("only_header")
    if isinstance(last[1], RowError) and not lines.last.endswith(("\n", "\r")):
        raise FileStopped("breaks_off", line=last[0])
    yield last


def _header(reader: Iterator[list[str]], needed: Sequence[str], skip_until: str) -> list[str]:
    for cells in reader:
        named = [column(cell) for cell in cells]
        check_columns(len(named))
        if any(named) and (not skip_until or skip_until in named):
            missing = [name for name in needed if name not in named]
            if missing:
                raise FileStopped("columns_missing", missing=", ".join(missing), found=", ".join(named)[:300])
            return named
    raise FileStopped("columns_missing", missing=", ".join(needed) or skip_until, found="")


def _row(line: int, header: Sequence[str], cells: Sequence[str]) -> dict[str, str] | RowError:
    if len(cells) != len(header):
        return RowError(line, "wrong_number_of_columns")
    return {name: cell.strip() for name, cell in zip(header, cells, strict=True)}


def text_of(row: Mapping[str, str], *names: str) -> str:
    """The first of these columns that says something."""
    return next((row[name] for name in names if row.get(name)), "")
