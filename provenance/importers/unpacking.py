"""Reading a file that strangers made: unpacked as it is read, within limits, line by line in constant memory."""

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from errno import EINVAL
from functools import partial
from lzma import LZMAError
from pathlib import Path
from typing import BinaryIO, cast

from charset_normalizer import from_bytes
from django.conf import settings

from provenance.importers.stopping import FileStopped

LONGEST_LINE = 1_000_000
"""Bytes. A row is a hundred of them."""
MOST_FILES = 20_000
MOST_RATIO = 250
"""Unpacked to packed: part lists give 5 to 40, JSON up to 100, bombs 1000."""
_HARMLESS = 64 * 1024 * 1024
"""Bytes that may come of however few."""
_STEP = 1 << 18
_SAMPLE = 4096
_GZIP, _ZIP = b"\x1f\x8b", b"PK"
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
"""How zips begin, and empty ones; a text may begin with PK."""
_ENCODINGS = {
    "utf_16": "UTF-16", "utf_32": "UTF-32", "cp1251": "Windows-1251", "cp1252": "Windows-1252", "koi8_r": "KOI8-R",
    "cp866": "DOS 866", "gb18030": "GB 18030",
}  # fmt: skip


@dataclass(slots=True)
class Meter:
    """How far a file is read, for who waits: its `size`, what is `read` of it, what that unpacked to, in bytes.

    `waiting`: bytes that are not yet counted, of however many files.
    """

    size: int = 0
    read: int = 0
    unpacked: int = 0
    waiting: int = 0

    def total(self, rows: int) -> int:
        """How many rows the file has, as far as can be told after so many."""
        return max(rows, int(rows * self.size / self.read)) if self.read else rows


class Unpacked:
    """Bytes of one file, counted against what all files of an import may come to."""

    def __init__(self, stream: BinaryIO, packed: BinaryIO, meter: Meter) -> None:
        self._stream, self._packed, self._meter = stream, packed, meter

    def through(self, change: Callable[[BinaryIO], BinaryIO]) -> "Unpacked":
        """The same file, its bytes changed as they are read."""
        return Unpacked(change(self._stream), self._packed, self._meter)

    def read(self, size: int = _STEP) -> bytes:
        """At most `size` bytes."""
        block = self._stream.read(min(size, _STEP) if size >= 0 else _STEP)
        self._count(len(block))
        return block

    def lines(self) -> Iterator[bytes]:
        """The lines with their ends. Raises FileStopped for one that is longer than `LONGEST_LINE`."""
        number = 0
        while line := self._stream.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise FileStopped("line_too_long", line=number, longest=LONGEST_LINE)
            self._count(len(line))
            yield line

    def texts(self) -> Iterator[str]:
        """The lines as text. Raises FileStopped where they are not UTF-8, with the place and the likely encoding."""
        for number, line in enumerate(self.lines(), start=1):
            try:
                text = line.decode()
            except UnicodeDecodeError as error:
                place = {"line": number, "byte": error.start + 1}
                encoding = likely_encoding(line + self.read(_SAMPLE))
                if not encoding:
                    raise FileStopped("not_text", **place) from error
                raise FileStopped("not_utf8", encoding=encoding, **place) from error
            yield text.removeprefix("\ufeff") if number == 1 else text

    def _count(self, size: int) -> None:
        meter = self._meter
        meter.waiting += size
        if meter.waiting < _STEP:
            return
        meter.unpacked += meter.waiting
        meter.read = max(meter.read, self._packed.tell())
        meter.waiting = 0
        if meter.unpacked > settings.IMPORT_MAX_EXPANDED_BYTES:
            raise FileStopped("expands_too_far", megabytes=settings.IMPORT_MAX_EXPANDED_BYTES // 2**20)
        if meter.unpacked > max(_HARMLESS, MOST_RATIO * meter.size):
            raise FileStopped("bomb", ratio=MOST_RATIO)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive, or the file itself; `open` may be called again. Raises FileStopped."""

    name: str
    open: Callable[[], AbstractContextManager[Unpacked]]


def inside_of(path: Path) -> list[str]:
    """The names of the files in a zip or a folder, in small letters, without their folders; none of any other file.

    Raises FileStopped."""
    if path.is_dir():
        return sorted(one.name.lower() for one in path.iterdir() if one.is_file())
    check_file(path)
    with _faults(path.name), path.open("rb") as probe:
        if probe.read(4) not in _ARCHIVES:
            return []
        with zipfile.ZipFile(probe) as archive:
            return sorted(_base(name) for name in archive.namelist() if not name.endswith("/"))


def _base(name: str) -> str:
    return name.rpartition("/")[2].lower()


def check_file(path: Path) -> None:
    """Raises FileStopped for what is no file: a pipe would be waited for, and a device may never end."""
    if path.is_dir():
        raise FileStopped("a_folder", name=path.name or str(path))
    if not path.is_file():
        raise FileStopped("not_a_file" if path.exists() else "not_there", name=path.name)


@contextmanager
def opened(path: Path, meter: Meter, member: str = "") -> Iterator[Unpacked]:
    """The bytes of a file, unpacked when it is gzip, or a zip of one file. Raises FileStopped, also for faults while
    it is read. `member`: the name of the one that is meant among several, in small letters."""
    check_file(path)
    with _faults(path.name), path.open("rb") as packed:
        meter.size = path.stat().st_size
        zipped = packed.read(4) in _ARCHIVES
        packed.seek(0)
        with _one_inside(packed, member) if zipped else _plain(cast("BinaryIO", packed)) as stream:
            yield Unpacked(stream, packed, meter)


@contextmanager
def _one_inside(packed: BinaryIO, member: str) -> Iterator[BinaryIO]:
    """The one file of a zip, or the one of this name."""
    with zipfile.ZipFile(packed) as archive:
        inside = [one for one in archive.infolist() if not one.is_dir() and not one.filename.startswith("__MACOSX/")]
        names = [one.filename for one in inside]
        inside = [one for one in inside if _base(one.filename) == member] or inside
        if "[Content_Types].xml" in names or "mimetype" in names:
            raise FileStopped("not_a_table", kind="XLSX/DOCX/ODS")
        if len(inside) > 1:
            raise FileStopped("several_inside", names=", ".join(names)[:300])
        if not inside:
            raise FileStopped("empty_file")
        if inside[0].flag_bits & 1:
            raise FileStopped("locked")
        with archive.open(inside[0]) as entry, _plain(cast("BinaryIO", entry)) as stream:
            yield stream


@contextmanager
def members(path: Path, meter: Meter) -> Iterator[list[Member]]:
    """The files of a zip in the order of their names; of any other file, itself without a name. Raises FileStopped."""
    check_file(path)
    with path.open("rb") as probe:
        zipped = probe.read(2) == _ZIP
    if not zipped:
        yield [Member("", partial(opened, path, meter))]
        return
    with _faults(path.name), path.open("rb") as packed, zipfile.ZipFile(packed) as archive:
        meter.size = path.stat().st_size
        inside = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
        if len(inside) > MOST_FILES:
            raise FileStopped("too_many_files", most=MOST_FILES)
        if any(info.flag_bits & 1 for info in inside):
            raise FileStopped("locked")
        yield [Member(info.filename, partial(_inside, archive, info, packed, meter)) for info in inside]


@contextmanager
def _inside(archive: zipfile.ZipFile, info: zipfile.ZipInfo, packed: BinaryIO, meter: Meter) -> Iterator[Unpacked]:
    with _faults(info.filename), archive.open(info) as entry, _plain(cast("BinaryIO", entry)) as stream:
        yield Unpacked(stream, packed, meter)


@contextmanager
def _plain(stream: BinaryIO) -> Iterator[BinaryIO]:
    head = stream.read(2)
    stream.seek(0)
    if head == _GZIP:
        with gzip.GzipFile(fileobj=stream) as unzipped:
            yield cast("BinaryIO", unzipped)
    else:
        yield stream


@contextmanager
def _faults(name: str) -> Iterator[None]:
    try:
        yield
    except (EOFError, zlib.error, LZMAError, zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError) as error:
        raise FileStopped("damaged") from error
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise FileStopped("not_there" if isinstance(error, FileNotFoundError) else "no_access", name=name) from error
    except OSError as error:
        if error.errno not in (None, EINVAL):  # the decoders' own, and a place before the file's start
            raise
        raise FileStopped("damaged") from error


def likely_encoding(line: bytes) -> str:
    """What a line that is not UTF-8 looks like, in the names that programs show; empty when nothing fits."""
    even = line[: min(len(line), _SAMPLE) // 2 * 2]  # half a character of UTF-16 tells nothing
    found = from_bytes(even, cp_isolation=list(_ENCODINGS)).best()
    return _ENCODINGS.get(found.encoding, "") if found else ""
