"""Checks the whole ledger and every original, and names what is broken."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import Error
from django.db.models import TextField
from django.db.models.functions import Cast

from custody.checkpoints import CheckpointCopy, copies, trusted_keys
from custody.hashing import GENESIS, SealedEntry, breaks, checkpoint_message, signature_holds
from custody.models import Checkpoint, LedgerEntry, LedgerHead
from custody.vault import VaultError, vault

RECEIVED = frozenset({"photo.received", "voice.received", "answer_file.received", "answer_document.received"})
"""The acts that put an original into the vault; `sha256` in their details is its name there."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken thing: a code (`row_changed`, `tail_cut`, `original_missing`...) and the object it is about."""

    code: str
    subject: str


def ledger_faults(progress: Callable[[int, int], None] = lambda done, total: None) -> Iterator[Fault]:
    """Rows that are missing, moved or changed; then checkpoints that the ledger no longer agrees with."""
    hashes: dict[int, str] = {}
    try:
        for broken in breaks(_sealed_rows(hashes, progress)):
            yield Fault(broken.code, f"ledger entry {broken.sequence} ({broken.subject})")
    except Error:  # a cell or a page that the database itself cannot read
        yield Fault("row_missing", f"ledger entry {max(hashes, default=0) + 1} (unreadable, and all after it)")
    size, head = LedgerHead.objects.filter(pk=1).values_list("size", "head").first() or (0, GENESIS)
    last = max(hashes, default=0)
    if size != last:
        yield Fault("tail_cut", f"ledger entries {last + 1} to {size}")
    elif head != hashes.get(last, GENESIS):
        yield Fault("head_changed", f"head of the ledger at entry {last}")
    stored = [CheckpointCopy(c.size, c.head, c.time, c.public_key, c.signature) for c in Checkpoint.objects.all()]
    yield from _checkpoint_faults(stored, hashes, "checkpoint")
    yield from _checkpoint_faults(copies(), hashes, "kept copy of checkpoint")


def original_faults(progress: Callable[[int, int], None] = lambda done, total: None) -> Iterator[Fault]:
    """Originals that the ledger says were received and that are missing or have other bytes now."""
    received = (row.entry for row in _sealed_rows({}, lambda done, total: None))
    try:
        told = [entry.details for entry in received if entry.action in RECEIVED]
    except Error:
        yield Fault("original_unreadable", "originals of which the ledger cannot be read")
        return
    named = {details.get("sha256") for details in told if isinstance(details, dict)}
    distinct = sorted(value for value in named if isinstance(value, str))
    for number, sha256 in enumerate(distinct, start=1):
        if code := _original_fault(sha256):
            yield Fault(code, f"original {sha256}")
        progress(number, len(distinct))


def _sealed_rows(hashes: dict[int, str], progress: Callable[[int, int], None]) -> Iterator[SealedEntry]:
    """Every row in order, also those with details that are no JSON (None then); fills `hashes` by sequence."""
    total = LedgerEntry.objects.count()
    rows = LedgerEntry.objects.defer("details").annotate(text=Cast("details", TextField())).order_by("sequence")
    for number, row in enumerate(rows.iterator(2000), start=1):
        try:
            row.details = json.loads(row.text)
        except (TypeError, ValueError, RecursionError):
            row.details = None
        if not isinstance(row.sequence, int):  # SQLite takes any word for a number
            row.sequence = 0
        hashes[row.sequence] = row.entry_hash
        if number % 500 == 0 or number == total:
            progress(number, total)
        yield row.sealed()


def _original_fault(sha256: str) -> str:
    """What is wrong with one original; empty when nothing is."""
    try:
        if not vault().exists(sha256):
            return "original_missing"
        return "" if vault().unchanged(sha256) else "original_changed"
    except ValueError:  # no name that the vault gives
        return "original_missing"
    except (VaultError, OSError):
        return "original_unreadable"


def _checkpoint_faults(checkpoints: list[CheckpointCopy], hashes: dict[int, str], name: str) -> Iterator[Fault]:
    keys = trusted_keys()
    for checkpoint in checkpoints:
        subject = f"{name} at entry {checkpoint.size}"
        message = checkpoint_message(checkpoint.size, checkpoint.head, checkpoint.time)
        if not signature_holds(message, checkpoint.signature, checkpoint.public_key):
            yield Fault("signature_wrong", subject)
        elif checkpoint.public_key not in keys:
            yield Fault("key_unknown", subject)
        elif checkpoint.size not in hashes:
            yield Fault("tail_cut", subject)
        elif hashes[checkpoint.size] != checkpoint.head:
            yield Fault("history_rewritten", subject)
