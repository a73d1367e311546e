"""Objects as read-only files below a folder."""

import errno
import filecmp
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from custody.storage.base import OriginalMissing, VaultCorrupt, faults_of_the_disk, object_name

_NO_HARD_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV, errno.ENOSYS})


class DirectoryStore:
    """Files `<root>/sha256/ab/cd/<hash>`, mode 0444, that appear whole or not at all."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where the object lies, or would lie."""
        return self.root / object_name(sha256)

    def put(self, source: Path, sha256: str) -> bool:
        """Link `source` (on the same file system) into place; see Store. `source` itself stays."""
        target = self.path(sha256)
        with faults_of_the_disk():
            _seal(source)
            _make_folders(target.parent)
            created = _appear(source, target)
            # A receipt for bytes that decayed since would have the sender delete the last good copy.
            if not created and not filecmp.cmp(source, target, shallow=False):
                raise VaultCorrupt(f"original {sha256} has other bytes now")
            # Also when the object was there: its writer may not have come this far yet.
            _sync_folder(target.parent)
        return created

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
    try:
        os.link(source, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        if target.exists():
            return False
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
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
