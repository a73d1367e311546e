"""Opening a sealed recording: allowed to those who see its teardown, and on record."""

from datetime import timedelta
from typing import BinaryIO, Final

from django.db import transaction
from django.utils import timezone

from accounts.queries import Principal
from custody.ledger import Subject, append
from custody.queries import history
from custody.vault import OriginalMissing, vault
from problems import NotFound
from teardowns.models import VoiceNote

HEARD: Final = "voice.heard"
SITTING: Final = timedelta(minutes=30)


@transaction.atomic
def hear(*, principal: Principal, note: VoiceNote, going_on: bool = False) -> BinaryIO:
    """The recording's bytes, for somebody whom `voice_for` let see it. Raises NotFound when the vault lost it.

    A player fetches a recording in parts: `going_on` is on record once for as long as one may take to hear it.
    """
    try:
        stream = vault().open(note.sha256)
    except OriginalMissing:
        raise NotFound from None
    subject = Subject("voice", str(note.public_id))
    if going_on and _heard_lately(principal, subject):
        return stream
    append(
        action=HEARD,
        subject=subject,
        actor=principal.actor,
        details={"sha256": note.sha256},
    )
    return stream


def _heard_lately(principal: Principal, subject: Subject) -> bool:
    since = (timezone.now() - SITTING).isoformat(timespec="microseconds")
    acts = history(subject.type, subject.id)
    return acts.filter(action=HEARD, actor=principal.actor, time__gte=since).exists()
