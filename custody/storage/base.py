"""What the vault asks of a place that keeps objects, and how keeping can fail (no framework)."""

import errno
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

_HASH = re.compile(r"[0-9a-f]{64}")
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


class OriginalMissing(VaultError):
    """No object of this hash."""

    code = "original_missing"


class Store(Protocol):
    """A write-once place for objects named by the SHA-256 of their bytes."""

    def put(self, source: Path, sha256: str) -> bool:
        """Keep the bytes of `source`, durable on return; False if they were there. Raises VaultError."""

    def open(self, sha256: str) -> BinaryIO:
        """The object's bytes. Raises OriginalMissing."""

    def size(self, sha256: str) -> int | None:
        """The object's length in bytes; None if there is none."""

    def local_path(self, sha256: str) -> AbstractContextManager[Path]:
        """A path with the object's bytes, good inside the `with`. Raises OriginalMissing."""


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
