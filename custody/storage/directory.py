"""Objects as read-only files below a folder."""

import errno
import filecmp
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from custody.storage.base import (
    DAMAGED,
    NotLinkable,
    OriginalMissing,
    Put,
    VaultCorrupt,
    aside_name,
    faults_of_the_disk,
    object_name,
)

_NO_HARD_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV, errno.ENOSYS})
_NAMELESS = Path("/proc/self/fd")


class DirectoryStore:
    """Files `<root>/sha256/ab/cd/<hash>`, mode 0444, that appear whole or not at all."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where the object lies, or would lie."""
        return self.root / object_name(sha256)

    def put(self, source: Path, sha256: str) -> Put:
        """Link `source` (on the same file system) into place; see Store. `source` itself stays.

        An open file without a name is given as `/proc/self/fd/<n>`; NotLinkable where it can get none.
        """
        target = self.path(sha256)
        with faults_of_the_disk():
            _seal(source)
            _make_folders(target.parent)
            put = Put(created=_appear(source, target))
            if not put.created and not _same(source, target):
                put = self._mend(source, target, sha256)
            # Also when the object was there: its writer may not have come this far yet.
            _sync_folder(target.parent)
        return put

    def _mend(self, source: Path, target: Path, sha256: str) -> Put:
        """Bytes that decayed are laid aside for whoever looks into it, for those that are what their name says."""
        if _hashes_to(sha256, target):
            return Put(created=False)
        if not _hashes_to(sha256, source):
            raise VaultCorrupt(f"original {sha256} has other bytes now, and so have those that came for it")
        aside = self.root.parent / DAMAGED
        _make_folders(aside)
        name = aside_name(sha256)
        os.link(target, aside / name)
        _sync_folder(aside)
        fresh = target.with_name(f".{name}")
        if not _appear(source, fresh):
            raise VaultCorrupt(f"original {sha256} has other bytes now")
        fresh.replace(target)
        return Put(created=True, aside=name)

    def open(self, sha256: str) -> BinaryIO:
        """See Store."""
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError:
            raise OriginalMissing(sha256) from None

    def size(self, sha256: str) -> int | None:
        """See Store."""
        try:
            return self.path(sha256).stat().st_size
        except FileNotFoundError:
            return None

    @contextmanager
    def local_path(self, sha256: str) -> Iterator[Path]:
        """See Store: the object itself, never to be written to."""
        if self.size(sha256) is None:
            raise OriginalMissing(sha256)
        yield self.path(sha256)

    def asides(self) -> Iterator[str]:
        """See Store."""
        return (path.name for path in (self.root.parent / DAMAGED).glob("*"))


def _same(source: Path, target: Path) -> bool:
    """Whether both hold the same bytes; what cannot be read does not."""
    try:
        return filecmp.cmp(source, target, shallow=False)
    except OSError:
        return False


def _hashes_to(sha256: str, path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def _seal(source: Path) -> None:
    """Make `source` read-only and durable."""
    descriptor = os.open(source, os.O_RDONLY)
    try:
        os.fchmod(descriptor, 0o444)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _appear(source: Path, target: Path) -> bool:
    """Give the whole file its final name in one step; False when the name is taken."""
    nameless = source.parent == _NAMELESS
    try:
        # With a folder's descriptor Python calls linkat(2), which alone follows the link to a nameless file.
        with _folder(target.parent) as folder:
            os.link(source, target.name, src_dir_fd=folder, dst_dir_fd=folder)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS and not (nameless and error.errno == errno.ENOENT):
            raise
        if target.exists():
            return False
        if nameless:
            raise NotLinkable(error.strerror) from None
        # Two writers at once may both come here: they carry the same bytes.
        source.replace(target)
    return True


def _make_folders(folder: Path) -> None:
    """Like mkdir -p, and durable: a new folder's entry in its parent is synced too."""
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    folder.mkdir(mode=0o750, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    with _folder(folder) as descriptor:
        os.fsync(descriptor)


@contextmanager
def _folder(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
