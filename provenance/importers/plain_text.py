"""Texts that strangers saved, whatever program they used: what is no text is refused, UTF-16 and old code pages are
handed on as UTF-8."""

import codecs
import io
from typing import BinaryIO, cast

from provenance.importers.encodings import UTF8, beyond_ascii, encoding_of, wide
from provenance.importers.stopping import FileStopped
from provenance.importers.unpacking import Unpacked

HEAD = 4096
MOST_COLUMNS = 2000
_BLOCK = 1 << 18
_SEARCHED = 256 * _BLOCK
"""Bytes in which a letter beyond ASCII is sought."""
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body")
_KINDS = (
    (b"%PDF", "PDF"), (b"\xd0\xcf\x11\xe0", "XLS/DOC"), (b"7z\xbc\xaf", "7z"), (b"Rar!", "RAR"), (b"\xfd7zXZ", "XZ"),
    (b"BZh", "BZip2"), (b"\x28\xb5\x2f\xfd", "Zstandard"), (b"SQLite format 3", "SQLite"), (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)  # fmt: skip


def check_text(head: bytes) -> None:
    """Refuse, by its beginning, a file without a text. Raises FileStopped."""
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not plain:
        raise FileStopped("empty_file")
    if plain[:200].lower().startswith(_PAGES) or b"<html" in plain[:500].lower():
        raise FileStopped("a_page")
    for start, kind in _KINDS:
        if head.startswith(start):
            raise FileStopped("not_a_table", kind=kind)


def recoded(file: Unpacked, encoding: str) -> Unpacked:
    """The same file in UTF-8, with a sign of its own (`encodings.LEFT`) where bytes are no text."""
    return file if encoding == UTF8 else file.through(lambda stream: _as_utf8(stream, encoding))


def table_encoding(file: Unpacked) -> str:
    """In which encoding a table is written: by the first letters in it that are not ASCII. Reads the file."""
    head = file.read(_BLOCK)
    found = wide(head)
    if found:
        return found
    searched = 0
    while head and searched < _SEARCHED:
        if beyond_ascii(head):
            return encoding_of(head + file.read(_BLOCK) if len(head) < HEAD else head)
        searched += len(head)
        head = file.read(_BLOCK)
    return UTF8


def check_columns(found: int) -> None:
    """Raises FileStopped for more columns than a table has."""
    if found > MOST_COLUMNS:
        raise FileStopped("too_many_columns", found=found, most=MOST_COLUMNS)


def _as_utf8(stream: BinaryIO, encoding: str) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(_Recoded(stream, encoding), _BLOCK))


class _Recoded(io.RawIOBase):
    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        super().__init__()
        self._stream, self._decoder = stream, codecs.getincrementaldecoder(encoding)(errors="replace")
        self._ready, self._ended = b"", False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._ready and not self._ended:
            block = self._stream.read(_BLOCK)
            self._ended = not block
            self._ready = self._decoder.decode(block, final=self._ended).encode()
        taken = self._ready[: len(buffer)]
        buffer[: len(taken)] = taken
        self._ready = self._ready[len(taken) :]
        return len(taken)
