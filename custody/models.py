"""Tables of the evidence ledger. Both logs are append-only by database trigger (migration 0002)."""

from typing import ClassVar

from django.db import models

from custody.hashing import GENESIS, Entry, SealedEntry


class LedgerEntry(models.Model):
    """One thing that happened to one object. Written by `custody.ledger` only."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    time = models.CharField(max_length=32)
    actor = models.CharField(max_length=120)
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["sequence"]
        indexes: ClassVar = [models.Index(fields=["subject_type", "subject_id", "sequence"], name="ledger_subject")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.subject_type} {self.subject_id}"

    def sealed(self) -> SealedEntry:
        """The row as a pure value, for hashing and verifying."""
        entry = Entry(
            self.sequence,
            self.time,
            self.actor,
            self.action,
            self.subject_type,
            self.subject_id,
            self.details,
        )
        return SealedEntry(entry, self.previous_hash, self.entry_hash)


class LedgerHead(models.Model):
    """The single row that is locked while an entry is appended: length and last hash."""

    size = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default=GENESIS)

    def __str__(self) -> str:
        return f"{self.size} {self.head[:8]}"


class Checkpoint(models.Model):
    """A signed statement of how long the ledger was and what its last hash was."""

    size = models.PositiveBigIntegerField(unique=True)
    head = models.CharField(max_length=64)
    time = models.CharField(max_length=32)
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering: ClassVar = ["size"]

    def __str__(self) -> str:
        return f"{self.size} {self.head[:8]} {self.time}"
