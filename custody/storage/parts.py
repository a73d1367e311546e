"""Files that arrive in pieces, kept beside the vault until they are whole (no framework).

Which bytes of a part count is for the caller to remember; bytes after those are left of a write that was cut off,
and the next `append` goes over them.
"""

import errno
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from custody.storage.base import faults_of_the_disk

_BLOCK_BYTES = 1024 * 1024
_SIGN = ".coming"
_LOOK_EVERY_SECONDS = 0.02


class Part:
    """An open part that nobody else changes meanwhile."""

    def __init__(self, descriptor: int, folder: Path) -> None:
        self._descriptor, self._folder = descriptor, folder

    @property
    def size(self) -> int:
        """Bytes in the file, counting or not."""
        return os.fstat(self._descriptor).st_size

    def append(self, source: BinaryIO, *, at: int) -> None:
        """Write all of `source` at this offset; on return it is durable. Raises VaultFull, VaultUnavailable."""
        first = at == 0
        with faults_of_the_disk():
            for block in blocks(source):
                view = memoryview(block)
                while view:
                    written = os.pwrite(self._descriptor, view, at)
                    view, at = view[written:], at + written
            os.fdatasync(self._descriptor)
            if first:
                _sync_folder(self._folder)

    def copy_to(self, target: BinaryIO, size: int) -> None:
        """Write the first `size` bytes to the end of an unbuffered file. Raises VaultFull, VaultUnavailable."""
        with faults_of_the_disk():
            copy(self._descriptor, target, size)


class Parts:
    """Parts by name in `folder`, which lies on the vault's disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def room(self) -> int:
        """Bytes free on the disk. Raises VaultUnavailable."""
        with faults_of_the_disk():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return shutil.disk_usage(self._folder).free

    @contextmanager
    def scratch(self) -> Iterator[BinaryIO]:
        """`with` a file without a name on the same disk: it is gone with the process, unless the vault names it.

        Raises VaultFull.
        """
        with faults_of_the_disk():
            self._folder.mkdir(mode=0o750, parents=True, exist_ok=True)
            file = _nameless(self._folder)
        with file:
            yield file

    @contextmanager
    def locked(self, name: str) -> Iterator[Part]:
        """`with` the part alone, among all processes of this machine; it is made when it is missing.

        Whoever waited finds the part as it is now, also a removed one: ask again what of it counts.
        """
        with faults_of_the_disk():
            self._folder.mkdir(mode=0o750, parents=True, exist_ok=True)
            descriptor = os.open(self._path(name), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield Part(descriptor, self._folder)
        finally:
            os.close(descriptor)

    @contextmanager
    def receiving(self, name: str) -> Iterator[None]:
        """`with` a sign for others that more of this part is on its way; it goes with the process."""
        with self._sign(name) as descriptor:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            yield

    def wait_for_receivers(self, name: str, *, seconds: float) -> bool:
        """Wait until nothing of this part is on its way, so long at most. Whether it was worth waiting."""
        if not self._sign_path(name).exists():
            return False
        until = time.monotonic() + seconds
        with self._sign(name) as descriptor:
            waited = False
            while time.monotonic() < until:
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    waited = True
                    time.sleep(_LOOK_EVERY_SECONDS)
                else:
                    break
            return waited

    def size(self, name: str) -> int:
        """Bytes in the part, counting or not; 0 if there is none."""
        try:
            return self._path(name).stat().st_size
        except FileNotFoundError:
            return 0

    def discard(self, name: str) -> None:
        """Remove the part, if there is one."""
        self._path(name).unlink(missing_ok=True)
        self._sign_path(name).unlink(missing_ok=True)

    def untouched(self, *, seconds: float) -> Iterator[str]:
        """The names of parts that nobody wrote to for so long."""
        limit = time.time() - seconds
        for path in self._folder.glob("*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < limit:
                    yield path.name.removesuffix(_SIGN)

    @contextmanager
    def _sign(self, name: str) -> Iterator[int]:
        with faults_of_the_disk():
            self._folder.mkdir(mode=0o750, parents=True, exist_ok=True)
            descriptor = os.open(self._sign_path(name), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _sign_path(self, name: str) -> Path:
        path = self._path(name)
        return path.with_name(path.name + _SIGN)

    def _path(self, name: str) -> Path:
        if not name or "/" in name or name.startswith("."):
            raise ValueError("not the name of a part")
        return self._folder / name


def blocks(stream: BinaryIO) -> Iterator[bytes]:
    """All of a file from its beginning, in pieces."""
    stream.seek(0)
    while block := stream.read(_BLOCK_BYTES):
        yield block


def copy(source: int, target: BinaryIO, size: int) -> None:
    """Copy the first `size` bytes of a descriptor to the end of an unbuffered file, inside the kernel."""
    done, end = 0, target.seek(0, os.SEEK_END)
    while done < size and (copied := os.copy_file_range(source, target.fileno(), size - done, done, end + done)):
        done += copied


def _nameless(folder: Path) -> BinaryIO:
    try:
        # What `tempfile` opens can never get a name: O_EXCL beside O_TMPFILE, see open(2).
        descriptor = os.open(folder, os.O_RDWR | os.O_TMPFILE | os.O_CLOEXEC, 0o600)
    except OSError as error:
        if error.errno not in (errno.EOPNOTSUPP, errno.EISDIR):
            raise
        return tempfile.TemporaryFile(dir=folder, buffering=0)
    return os.fdopen(descriptor, "r+b", buffering=0)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
