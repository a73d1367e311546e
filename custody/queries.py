"""Reads of the evidence ledger."""

from django.db.models import QuerySet

from custody.models import Checkpoint, LedgerEntry


def history(subject_type: str, subject_id: str) -> QuerySet[LedgerEntry]:
    """All that happened to one object, oldest first."""
    if not (subject_type + subject_id).isprintable():
        return LedgerEntry.objects.none()
    return LedgerEntry.objects.filter(subject_type=subject_type, subject_id=subject_id).order_by("sequence")


def entries() -> QuerySet[LedgerEntry]:
    """The whole ledger, newest first."""
    return LedgerEntry.objects.order_by("-sequence")


def checkpoints() -> QuerySet[Checkpoint]:
    """All signed checkpoints, newest first."""
    return Checkpoint.objects.order_by("-size")
