"""Where files of exports lie until they end: one folder beside the vault, of which nobody else of the machine reads.

Not in the vault: nothing there ever goes. A file appears whole or not at all.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from custody.storage.base import faults_of_the_disk

PIECE = 2**18
_UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Written:
    """A file on its way in: nobody finds it before `appear`."""

    path: Path
    target: Path
    sha256: str
    size: int

    def appear(self) -> None:
        """Give it its name; it takes the place of one that an attempt before left."""
        self.path.replace(self.target)


@contextmanager
def written(public_id: UUID, pieces: Iterable[bytes]) -> Iterator[Written]:
    """Write a file; without `appear` it is gone afterwards. Raises VaultFull, VaultUnavailable."""
    digest, size = hashlib.sha256(), 0
    with faults_of_the_disk():
        _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = _folder() / f"{public_id}-{time.time_ns()}{_UNFINISHED}"
    try:
        with os.fdopen(_created(path), "wb", PIECE) as file:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                with faults_of_the_disk():
                    file.write(piece)
            with faults_of_the_disk():
                file.flush()
                os.fsync(file.fileno())
        yield Written(path, _path(public_id), digest.hexdigest(), size)
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def is_there(public_id: UUID, size: int | None) -> bool:
    """Whether the file is there in its whole length."""
    try:
        return _path(public_id).stat().st_size == size
    except OSError:
        return False


def pieces_of(public_id: UUID) -> Iterator[bytes]:
    """The file. Raises FileNotFoundError at once."""
    file = _path(public_id).open("rb")

    def pieces() -> Iterator[bytes]:
        with file:
            while piece := file.read(PIECE):
                yield piece

    return pieces()


def remove(public_id: UUID) -> None:
    """Remove the file, if there is one."""
    _path(public_id).unlink(missing_ok=True)


def remove_others(kept: Collection[UUID], *, older_than: float) -> int:
    """Remove what lies there for longer than so many seconds and is none of these; returns how many files it was."""
    names, limit, removed = {str(one) for one in kept}, time.time() - older_than, 0
    for path in _folder().glob("*"):
        with suppress(FileNotFoundError):
            if path.name not in names and path.stat().st_mtime < limit:
                path.unlink()
                removed += 1
    return removed


def _created(path: Path) -> int:
    with faults_of_the_disk():
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)


def _folder() -> Path:
    return Path(settings.VAULT_ROOT) / "exports"


def _path(public_id: UUID) -> Path:
    return _folder() / str(public_id)
