"""The only writer of the evidence ledger."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from custody.hashing import GENESIS, Entry, entry_hash
from custody.models import LedgerEntry, LedgerHead


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: a kind of object and its public identifier."""

    type: str
    id: str


def take_turn() -> LedgerHead:
    """Lock the head of the ledger until the caller's transaction ends.

    `append` does; call it earlier only before a row that another writer may insert while holding the head already,
    so that all take their locks in one order. Raises TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A ledger entry belongs into the transaction it tells of.")
    LedgerHead.objects.get_or_create(pk=1, defaults={"size": 0, "head": GENESIS})
    return LedgerHead.objects.select_for_update().get(pk=1)


def append(*, action: str, subject: Subject, actor: str, details: dict[str, Any]) -> LedgerEntry:
    """Append one entry inside the caller's transaction, so that it stands or falls with what it tells of.

    The head row is locked until that transaction ends: the sequence has no gap and no fork.
    Raises TransactionManagementError outside a transaction and TypeError for details that are not plain JSON.
    """
    head = take_turn()
    entry = Entry(
        sequence=head.size + 1,
        time=timezone.now().isoformat(timespec="microseconds"),
        actor=actor,
        action=action,
        subject_type=subject.type,
        subject_id=subject.id,
        details=details,
    )
    row = LedgerEntry(
        sequence=entry.sequence,
        time=entry.time,
        actor=actor,
        action=action,
        subject_type=subject.type,
        subject_id=subject.id,
        details=details,
        previous_hash=head.head,
        entry_hash=entry_hash(head.head, entry),
    )
    row.save(force_insert=True)
    head.size, head.head = row.sequence, row.entry_hash
    head.save(update_fields=["size", "head"])
    return row
