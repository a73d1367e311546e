"""What the vault asks of a place that keeps objects, and how keeping can fail (no framework)."""

import errno
import re
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Protocol, Self

DAMAGED = "damaged"
"""Where damaged bytes lie, beside the objects."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HASH = re.compile(r"[0-9a-f]{64}")
_ASIDE = re.compile(r"([0-9a-f]{64})-([0-9]{1,19})")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class VaultError(Exception):
    """Base of everything the vault raises. `code` is stable and names the message shown to a person."""

    code = "vault_unavailable"


class VaultUnavailable(VaultError):
    """The disk or the bucket does not answer; trying again later is sensible."""


class VaultFull(VaultError):
    """No space left, or the quota is used up. Nothing partial was left."""

    code = "vault_full"


class VaultCorrupt(VaultError):
    """An object of this hash exists and cannot hold these bytes: it was damaged after it was written."""

    code = "vault_corrupt"


class OriginalTooLarge(VaultError):
    """The stream is longer than allowed."""

    code = "file_too_large"


class OriginalEmpty(VaultError):
    """The stream held no byte."""

    code = "empty_file"


class OriginalDiffers(VaultError):
    """The bytes have another hash than the sender promised. Nothing was kept."""

    code = "hash_mismatch"


class NotLinkable(VaultError):
    """The file cannot be given a name in this store: a copy of it can."""


class OriginalMissing(VaultError):
    """No object of this hash."""

    code = "original_missing"


@dataclass(frozen=True, slots=True)
class Put:
    """`created`: these bytes were not there. `aside`: where damaged ones, which had their name, lie now."""

    created: bool
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """Damaged bytes below `damaged`: their name, the hash of the object whose name they had, and since when."""

    name: str
    sha256: str
    since: datetime

    @classmethod
    def of(cls, name: str) -> Self | None:
        """Read from its name; None for what is none."""
        if not (found := _ASIDE.fullmatch(name)):
            return None
        return cls(name, found[1], _EPOCH + timedelta(microseconds=int(found[2]) // 1000))


class Store(Protocol):
    """A write-once place for objects named by the SHA-256 of their bytes."""

    def put(self, source: Path, sha256: str) -> Put:
        """Keep the bytes of `source`, durable on return; other bytes of this name are laid aside. Raises VaultError."""

    def open(self, sha256: str) -> BinaryIO:
        """The object's bytes. Raises OriginalMissing."""

    def size(self, sha256: str) -> int | None:
        """The object's length in bytes; None if there is none."""

    def local_path(self, sha256: str) -> AbstractContextManager[Path]:
        """A path with the object's bytes, good inside the `with`. Raises OriginalMissing."""

    def asides(self) -> Iterator[str]:
        """The names of what lies below `damaged`, of this store's objects and of others beside it."""


def aside_name(sha256: str) -> str:
    """What damaged bytes that are laid aside now are called; see Aside."""
    return f"{sha256}-{time.time_ns()}"


def object_name(sha256: str) -> str:
    """`sha256/ab/cd/<hash>`; ValueError for anything but a hash, so that no name leads out of the store."""
    if not _HASH.fullmatch(sha256):
        raise ValueError("not a SHA-256 in lower-case hex")
    return f"sha256/{sha256[:2]}/{sha256[2:4]}/{sha256}"


@contextmanager
def faults_of_the_disk() -> Iterator[None]:
    """Turns the operating system's errors into the vault's."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise VaultFull(error.strerror or "no space left") from error
        raise VaultUnavailable(error.strerror or type(error).__name__) from error
