"""Hash chain and signed checkpoints of the ledger. Pure: no framework, values in, values out.

Canonical JSON: UTF-8, keys sorted, no white space, only str, int, bool, None, list and dict (no floats, so that every
reader in every language gets the same bytes). Entry hash: SHA-256 over the previous hash and the canonical entry.
Checkpoints: Ed25519 (RFC 8032) over the canonical JSON of {"head", "size", "time"}.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What one ledger row says; `time` is ISO 8601 in UTC with microseconds."""

    sequence: int
    time: str
    actor: str
    action: str
    subject_type: str
    subject_id: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """An entry with the hash of the one before it and its own."""

    entry: Entry
    previous_hash: str
    entry_hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """One place where the chain does not hold: a code, the sequence number and the object named there."""

    code: str
    sequence: int
    subject: str


def canonical_json(value: Any) -> bytes:
    """The one byte form of a JSON value. Raises TypeError for floats and anything that JSON cannot hold."""
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def entry_hash(previous_hash: str, entry: Entry) -> str:
    """SHA-256 in hex over the previous hash and the entry."""
    return hashlib.sha256(previous_hash.encode() + b"\n" + canonical_json(asdict(entry))).hexdigest()


def breaks(rows: Iterable[SealedEntry]) -> Iterator[Break]:
    """Every place where a row is missing, moved or changed, in order of the rows given."""
    expected, previous = 1, GENESIS
    for row in rows:
        subject = f"{row.entry.subject_type} {row.entry.subject_id}"
        if row.entry.sequence != expected:
            yield Break("row_missing", expected, subject)
        elif row.previous_hash != previous:
            yield Break("chain_broken", row.entry.sequence, subject)
        if not _holds(row):
            yield Break("row_changed", row.entry.sequence, subject)
        expected, previous = row.entry.sequence + 1, row.entry_hash


def checkpoint_message(size: int, head: str, time: str) -> bytes:
    """The bytes that a checkpoint signs: how long the ledger was, its last hash, and when."""
    return canonical_json({"head": head, "size": size, "time": time})


def sign(message: bytes, private_key: bytes) -> str:
    """Ed25519 signature in hex; `private_key` is the raw 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(private_key).sign(message).hex()


def public_key_of(private_key: bytes) -> str:
    """The public key in hex that belongs to a raw 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw().hex()


def signature_holds(message: bytes, signature: str, public_key: str) -> bool:
    """Whether the signature over the message was made with the key; malformed hex counts as no."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _holds(row: SealedEntry) -> bool:
    """Whether the row has the hash of what it says; what cannot be hashed was never written by us."""
    try:
        return isinstance(row.entry.details, Mapping) and entry_hash(row.previous_hash, row.entry) == row.entry_hash
    except (AttributeError, TypeError, ValueError, RecursionError):
        return False


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("A ledger entry holds no floating-point numbers: write them as text.")
    if isinstance(value, Mapping):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _refuse_floats(item)
