"""Receiving photos: the original is stored and written into the ledger before anything looks at it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from custody.vault import StoredOriginal, vault
from jobs.queue import enqueue
from problems import NotAllowed
from teardowns.images.checks import HEAD_BYTES, PIXEL_CEILINGS, sniff
from teardowns.models import Assembly, Photo, Teardown
from teardowns.operations.storing import faults_of_the_vault
from teardowns.paths import safe_name
from teardowns.problems import EmptyPhoto, ForeignAssembly, KeyReused, NotAPhoto


@dataclass(frozen=True, slots=True)
class Receipt:
    """The server's word that it holds exact bytes. `created` is False when it held this photo already.

    It is owed to whoever sent the bytes, also to a token that may not see a team mate's photo.
    """

    photo: Photo
    photo_id: UUID
    sha256: str
    size: int
    received_at: datetime
    created: bool


def receive_photo(
    *,
    principal: Principal,
    teardown: Teardown,
    chunks: Iterable[bytes],
    file_name: str = "",
    idempotency_key: str = "",
    assembly: Assembly | None = None,
) -> Receipt:
    """Store one original and start the work on it. The same key or the same bytes give the same photo and receipt.

    Raises NotAllowed, ForeignAssembly, EmptyPhoto, NotAPhoto, PhotoTooLarge, StorageFull, StorageAway, KeyReused.
    """
    if Capability.PHOTO_UPLOAD not in principal.capabilities:
        raise NotAllowed
    if assembly is not None and assembly.teardown_id != teardown.pk:
        raise ForeignAssembly
    stored = _store(_checked(chunks))
    return _recorded(lambda: _record(principal, teardown, stored, file_name, idempotency_key[:120], assembly))


def _checked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks, refused at once when there are none or when they are surely no photo.

    What nobody can name may be a photo with a damaged head: it is taken.
    """
    source, head = iter(chunks), b""
    for chunk in source:
        head += chunk
        if len(head) >= HEAD_BYTES:
            break
    if not head:
        raise EmptyPhoto
    kind = sniff(head[:HEAD_BYTES])
    if kind is not None and kind not in PIXEL_CEILINGS:
        raise NotAPhoto(kind=kind)
    yield head
    yield from source


def _store(chunks: Iterable[bytes]) -> StoredOriginal:
    with faults_of_the_vault():
        return vault().store_stream(chunks, max_bytes=settings.VAULT_MAX_BYTES)


def _recorded(record: Callable[[], Receipt]) -> Receipt:
    """Two equal uploads at once race to the same unique row: the loser finds the winner's on its second try."""
    try:
        return record()
    except IntegrityError:
        return record()


@transaction.atomic
def _record(
    principal: Principal,
    teardown: Teardown,
    stored: StoredOriginal,
    file_name: str,
    key: str,
    assembly: Assembly | None,
) -> Receipt:
    known = _known(teardown, stored.sha256, key)
    if known is not None:
        return _receipt(known, created=False)
    photo = Photo.objects.create(
        teardown=teardown,
        assembly=assembly,
        sha256=stored.sha256,
        size=stored.size,
        media_type=stored.media_type,
        file_name=safe_name(file_name),
        idempotency_key=key,
        uploaded_by=principal.user,
    )
    append(
        action="photo.received",
        subject=Subject("photo", str(photo.public_id)),
        actor=principal.actor,
        details={"sha256": stored.sha256, "size": stored.size, "teardown": str(teardown.public_id)},
    )
    enqueue(
        "teardowns.prepare_photo",
        key=f"prepare:{photo.public_id}",
        arguments={"photo_id": str(photo.public_id)},
        subject_type="photo",
        subject_id=str(photo.public_id),
    )
    return _receipt(photo, created=True)


def _known(teardown: Teardown, sha256: str, key: str) -> Photo | None:
    photos = Photo.objects.filter(teardown=teardown)
    same_key = photos.filter(idempotency_key=key).first() if key else None
    if same_key is not None and same_key.sha256 != sha256:
        raise KeyReused
    return same_key or photos.filter(sha256=sha256).first()


def _receipt(photo: Photo, *, created: bool) -> Receipt:
    return Receipt(photo, photo.public_id, photo.sha256, photo.size, photo.received_at, created)
