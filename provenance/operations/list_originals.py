"""Taking the original of a version of a list out of the vault. Who takes it, and when, stays in the ledger."""

from typing import BinaryIO

from django.db import transaction

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from custody.vault import vault
from provenance.models import ListVersion


@transaction.atomic
def take_list_original(*, principal: Principal, version: ListVersion) -> BinaryIO:
    """The exact bytes that were applied, to be closed by the caller.

    Raises NotAllowed, OriginalMissing where the vault has lost it.
    """
    principal.require(Capability.TRADE_ORIGINAL_TAKE)
    original = vault().open(version.sha256)
    append(
        action="list.original_taken",
        subject=Subject("list_version", str(version.public_id)),
        actor=principal.actor,
        details={"sha256": version.sha256, "list": version.list.name, "name": version.file_name},
    )
    return original
