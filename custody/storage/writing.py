"""The one way into a store: stream, hash, cap, and only then a name (no framework)."""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from custody.media_types import HEAD_BYTES, sniff
from custody.storage.base import (
    Aside,
    NotLinkable,
    OriginalDiffers,
    OriginalEmpty,
    OriginalMissing,
    OriginalTooLarge,
    Store,
    faults_of_the_disk,
)

UNKNOWN_TYPE = "application/octet-stream"
_READ_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredOriginal:
    """A receipt: the vault holds exactly these bytes. `created` is False when it held them already; `aside` is the name
    below `damaged` of other bytes that had taken their place.

    `media_type` is told from the first bytes; `application/octet-stream` when they say nothing.
    """

    sha256: str
    size: int
    created: bool
    media_type: str
    aside: str = ""


class Vault:
    """Write-once objects in `store`; `incoming` is a folder for files on their way in, on the same disk."""

    def __init__(self, store: Store, incoming: Path) -> None:
        self._store = store
        self._incoming = incoming

    def store_stream(self, chunks: Iterable[bytes], *, max_bytes: int) -> StoredOriginal:
        """Keep the bytes of `chunks`; on return they are durable.

        Raises OriginalTooLarge above `max_bytes`, OriginalEmpty, VaultFull, VaultCorrupt, VaultUnavailable,
        and whatever `chunks` raises; then nothing partial is left.
        """
        with faults_of_the_disk():
            self._incoming.mkdir(mode=0o750, parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix="incoming-", dir=self._incoming)
        try:
            sha256, size, head = _receive(descriptor, chunks, max_bytes)
            put = self._store.put(Path(name), sha256)
        finally:
            with suppress(OSError):
                Path(name).unlink()
        return StoredOriginal(sha256, size, put.created, sniff(head) or UNKNOWN_TYPE, put.aside)

    def store_whole(self, file: BinaryIO, *, max_bytes: int, sha256: str = "") -> StoredOriginal:
        """Keep all of an open file that nobody writes to any more; as `store_stream`.

        On the store's own disk it only gets its name: nothing is copied. Raises OriginalDiffers unless the bytes hash
        to `sha256`, if one is given.
        """
        size = os.fstat(file.fileno()).st_size
        _check_size(size, max_bytes)
        file.seek(0)
        head = file.read(HEAD_BYTES)
        file.seek(0)
        found = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        if sha256 and found != sha256:
            raise OriginalDiffers(found)
        try:
            put = self._store.put(Path(f"/proc/self/fd/{file.fileno()}"), found)
        except NotLinkable:
            file.seek(0)
            return self.store_stream(_blocks(file), max_bytes=max_bytes)
        return StoredOriginal(found, size, put.created, sniff(head) or UNKNOWN_TYPE, put.aside)

    def store_file(self, path: Path, *, max_bytes: int) -> StoredOriginal:
        """Keep a copy of the file at `path`; as `store_stream`."""
        with path.open("rb") as stream:
            return self.store_stream(_blocks(stream), max_bytes=max_bytes)

    def open(self, sha256: str) -> BinaryIO:
        """The object's bytes. Raises OriginalMissing."""
        return self._store.open(sha256)

    def exists(self, sha256: str) -> bool:
        """Whether there is an object of this hash."""
        return self._store.size(sha256) is not None

    def holds(self, sha256: str, size: int) -> bool:
        """Whether there is an object of this hash and length: `verify` without reading it."""
        return self._store.size(sha256) == size

    def local_copy(self, sha256: str) -> AbstractContextManager[Path]:
        """`with` a path for programs that want one; to be read only. Raises OriginalMissing."""
        return self._store.local_path(sha256)

    def verify(self, sha256: str) -> bool:
        """Re-hash the object: False when it is missing, cannot be read or has other bytes now."""
        try:
            return self.unchanged(sha256)
        except (OriginalMissing, OSError):
            return False

    def unchanged(self, sha256: str) -> bool:
        """Whether the object still has its bytes. Raises OriginalMissing, OSError of a disk that does not give them."""
        digest = hashlib.sha256()
        with self.open(sha256) as stream:
            for block in _blocks(stream):
                digest.update(block)
        return digest.hexdigest() == sha256

    def asides(self) -> Iterator[Aside]:
        """Damaged bytes that had the names of objects, of this vault or of one beside it."""
        return filter(None, map(Aside.of, self._store.asides()))

    def discard_stale(self, *, older_than: float) -> int:
        """Remove what killed processes left, untouched for `older_than` seconds; returns how many."""
        return discard_stale(self._incoming, older_than=older_than)


def discard_stale(folder: Path, *, older_than: float) -> int:
    """Remove the files and folders in `folder` that nobody touched for `older_than` seconds; returns how many."""
    limit, removed = time.time() - older_than, 0
    for path in folder.glob("*"):
        with suppress(FileNotFoundError):
            if path.lstat().st_mtime < limit:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
                removed += 1
    return removed


def _receive(descriptor: int, chunks: Iterable[bytes], max_bytes: int) -> tuple[str, int, bytes]:
    """Write the stream to `descriptor` and close it; returns (SHA-256, size, first bytes)."""
    digest, size, head = hashlib.sha256(), 0, b""
    with os.fdopen(descriptor, "wb", buffering=0) as incoming:
        for chunk in chunks:
            size += len(chunk)
            if size > max_bytes:
                raise OriginalTooLarge(f"more than {max_bytes} bytes")
            digest.update(chunk)
            head += chunk[: HEAD_BYTES - len(head)]
            _write_all(incoming.fileno(), chunk)
    _check_size(size, max_bytes)
    return digest.hexdigest(), size, head


def _check_size(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise OriginalTooLarge(f"more than {max_bytes} bytes")
    if size == 0:
        raise OriginalEmpty("no bytes")


def _write_all(descriptor: int, chunk: bytes) -> None:
    with faults_of_the_disk():
        view = memoryview(chunk)
        while view:
            view = view[os.write(descriptor, view) :]


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(_READ_BYTES):
        yield block
