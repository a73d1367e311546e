"""Receiving files in pieces. At their last byte they go the way of every upload.

A piece is gathered in a file of its own while it comes, however slowly. Then the upload is locked for as long as the
piece takes from disk to disk: it is appended and made durable, and only then the row moves. A process that is killed
anywhere in between leaves bytes that do not count, and what was acknowledged counts.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO, Final
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from custody.storage.base import faults_of_the_disk
from custody.storage.parts import copy
from custody.vault import Part, parts
from problems import NotAllowed, NotFound
from teardowns.field_problems import VoiceNoteTooLarge
from teardowns.models import Assembly, PartialUpload, Teardown, UploadKind
from teardowns.operations.intake import receive_photo
from teardowns.operations.storing import faults_of_the_vault
from teardowns.operations.voice_notes import receive_voice_note
from teardowns.paths import safe_name
from teardowns.problems import EmptyPhoto, ForeignAssembly, PhotoTooLarge, StorageFull
from teardowns.queries.partial_uploads import standing
from teardowns.upload_problems import ContentsDiffer, OffsetConflict, TooMuchBegun, UnsupportedKind
from teardowns.uploading import Checksum, WholeFile, gather, surely_no_photo

ORPHAN_SECONDS: Final = 24 * 3600.0
LEFT_ALONE: Final = timedelta(hours=1)


def begin_upload(
    *,
    principal: Principal,
    teardown: Teardown,
    length: int,
    kind: str = UploadKind.PHOTO,
    metadata: str = "",
    sha256: str = "",
    file_name: str = "",
    idempotency_key: str = "",
    slot: str = "",
    taken_at: str = "",
    assembly: Assembly | None = None,
) -> PartialUpload:
    """A row for a file of `length` bytes of which none is here yet. The teardown is one that the principal may send to.

    No ledger entry: pieces are no evidence before they are a whole file.
    Raises NotAllowed, UnsupportedKind, EmptyPhoto, PhotoTooLarge, ForeignAssembly, TooMuchBegun, StorageFull.
    """
    principal.require(Capability.PHOTO_UPLOAD)
    if kind not in TAKERS:
        raise UnsupportedKind(kind=kind[:40])
    if assembly is not None and assembly.teardown_id != teardown.pk:
        raise ForeignAssembly
    _check_size(kind, length)
    _check_quota(principal, length)
    _check_room(length)
    return PartialUpload.objects.create(
        teardown=teardown,
        assembly=assembly,
        begun_by=principal.user,
        kind=kind,
        length=length,
        metadata=metadata,
        sha256=sha256,
        file_name=safe_name(file_name),
        idempotency_key=idempotency_key,
        slot=slot,
        taken_at=taken_at,
        expires_at=_expiry(),
    )


def receive_piece(
    *,
    principal: Principal,
    upload: PartialUpload,
    offset: int,
    body: Iterable[bytes],
    checksum: Checksum | None = None,
) -> PartialUpload:
    """Take the bytes of `body`, which ends early when the line breaks; gives the upload as it stands then.

    Of two pieces for one place the first to be whole wins. The last byte makes the upload a photo: the offset reaches
    the length in the same breath as the receipt, so that nobody takes for safe what is not. Raises OffsetConflict,
    UploadTooLong, ChecksumMismatch, ContentsDiffer, NotFound (ended meanwhile), and what the intake raises.
    """
    if upload.begun_by_id != principal.user.pk:
        raise NotAllowed
    _same_place(offset, standing(upload))
    stream, ended = iter(body), False
    with faults_of_the_vault(), parts().receiving(str(upload.public_id)):
        while not ended:
            with parts().scratch() as piece:
                ended = gather(stream, piece, room=upload.length - offset, checksum=checksum)
                upload = _append(principal, upload, offset, piece)
            offset = upload.offset
    return upload


def end_upload(*, upload: PartialUpload) -> None:
    """Forget the upload and remove its pieces at once. A photo that was taken in stays: it is evidence."""
    _end(PartialUpload.objects.filter(pk=upload.pk), str(upload.public_id))


def end_expired_uploads() -> int:
    """Remove what nobody goes on with, and pieces that a kill left without a row. Returns how many uploads."""
    expired = PartialUpload.objects.filter(expires_at__lte=timezone.now())
    ended = sum(_end(expired, str(name)) for name in list(expired.values_list("public_id", flat=True)))
    for name in parts().untouched(seconds=ORPHAN_SECONDS):
        with parts().locked(name):
            if not PartialUpload.objects.filter(public_id=name, received_id__isnull=True).exists():
                parts().discard(name)
    return ended


def _end(uploads: QuerySet[PartialUpload], name: str) -> int:
    """Of these, end the one of this name; 0 when somebody went on with it meanwhile."""
    with parts().locked(name):
        ended, _tables = uploads.filter(public_id=name).delete()
        if ended:
            parts().discard(name)
    return ended


def _append(principal: Principal, upload: PartialUpload, offset: int, piece: BinaryIO) -> PartialUpload:
    with parts().locked(str(upload.public_id)) as part:
        current = _now(upload.public_id, part)
        _same_place(offset, current.standing(part.size))
        size = piece.tell()
        if not size:
            return current
        whole = offset + size == current.length
        if offset == 0 and current.kind == UploadKind.PHOTO:
            surely_no_photo(piece, whole=whole)
        if whole:
            return _finish(principal, current, offset, part, piece)
        part.append(piece, at=offset)
        return _moved(current, offset=offset + size)


def _now(public_id: UUID, part: Part) -> PartialUpload:
    upload = PartialUpload.objects.select_related("teardown", "assembly").filter(public_id=public_id).first()
    if upload is None:
        parts().discard(str(public_id))
        raise NotFound
    return upload


def _finish(principal: Principal, upload: PartialUpload, offset: int, part: Part, last: BinaryIO) -> PartialUpload:
    """The last piece goes straight into the vault behind the others. A kill after that costs the piece, sent again, and
    the intake gives the same photo again."""
    try:
        with _whole(part, offset, last) as file:
            taken = TAKERS[UploadKind(upload.kind)](principal, upload, WholeFile(file, upload.sha256))
    except ContentsDiffer:
        _moved(upload, offset=0)
        raise
    finished = _moved(
        upload,
        offset=upload.length,
        received_id=taken.public_id,
        received_at=taken.received_at,
        receipt=taken.code,
    )
    parts().discard(str(upload.public_id))
    return finished


@contextmanager
def _whole(part: Part, offset: int, last: BinaryIO) -> Iterator[BinaryIO]:
    """`with` the whole file: the last piece where it is the only one, else a copy of all of them, for the vault keeps
    the very file that it is given and a part is written to again."""
    if offset == 0:
        yield last
        return
    size = last.tell()
    with parts().scratch() as file:
        part.copy_to(file, offset)
        with faults_of_the_disk():
            copy(last.fileno(), file, size)
        yield file


def _moved(upload: PartialUpload, **values: object) -> PartialUpload:
    """The row, moved from where it was read: the lock holds on one machine, this holds wherever the row is."""
    values["expires_at"] = _expiry()
    if not PartialUpload.objects.filter(pk=upload.pk, offset=upload.offset).update(**values):
        raise OffsetConflict(offset=upload.offset)
    for name, value in values.items():
        setattr(upload, name, value)
    return upload


def _same_place(offset: int, standing: int) -> None:
    if offset != standing:
        raise OffsetConflict(offset=standing)


def _expiry() -> datetime:
    return timezone.now() + timedelta(days=settings.UPLOAD_LIFE_DAYS)


def _check_size(kind: str, length: int) -> None:
    if length == 0:
        raise EmptyPhoto
    if kind == UploadKind.VOICE and length > settings.VOICE_NOTE_MAX_BYTES:
        raise VoiceNoteTooLarge(megabytes=settings.VOICE_NOTE_MAX_BYTES // 2**20)
    if length > settings.VAULT_MAX_BYTES:
        raise PhotoTooLarge(megabytes=settings.VAULT_MAX_BYTES // 2**20)


def _check_quota(principal: Principal, length: int) -> None:
    """Uploads of which no byte came and that were left are no reason: a bad line may begin many before one answer."""
    begun = PartialUpload.objects.filter(
        begun_by=principal.user, received_id__isnull=True, expires_at__gt=timezone.now()
    )
    if _within_quota(begun, length):
        return
    left = begun.filter(offset=0, begun_at__lt=timezone.now() - LEFT_ALONE)
    for name in list(left.values_list("public_id", flat=True)):
        _end(left, str(name))
    if not _within_quota(begun, length):
        raise TooMuchBegun(
            uploads=settings.UPLOAD_PARTS_PER_PERSON,
            gigabytes=round(settings.UPLOAD_PARTS_BYTES_PER_PERSON / 10**9, 1),
            days=settings.UPLOAD_LIFE_DAYS,
        )


def _within_quota(begun: QuerySet[PartialUpload], length: int) -> bool:
    held = begun.aggregate(uploads=Count("pk"), announced=Sum("length"))
    most = settings.UPLOAD_PARTS_BYTES_PER_PERSON
    return held["uploads"] < settings.UPLOAD_PARTS_PER_PERSON and (held["announced"] or 0) + length <= most


def _check_room(length: int) -> None:
    """A stolen key may not fill the disk to its last byte: ledger and database need room as well."""
    with faults_of_the_vault():
        free = parts().room()
    if free - length < settings.VAULT_RESERVE_BYTES:
        raise StorageFull


@dataclass(frozen=True, slots=True)
class Taken:
    """What the whole file has become, and its receipt."""

    public_id: UUID
    received_at: datetime
    code: str


def _as_photo(principal: Principal, upload: PartialUpload, whole: WholeFile) -> Taken:
    receipt = receive_photo(
        principal=principal,
        teardown=upload.teardown,
        chunks=whole,
        file_name=upload.file_name,
        idempotency_key=upload.idempotency_key,
        assembly=upload.assembly,
        slot=upload.slot,
        taken_at=upload.taken_at,
    )
    return Taken(receipt.photo_id, receipt.received_at, receipt.code)


def _as_voice_note(principal: Principal, upload: PartialUpload, whole: WholeFile) -> Taken:
    receipt = receive_voice_note(
        principal=principal,
        teardown=upload.teardown,
        chunks=whole,
        file_name=upload.file_name,
        idempotency_key=upload.idempotency_key,
        taken_at=upload.taken_at,
    )
    return Taken(receipt.note_id, receipt.received_at, receipt.code)


Taker = Callable[[Principal, PartialUpload, WholeFile], Taken]
TAKERS: Final[dict[UploadKind, Taker]] = {UploadKind.PHOTO: _as_photo, UploadKind.VOICE: _as_voice_note}
