"""One piece of an upload while it comes in: gathered in a file of its own, measured and checked (no models)."""

import hashlib
import hmac
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from custody.media_types import HEAD_BYTES
from custody.storage.parts import blocks
from teardowns.images.checks import PIXEL_CEILINGS, sniff
from teardowns.problems import NotAPhoto
from teardowns.upload_problems import ChecksumMismatch, ContentsDiffer, UploadTooLong

ALGORITHMS: Final[Mapping[str, int]] = {"sha256": 32, "sha1": 20}
"""Checksums that may come with a piece, by the names of the protocol, with their lengths in bytes."""

PIECE_BYTES: Final = 16 * 1024 * 1024
PIECE_SECONDS: Final = 8.0
"""Without a checksum a long body is kept this often: what a killed server loses of it is no more."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """What the sender says that a piece hashes to; `algorithm` is one of ALGORITHMS."""

    algorithm: str
    digest: bytes


def gather(body: Iterator[bytes], into: BinaryIO, *, room: int, checksum: Checksum | None) -> bool:
    """Write what comes of `body`; True when it has ended, False when it is time to keep what came.

    With a checksum a piece is all or nothing; without one, whatever came before the line broke counts.
    Raises UploadTooLong past `room` bytes, ChecksumMismatch, OSError of the disk.
    """
    digest = hashlib.new(checksum.algorithm, usedforsecurity=False) if checksum else None
    size, until = 0, time.monotonic() + PIECE_SECONDS
    for block in body:
        size += len(block)
        if size > room:
            raise UploadTooLong
        into.write(block)
        if digest is not None:
            digest.update(block)
        elif size >= PIECE_BYTES or time.monotonic() > until:
            return False
    if digest is not None and checksum is not None and not hmac.compare_digest(digest.digest(), checksum.digest):
        raise ChecksumMismatch
    return True


def surely_no_photo(piece: BinaryIO, *, whole: bool) -> None:
    """A film is refused at its first piece and not after an hour on a thin line. Raises NotAPhoto."""
    piece.seek(0)
    head = piece.read(HEAD_BYTES)
    kind = sniff(head) if whole or len(head) == HEAD_BYTES else None
    if kind is not None and kind not in PIXEL_CEILINGS:
        raise NotAPhoto(kind=kind)


@dataclass(frozen=True, slots=True)
class WholeFile:
    """An open file on the vault's disk that is all here, and what its sender promised it hashes to; blank for nothing.

    The vault can take it as it is; whoever wants its bytes gets them in blocks.
    """

    file: BinaryIO
    sha256: str

    def __iter__(self) -> Iterator[bytes]:
        """The blocks; raises ContentsDiffer at their end when they hash to something else."""
        digest = hashlib.sha256()
        for block in blocks(self.file):
            digest.update(block)
            yield block
        if self.sha256 and digest.hexdigest() != self.sha256:
            raise ContentsDiffer

    def head(self) -> bytes:
        """The first bytes, from which the kind of a file is told."""
        self.file.seek(0)
        return self.file.read(HEAD_BYTES)
