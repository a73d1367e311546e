"""Records of a table as strangers write it, a few thousand at a time; what is broken is named and the rest goes on."""

import csv
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import AnyStr

from provenance.importers.encodings import UTF8, beyond_ascii, encoding_of, is_utf8, wide
from provenance.importers.plain_text import check_columns, check_text, recoded
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError
from provenance.importers.unpacking import LONGEST_LINE, Meter, Unpacked, opened

DELIMITERS = ",;\t|"
READS = 8
"""Reads of 256 KB that make one piece."""
MOST_LINES = 100
"""Lines of one record: a cell may hold line ends, but a quotation mark that is never closed would swallow the file."""
_SAMPLE = 1 << 16
_LONE_CR = re.compile(rb"\r(?!\n)")
Row = Sequence[str]


@dataclass(slots=True)
class Chunk:
    """Some records with the lines in which they begin, and what was refused among them."""

    lines: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


class Table:
    """A table being read: its `header` and `delimiter`, then its records.

    `encoding`: in which it is written where its bytes do not say so themselves."""

    def __init__(self, path: Path, meter: Meter, delimiter: str = "", encoding: str = "") -> None:
        self._path, self._meter = path, meter
        self._text = _Decoder(encoding)
        with opened(path, meter) as file:
            sample = file.read(_SAMPLE)
        self._wide = wide(sample)
        if self._wide:
            sample = sample.decode(self._wide, errors="ignore").encode()
        check_text(sample)
        if b"\n" not in sample and _LONE_CR.search(sample):
            raise FileStopped("old_line_ends")
        if not self._wide:
            self._text.look_at(sample)
        head = self._head().removeprefix("\ufeff")
        if "\0" in head:
            raise FileStopped("nul_in_header")
        self.delimiter = delimiter or max(DELIMITERS, key=head.count)
        try:
            self.header = [cell.strip() for cell in next(csv.reader([head], delimiter=self.delimiter), [])]
        except csv.Error as error:
            raise FileStopped("bad_table", line=1, error=str(error)) from error
        check_columns(len(self.header))
        if not any(self.header):
            raise FileStopped("empty_header")

    @property
    def encoding(self) -> str:
        """In which the file is written, as far as it is read."""
        return self._wide or self._text.encoding

    @property
    def guessed(self) -> bool:
        """Whether letters, as far as the file is read, are those of an encoding that nobody said."""
        return self._text.guessed

    def _head(self) -> str:
        with self._opened() as file:
            first = next((block for _, block in _blocks(file)), b"")
        if first is None:
            raise FileStopped("line_too_long", line=1, longest=LONGEST_LINE)
        return "".join(self._text.lines(first.partition(b"\n")[0], 1)[0])

    @contextmanager
    def _opened(self) -> Iterator[Unpacked]:
        with opened(self._path, self._meter) as file:
            yield recoded(file, self._wide or UTF8)

    def chunks(self) -> Iterator[Chunk]:
        """The records below the header. Raises FileStopped for a file that is damaged as a whole."""
        with self._opened() as file:
            kept: list[str] = []
            first = 1
            for number, block in _blocks(file):
                chunk = Chunk()
                if block is None:
                    chunk.errors.append(RowError(number, "line_too_long"))
                    yield from self._chunk(kept, first, chunk, last=True)
                    kept, first = [], number + 1
                    continue
                if not kept:
                    first = number
                texts, unreadable = self._text.lines(block, number)
                chunk.errors += unreadable
                if len(block) > LONGEST_LINE:
                    chunk.errors += _too_long(texts, number)
                if number == 1:
                    texts[0] = ""
                kept, first = yield from self._chunk(kept + texts, first, chunk)
            yield from self._chunk(kept, first, Chunk(), last=True)

    def _chunk(
        self, texts: list[str], first: int, chunk: Chunk, *, last: bool = False
    ) -> Generator[Chunk, None, tuple[list[str], int]]:
        """Yield the records in some lines; returns lines of a record that goes on beyond them, and their number."""
        used = len(texts) if self._simple(texts, first, chunk) else self._one_by_one(texts, first, chunk, last=last)
        if chunk.rows or chunk.errors:
            yield chunk
        return texts[used:], first + used

    def _simple(self, texts: list[str], first: int, chunk: Chunk) -> bool:
        """Take one record from each line, if that is what the lines are."""
        quotes = [text.count('"') for text in texts]
        plain = not any(quotes)
        if not plain and any(count % 2 for count in quotes):
            return False
        try:
            rows = list(
                csv.reader(texts, delimiter=self.delimiter, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)
            )
        except csv.Error:
            return False
        if len(rows) != len(texts):
            return False
        wide = len(self.header)
        if all(len(row) == wide for row in rows) and not any("\0" in text for text in texts):
            chunk.lines, chunk.rows = list(range(first, first + len(rows))), list[Row](rows)
            return True
        for number, row in enumerate(rows, start=first):
            self._take(number, row, chunk)
        return True

    def _one_by_one(self, texts: list[str], first: int, chunk: Chunk, *, last: bool) -> int:
        """Take records that may go over several lines; returns how many lines they are."""
        at = 0
        while at < len(texts):
            row, used = self._record(texts, at)
            if row is None and not last and len(texts) - at < MOST_LINES:
                return at
            if row is None:
                chunk.errors.append(_broken(first + at, texts[at]))
            else:
                self._take(first + at, row, chunk)
            at += used
        return at

    def _record(self, texts: list[str], at: int) -> tuple[list[str] | None, int]:
        """The record that begins in a line and how many lines it takes; None and 1 where its quotes never close."""
        for used in range(1, min(MOST_LINES, len(texts) - at) + 1):
            if used > 1 and '"' not in texts[at + used - 1]:
                continue
            try:
                rows = list(csv.reader(_ended(texts[at : at + used]), delimiter=self.delimiter))
            except csv.Error:
                return None, 1
            if not rows or not rows[0]:
                return [], 1
            if not (rows[-1] and rows[-1][-1].endswith("\n")):
                whole = len(rows) == 1 and (used == 1 or len(rows[0]) == len(self.header))
                return (rows[0], used) if whole else (None, 1)
        return None, 1

    def _take(self, number: int, row: list[str], chunk: Chunk) -> None:
        wide = len(self.header)
        if len(row) > wide and not any(cell.strip() for cell in row[wide:]):
            row = row[:wide]
        if len(row) == wide:
            if any("\0" in cell for cell in row):
                chunk.errors.append(RowError(number, "nul_character"))
            else:
                chunk.lines.append(number)
                chunk.rows.append(row)
        elif any(cell.strip() for cell in row):
            chunk.errors.append(
                RowError(number, "wrong_number_of_columns", {"value": str(len(row)), "expected": str(wide)})
            )


class _Decoder:
    """Text of lines: UTF-8, or where the first letters that are not ASCII are none of it, the encoding that was said,
    else the likeliest."""

    def __init__(self, said: str) -> None:
        self.encoding, self.guessed = UTF8, False
        self._said, self._sure = said, False

    def look_at(self, sample: bytes) -> None:
        """Decide by the beginning of the file, where it has letters beyond ASCII."""
        if not beyond_ascii(sample):
            return
        if self._said and not is_utf8(sample):
            self.encoding = self._said
        else:
            self.encoding = encoding_of(sample)
            self.guessed = self.encoding != UTF8
        self._sure = True

    def lines(self, block: bytes, first: int) -> tuple[list[str], list[RowError]]:
        """The lines of a block as texts without their ends, empty where one cannot be read, and errors of these."""
        try:
            return _split(block.decode(self.encoding)), []
        except UnicodeDecodeError:
            if not self._sure:
                self.look_at(block)
                return self.lines(block, first)
        texts, errors = [], []
        for number, line in enumerate(_split(block, b"\n"), start=first):
            try:
                texts.append(line.decode(self.encoding))
            except UnicodeDecodeError:
                texts.append("")
                errors.append(RowError(number, "not_utf8", {"value": repr(line[:40])[2:-1]}))
        return texts, errors


def _split(block: AnyStr, end: AnyStr = "\n") -> list[AnyStr]:  # type: ignore[assignment]
    lines = block.split(end)
    if not lines[-1]:
        lines.pop()
    return lines


def _blocks(file: Unpacked) -> Iterator[tuple[int, bytes | None]]:
    """Whole lines, a piece of the file at a time, with the number of the first; None for a line that is too long."""
    number, kept, dropping = 1, b"", False
    while block := b"".join(islice(iter(file.read, b""), READS)):
        if dropping:
            end = block.find(b"\n") + 1
            if not end:
                continue
            block, dropping, number = block[end:], False, number + 1
        kept += block
        cut = kept.rfind(b"\n") + 1
        if cut:
            yield number, kept[:cut]
            number += kept.count(b"\n", 0, cut)
            kept = kept[cut:]
        elif len(kept) > LONGEST_LINE:
            yield number, None
            kept, dropping = b"", True
    if kept:
        yield number, kept


def _too_long(texts: list[str], first: int) -> list[RowError]:
    """Empty the lines that are too long to be records, and name them."""
    places = [place for place, text in enumerate(texts) if len(text) > LONGEST_LINE]
    for place in places:
        texts[place] = ""
    return [RowError(first + place, "line_too_long") for place in places]


def _broken(line: int, text: str) -> RowError:
    value = text[:40].strip()
    if "\r" in text.rstrip("\r\n"):
        return RowError(line, "stray_line_end", {"value": value})
    if '"' in text:
        return RowError(line, "quote_not_closed", {"value": value})
    return RowError(line, "too_long", {"value": value, "longest": str(csv.field_size_limit())})


def _ended(texts: list[str]) -> list[str]:
    """Lines with an end each, so that a cell left open is seen by it."""
    return [f"{text}\n" for text in texts]
