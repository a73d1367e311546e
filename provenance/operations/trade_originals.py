"""Taking the original of a file of shipments out of the vault. Who takes it, and when, stays in the ledger."""

from typing import BinaryIO

from django.db import transaction

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from custody.vault import vault
from problems import NotAllowed, NotFound
from provenance.models import TradeFile


@transaction.atomic
def take_original(*, principal: Principal, file: TradeFile) -> BinaryIO:
    """The exact bytes that were imported, to be closed by the caller.

    Raises NotAllowed, NotFound where no original was kept, OriginalMissing where the vault has lost it.
    """
    if not principal.can(Capability.TRADE_ORIGINAL_TAKE):
        raise NotAllowed
    if not file.sha256:
        raise NotFound
    original = vault().open(file.sha256)
    append(
        action="trade_file.original_taken",
        subject=Subject("trade_file", str(file.public_id)),
        actor=principal.actor,
        details={"sha256": file.sha256, "name": file.name},
    )
    return original
