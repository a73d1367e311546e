"""Receiving spoken notes: sealed like photos, and never opened by us."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Device
from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from custody.media_types import HEAD_BYTES, sniff_sound
from custody.vault import vault
from problems import NotAllowed
from teardowns.field_problems import EmptyVoiceNote, NotAVoiceNote, VoiceNoteTooLarge
from teardowns.models import Teardown, VoiceNote
from teardowns.operations.storing import faults_of_the_vault
from teardowns.paths import safe_name
from teardowns.phone import phone_clock
from teardowns.problems import KeyReused
from teardowns.queries.receipts import code_for, made


@dataclass(frozen=True, slots=True)
class VoiceReceipt:
    """The server's word that it holds exact bytes, as `intake.Receipt`."""

    note: VoiceNote
    note_id: UUID
    sha256: str
    size: int
    received_at: datetime
    created: bool
    code: str


def receive_voice_note(
    *,
    principal: Principal,
    teardown: Teardown,
    chunks: Iterable[bytes],
    file_name: str = "",
    idempotency_key: str = "",
    taken_at: str | None = None,
    device: Device | None = None,
) -> VoiceReceipt:
    """Store one recording. The same key or the same bytes give the same note and receipt.

    Raises NotAllowed, EmptyVoiceNote, NotAVoiceNote, VoiceNoteTooLarge, StorageFull, StorageAway, KeyReused.
    """
    if Capability.PHOTO_UPLOAD not in principal.capabilities:
        raise NotAllowed
    source, began = _Checked(chunks), timezone.now()
    with faults_of_the_vault():
        stored = vault().store_stream(source, max_bytes=settings.VOICE_NOTE_MAX_BYTES + 1)
    note = VoiceNote(
        teardown=teardown,
        sha256=stored.sha256,
        size=stored.size,
        media_type=source.media_type,
        file_name=safe_name(file_name),
        idempotency_key=idempotency_key[:120],
        taken_at=phone_clock(taken_at),
        device=device or principal.device,
        uploaded_by=principal.user,
    )
    try:
        return _record(principal, note, since=began if stored.created else None, aside=stored.aside)
    except IntegrityError:  # two equal uploads at once: the loser finds the winner's
        return _record(principal, note, since=None, aside="")


class _Checked:
    """The chunks, refused when there are none, when they are no sound, and when they are too many."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks = iter(chunks)
        self.media_type = ""

    def __iter__(self) -> Iterator[bytes]:
        head = b""
        for chunk in self.chunks:
            head += chunk
            if len(head) >= HEAD_BYTES:
                break
        if not head:
            raise EmptyVoiceNote
        kind = sniff_sound(head[:HEAD_BYTES])
        if kind is None:
            raise NotAVoiceNote
        self.media_type = kind
        size = 0
        for chunk in chain([head], self.chunks):
            size += len(chunk)
            if size > settings.VOICE_NOTE_MAX_BYTES:
                raise VoiceNoteTooLarge(megabytes=settings.VOICE_NOTE_MAX_BYTES // 2**20)
            yield chunk


@transaction.atomic
def _record(principal: Principal, note: VoiceNote, *, since: datetime | None, aside: str) -> VoiceReceipt:
    """`since`: from then on, and not before, the vault holds these bytes, whatever an older row may say."""
    known = _known(note)
    if known is not None:
        if since is not None and known.received_at < since:
            append(
                action="voice.restored",
                subject=Subject("voice", str(known.public_id)),
                actor=principal.actor,
                details={"sha256": known.sha256, "size": known.size} | ({"damaged": aside} if aside else {}),
            )
        return _receipt(known, note.device, created=False)
    note.pk = None
    note.save(force_insert=True)
    note.receipt = made(note, note.device)
    note.save(update_fields=["receipt"])
    append(
        action="voice.received",
        subject=Subject("voice", str(note.public_id)),
        actor=principal.actor,
        details={
            "sha256": note.sha256,
            "size": note.size,
            "teardown": str(note.teardown.public_id),
            "receipt": note.receipt,
        },
    )
    return _receipt(note, note.device, created=True)


def _known(note: VoiceNote) -> VoiceNote | None:
    notes = VoiceNote.objects.filter(teardown=note.teardown)
    key = note.idempotency_key
    same_key = notes.filter(idempotency_key=key).first() if key else None
    if same_key is not None and same_key.sha256 != note.sha256:
        raise KeyReused
    return same_key or notes.filter(sha256=note.sha256).first()


def _receipt(note: VoiceNote, device: Device | None, *, created: bool) -> VoiceReceipt:
    code = code_for(note, device)
    return VoiceReceipt(note, note.public_id, note.sha256, note.size, note.received_at, created, code)
