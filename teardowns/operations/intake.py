"""Receiving photos: the original is stored and written into the ledger before anything looks at it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Device
from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from custody.vault import StoredOriginal, vault
from jobs.queue import enqueue
from problems import NotAllowed
from teardowns.images.checks import HEAD_BYTES, PIXEL_CEILINGS, sniff
from teardowns.models import Assembly, Photo, Teardown
from teardowns.operations.previews import link_original
from teardowns.operations.restoring import tell_restored
from teardowns.operations.storing import faults_of_the_vault
from teardowns.paths import safe_name
from teardowns.phone import phone_clock, slot_name
from teardowns.problems import EmptyPhoto, ForeignAssembly, KeyReused, NotAPhoto
from teardowns.queries.receipts import code_for, made
from teardowns.uploading import WholeFile


@dataclass(frozen=True, slots=True)
class Receipt:
    """The server's word that it holds exact bytes. `created` is False when it held this photo already.

    It is owed to whoever sent the bytes, also to a token that may not see a team mate's photo. `code`: the short code
    by which the sender's phone checks it offline (`teardowns.receipts`).
    """

    photo: Photo
    photo_id: UUID
    sha256: str
    size: int
    received_at: datetime
    created: bool
    code: str


def receive_photo(
    *,
    principal: Principal,
    teardown: Teardown,
    chunks: Iterable[bytes] | WholeFile,
    file_name: str = "",
    idempotency_key: str = "",
    assembly: Assembly | None = None,
    slot: str = "",
    taken_at: str | None = None,
    device: Device | None = None,
) -> Receipt:
    """Store one original and start the work on it. The same key or the same bytes give the same photo and receipt.

    From a phone: `slot` of its list of shots, `taken_at` by its clock (ISO 8601, stored in its own words, dropped when
    it is none), and the `device`, by default that of the principal's token. None of them can refuse a photo.
    Raises NotAllowed, ForeignAssembly, EmptyPhoto, NotAPhoto, PhotoTooLarge, StorageFull, StorageAway, KeyReused.
    """
    if Capability.PHOTO_UPLOAD not in principal.capabilities:
        raise NotAllowed
    if assembly is not None and assembly.teardown_id != teardown.pk:
        raise ForeignAssembly
    began, stored = timezone.now(), _store(chunks)
    photo = Photo(
        teardown=teardown,
        assembly=assembly,
        sha256=stored.sha256,
        size=stored.size,
        media_type=stored.media_type,
        file_name=safe_name(file_name),
        idempotency_key=idempotency_key[:120],
        uploaded_by=principal.user,
        slot=slot_name(slot),
        taken_at=phone_clock(taken_at),
        device=device or principal.device,
    )
    return _recorded(lambda: _record(principal, photo, since=began if stored.created else None, aside=stored.aside))


def _checked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks, refused at once when there are none or when they are surely no photo.

    What nobody can name may be a photo with a damaged head: it is taken.
    """
    source, head = iter(chunks), b""
    for chunk in source:
        head += chunk
        if len(head) >= HEAD_BYTES:
            break
    _check_head(head[:HEAD_BYTES])
    yield head
    yield from source


def _check_head(head: bytes) -> None:
    if not head:
        raise EmptyPhoto
    kind = sniff(head)
    if kind is not None and kind not in PIXEL_CEILINGS:
        raise NotAPhoto(kind=kind)


def _store(chunks: Iterable[bytes] | WholeFile) -> StoredOriginal:
    with faults_of_the_vault():
        if isinstance(chunks, WholeFile):
            _check_head(chunks.head())
            return vault().store_whole(chunks.file, max_bytes=settings.VAULT_MAX_BYTES, sha256=chunks.sha256)
        return vault().store_stream(_checked(chunks), max_bytes=settings.VAULT_MAX_BYTES)


def _recorded(record: Callable[[], Receipt]) -> Receipt:
    """Two equal uploads at once race to the same unique row: the loser finds the winner's on its second try."""
    try:
        return record()
    except IntegrityError:
        return record()


@transaction.atomic
def _record(principal: Principal, photo: Photo, *, since: datetime | None, aside: str) -> Receipt:
    """`since`: from then on, and not before, the vault holds these bytes, whatever an older row may say."""
    known = _known(photo.teardown, photo.sha256, photo.idempotency_key)
    if known is not None:
        tell_restored(principal, photo.sha256, since=since, aside=aside)
        return _receipt(known, photo.device, created=False)
    photo.pk = None
    photo.save(force_insert=True)
    photo.receipt = made(photo, photo.device)
    photo.save(update_fields=["receipt"])
    append(
        action="photo.received",
        subject=Subject("photo", str(photo.public_id)),
        actor=principal.actor,
        details={
            "sha256": photo.sha256,
            "size": photo.size,
            "teardown": str(photo.teardown.public_id),
            "receipt": photo.receipt,
        },
    )
    # After its own row: whoever holds the ledger's head waits for no row of others.
    tell_restored(principal, photo.sha256, since=since, aside=aside)
    link_original(photo)
    enqueue(
        "teardowns.prepare_photo",
        key=f"prepare:{photo.public_id}",
        arguments={"photo_id": str(photo.public_id)},
        subject_type="photo",
        subject_id=str(photo.public_id),
    )
    return _receipt(photo, photo.device, created=True)


def _known(teardown: Teardown, sha256: str, key: str) -> Photo | None:
    photos = Photo.objects.filter(teardown=teardown)
    same_key = photos.filter(idempotency_key=key).first() if key else None
    if same_key is not None and same_key.sha256 != sha256:
        raise KeyReused
    return same_key or photos.filter(sha256=sha256).first()


def _receipt(photo: Photo, device: Device | None, *, created: bool) -> Receipt:
    code = code_for(photo, device)
    return Receipt(photo, photo.public_id, photo.sha256, photo.size, photo.received_at, created, code)
