"""A published file on its way in: bytes, texts, rows; what is no list at all is refused before it is read."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError
from provenance.importers.unpacking import Meter, Unpacked, opened

HEAD = 2048
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body")


class ListFile:
    """One file, gzipped or not; may be opened several times. `meter` says how far it is read."""

    def __init__(self, path: Path, name: str, meter: Meter | None = None) -> None:
        self.path, self.name, self.meter = path, name, meter or Meter()
        self.head = self._head()

    def open(self) -> AbstractContextManager[Unpacked]:
        """Its bytes. Raises FileStopped, also for faults while it is read."""
        return opened(self.path, self.meter)

    def begins(self, *starts: str) -> bool:
        """Whether its text begins so, spaces and a byte order mark aside."""
        return self.head.startswith(tuple(start.encode() for start in starts))

    def _head(self) -> bytes:
        with self.open() as stream:
            head = stream.read(HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
        if not head:
            raise FileStopped("empty_file")
        if head[:200].lower().startswith(_PAGES) or b"<html" in head[:500].lower():
            raise FileStopped("a_page")
        return head

    def rows(self, needed: Sequence[str], *, skip_until: str = "") -> Iterator[tuple[int, dict[str, str] | RowError]]:
        """Rows of a table by their columns in small letters, each with its line. Raises FileStopped.

        `skip_until`: lines before the one that holds this column are the publisher's words. Rows that are too short
        or long are errors; at the end of a file without its line end they mean that it breaks off.
        """
        with self.open() as stream:
            lines = _Lines(stream.texts())
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
