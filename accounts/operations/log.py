"""Writing the log of accounts."""

from uuid import UUID

from django.db import transaction

from accounts.models import AccountEvent


def record(*, action: str, actor: str, subject_type: str, subject_id: UUID, **details: str | list[str]) -> None:
    """Add one event inside the caller's transaction. Raises TransactionManagementError outside one."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An account event belongs into the transaction it tells of.")
    AccountEvent.objects.create(
        action=action, actor=actor, subject_type=subject_type, subject_id=str(subject_id), details=details
    )
