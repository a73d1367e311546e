"""Checks the whole ledger and every original, and names what is broken."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from custody.checkpoints import CheckpointCopy, copies, trusted_keys
from custody.hashing import breaks, checkpoint_message, signature_holds
from custody.models import Checkpoint, LedgerEntry, LedgerHead
from custody.vault import vault


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken thing: a code (`row_changed`, `tail_cut`, `original_missing`...) and the object it is about."""

    code: str
    subject: str


def ledger_faults(progress: Callable[[int, int], None] = lambda done, total: None) -> Iterator[Fault]:
    """Rows that are missing, moved or changed; then checkpoints that the ledger no longer agrees with."""
    total = LedgerEntry.objects.count()
    hashes: dict[int, str] = {}

    def rows() -> Iterator[LedgerEntry]:
        for number, row in enumerate(LedgerEntry.objects.order_by("sequence").iterator(2000), start=1):
            hashes[row.sequence] = row.entry_hash
            if number % 500 == 0 or number == total:
                progress(number, total)
            yield row

    for broken in breaks(row.sealed() for row in rows()):
        yield Fault(broken.code, f"ledger entry {broken.sequence} ({broken.subject})")
    size = LedgerHead.objects.filter(pk=1).values_list("size", flat=True).first() or 0
    if size != max(hashes, default=0):
        yield Fault("tail_cut", f"ledger entries {max(hashes, default=0) + 1} to {size}")
    stored = [CheckpointCopy(c.size, c.head, c.time, c.public_key, c.signature) for c in Checkpoint.objects.all()]
    yield from _checkpoint_faults(stored, hashes, "checkpoint")
    yield from _checkpoint_faults(copies(), hashes, "kept copy of checkpoint")


def original_faults(progress: Callable[[int, int], None] = lambda done, total: None) -> Iterator[Fault]:
    """Originals that the ledger says were received and that are missing or have other bytes now."""
    hashes = LedgerEntry.objects.filter(action="photo.received").values_list("details__sha256", flat=True)
    distinct = sorted({value for value in hashes if isinstance(value, str)})
    for number, sha256 in enumerate(distinct, start=1):
        if not vault().exists(sha256):
            yield Fault("original_missing", f"original {sha256}")
        elif not vault().verify(sha256):
            yield Fault("original_changed", f"original {sha256}")
        progress(number, len(distinct))


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
