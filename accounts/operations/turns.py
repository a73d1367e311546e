"""Acts on one organisation that must not happen side by side."""

from accounts.models import Organisation


def in_turn(organisation_id: int) -> Organisation:
    """The organisation as it is now, locked until the caller's transaction ends: whoever else asks for it waits.

    Not its key: rows that name it can still be written. Whoever writes one may hold the ledger, for which the caller
    waits next (PostgreSQL, Explicit Locking: FOR NO KEY UPDATE). Raises TransactionManagementError outside one.
    """
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
