"""Opening a sealed recording: allowed to those who see its teardown, and on record."""

from typing import BinaryIO

from django.db import transaction

from accounts.queries import Principal
from custody.ledger import Subject, append
from custody.vault import OriginalMissing, vault
from problems import NotFound
from teardowns.models import VoiceNote


@transaction.atomic
def hear(*, principal: Principal, note: VoiceNote) -> BinaryIO:
    """The recording's bytes, for somebody whom `voice_for` let see it. Raises NotFound when the vault lost it."""
    try:
        stream = vault().open(note.sha256)
    except OriginalMissing:
        raise NotFound from None
    append(
        action="voice.heard",
        subject=Subject("voice", str(note.public_id)),
        actor=principal.actor,
        details={"sha256": note.sha256},
    )
    return stream
