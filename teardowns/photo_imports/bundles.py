"""A folder or a ZIP as a list of files, none of which is outside it: no links, no `..`, no bombs.

Format of ZIP: PKWARE APPNOTE 6.3.10.
"""

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from teardowns.photo_imports.types import Bundle, Fault, File, FileUnreadable, SourceStopped
from teardowns.photo_imports.zip_names import spellings

MOST_FILES = 50_000
MOST_RATIO = 250
"""Unpacked to packed; photos give about 1."""
_HARMLESS = 16 * 2**20
_DEEPEST = 20
_STEP = 1 << 18
_UTF8 = 0x800
_LOCKED = 0x1
_LITTER = re.compile(r"(^|/)(__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")
READ_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
"""What reading a damaged, locked or oddly packed file raises."""


@contextmanager
def opened(source: Path, *, name: str = "") -> Iterator[Bundle]:
    """`with` the files of a folder (ZIPs in it are looked into) or of a ZIP. Raises SourceStopped.

    `name`: its own, where it lies under another one.
    """
    with ExitStack() as archives:
        if source.is_dir():
            files, faults = _of_folder(source, archives)
        elif source.is_file():
            files, faults = _of_zip(source, "", archives)
        else:
            raise SourceStopped("not_there", name=source.name)
        if len(files) > MOST_FILES:
            raise SourceStopped("too_many_files", most=str(MOST_FILES))
        files.sort(key=lambda file: file.path)
        called = Path(name).stem if name else source.stem if source.is_file() else source.resolve().name
        yield Bundle(called, tuple(files), tuple(faults))


def chunks(file: File) -> Generator[bytes, None, None]:
    """The bytes of a file. Raises FileUnreadable, also for what goes wrong in the middle."""
    if file.refused:
        raise FileUnreadable(file.refused)
    try:
        with file.open() as stream:
            while block := stream.read(_STEP):
                yield block
    except READ_FAULTS as error:
        raise FileUnreadable("damaged") from error


def head(file: File, most: int) -> bytes:
    """The first bytes of a file. Raises FileUnreadable."""
    found = b""
    source = chunks(file)
    for block in source:
        found += block
        if len(found) >= most:
            break
    source.close()
    return found[:most]


def _of_folder(folder: Path, archives: ExitStack) -> tuple[list[File], list[Fault]]:
    files: list[File] = []
    faults: list[Fault] = []
    for path in _walk(folder, faults):
        names = spellings(os.fsencode(path.relative_to(folder).as_posix()))
        if path.is_symlink() or not path.is_file():
            faults.append(Fault("link" if path.is_symlink() else "no_file", names[0]))
        elif path.suffix.lower() == ".zip" and zipfile.is_zipfile(path):
            try:
                inside, told = _of_zip(path, names[0].removesuffix(path.suffix) + "/", archives)
            except SourceStopped as stopped:
                inside, told = [], [Fault(stopped.code, names[0], params=stopped.params)]
            files += inside
            faults += told
        else:
            files.append(File(names[0], names, path.stat().st_size, partial(_open_plain, path)))
        if len(files) > MOST_FILES:
            break
    return files, faults


def _walk(folder: Path, faults: list[Fault], depth: int = 0) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        faults.append(Fault("damaged", folder.name))
        return
    for entry in entries:
        if _LITTER.search(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            if depth < _DEEPEST:
                yield from _walk(Path(entry.path), faults, depth + 1)
        else:
            yield Path(entry.path)


@contextmanager
def _open_plain(path: Path) -> Iterator[BinaryIO]:
    # Not through a link that somebody put there since the folder was read.
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as stream:
        yield cast("BinaryIO", stream)


def _of_zip(path: Path, under: str, archives: ExitStack) -> tuple[list[File], list[Fault]]:
    try:
        archive = archives.enter_context(zipfile.ZipFile(path))
    except READ_FAULTS as error:
        raise SourceStopped("no_zip" if isinstance(error, zipfile.BadZipFile) else "damaged", name=path.name) from error
    entries = [info for info in archive.infolist() if not info.is_dir()]
    if len(entries) > MOST_FILES:
        raise SourceStopped("too_many_files", most=str(MOST_FILES))
    if sum(info.compress_size for info in entries) > path.stat().st_size:
        raise SourceStopped("bomb")  # entries that lie over each other
    files: list[File] = []
    faults: list[Fault] = []
    for info in entries:
        names = spellings(_raw_name(info))
        if code := _unsafe(info, names):
            faults.append(Fault(code, _shown(names[0])))
            continue
        if _LITTER.search(names[0]):
            continue
        refused = "locked" if info.flag_bits & _LOCKED else "bomb" if _bomb(info) else ""
        full = tuple(under + name for name in names)
        known = (info.file_size, info.CRC)
        files.append(File(full[0], full, info.file_size, partial(_open_packed, archive, info), known, refused))
    return files, faults


@contextmanager
def _open_packed(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[BinaryIO]:
    with archive.open(info) as stream:
        yield cast("BinaryIO", stream)


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    # The library has decoded it already; CP437 has a letter for each byte, so the way back is exact.
    name = info.orig_filename
    return name.encode() if info.flag_bits & _UTF8 else name.encode("cp437", "replace")


def _unsafe(info: zipfile.ZipInfo, names: tuple[str, ...]) -> str:
    if stat.S_ISLNK(info.external_attr >> 16):
        return "link"
    name = names[0]
    if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/") or "\0" in name:
        return "outside"
    return ""


def _bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > max(_HARMLESS, MOST_RATIO * info.compress_size)


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in name)[:200]
