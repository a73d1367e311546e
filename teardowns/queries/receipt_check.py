"""Checking a receipt at a desk: the code that somebody holds, and the original that it is said to stand for."""

import re
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from accounts.models import Device
from accounts.queries import Principal
from custody.vault import vault
from teardowns.models import Photo, VoiceNote
from teardowns.queries.receipts import made
from teardowns.queries.visible import photos_for, teardowns_for
from teardowns.receipts import same_code

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ReceiptCheck:
    """`holds`: the code is that of this original; `differs`: the original is here, the code is another one's;
    `lost`: its bytes, read for this answer, are not here or are others now; `unknown`: no such original that this
    person may see."""

    answer: Literal["holds", "differs", "lost", "unknown"]
    held: Photo | VoiceNote | None = None


def check_receipt(principal: Principal, *, code: str, original: str) -> ReceiptCheck:
    """Whether the receipt holds; `original`: a SHA-256 in hex, however grouped, or the id of a photo or spoken note."""
    found = _held(principal, original)
    if not found:
        return ReceiptCheck("unknown")
    fitting = next((row for row in found if holds(row, code)), None)
    row = fitting or found[0]
    if not vault().verify(row.sha256):
        return ReceiptCheck("lost", row)
    return ReceiptCheck("holds" if fitting else "differs", row)


def holds(row: Photo | VoiceNote, code: str) -> bool:
    """Whether this code was made for this original: by the phone that sent it, another of its team, or the server."""
    if row.receipt and same_code(code, row.receipt):
        return True
    phones = Device.objects.filter(organisation=row.teardown.organisation_id)
    return any(same_code(code, made(row, device)) for device in (None, *phones))


def _held(principal: Principal, original: str) -> list[Photo | VoiceNote]:
    notes = VoiceNote.objects.filter(teardown__in=teardowns_for(principal)).select_related("teardown")
    photos = photos_for(principal)
    plain = re.sub(r"[\s:…-]", "", original).lower().removeprefix("sha256")
    if _HASH.fullmatch(plain):
        return [*photos.filter(sha256=plain), *notes.filter(sha256=plain)]
    try:
        public_id = UUID(plain)
    except ValueError:
        return []
    return [*photos.filter(public_id=public_id), *notes.filter(public_id=public_id)]
