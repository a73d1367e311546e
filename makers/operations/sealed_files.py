"""Files of makers in the vault: encrypted piece by piece, so that a copy of the vault shows nothing of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.sealing import seal, unseal
from custody.media_types import HEAD_BYTES, sniff
from custody.vault import OriginalEmpty, OriginalTooLarge, VaultError, vault
from makers.answer_problems import FileEmpty, FileNotStored, FileTooLarge

MOST_BYTES = 64 * 2**20
PIECE = 2**18
_GROWN = 2
"""Encrypted, a file is a third larger."""


@dataclass(frozen=True, slots=True)
class SealedFile:
    """What was sent (`sha256`, `size`, `media_type`: empty where its bytes do not tell) and its name in the vault."""

    sha256: str
    size: int
    media_type: str
    kept: str


def keep_sealed(chunks: Iterable[bytes], *, most: int = MOST_BYTES) -> SealedFile:
    """Keep a file. Raises FileTooLarge, FileEmpty, FileNotStored."""
    sealing = _Sealing(chunks, most)
    try:
        stored = vault().store_stream(sealing.lines(), max_bytes=most * _GROWN)
    except OriginalTooLarge:
        raise FileTooLarge(megabytes=most // 2**20) from None
    except OriginalEmpty:
        raise FileEmpty from None
    except VaultError:
        raise FileNotStored from None
    return SealedFile(sealing.digest.hexdigest(), sealing.size, sniff(sealing.head) or "", stored.sha256)


def opened_sealed(kept: str) -> Iterator[bytes]:
    """The bytes as they were sent. Raises FileNotStored where no key that is left opens them, or they are gone."""
    try:
        with vault().open(kept) as file:
            for line in file:
                piece = unseal(line.rstrip(b"\n"))
                if piece is None:
                    raise FileNotStored
                yield piece
    except VaultError:
        raise FileNotStored from None


class _Sealing:
    def __init__(self, chunks: Iterable[bytes], most: int) -> None:
        self._chunks, self._most = chunks, most
        self.digest, self.size, self.head = hashlib.sha256(), 0, b""

    def lines(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            for at in range(0, len(chunk), PIECE):
                piece = bytes(chunk[at : at + PIECE])
                self.size += len(piece)
                if self.size > self._most:
                    raise OriginalTooLarge(f"more than {self._most} bytes")
                self.digest.update(piece)
                self.head += piece[: HEAD_BYTES - len(self.head)]
                yield seal(piece) + b"\n"
