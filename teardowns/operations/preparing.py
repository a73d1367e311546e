"""From the sealed original to pictures that can be shown and read."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction

from custody.ledger import Subject, append
from custody.vault import derivatives, vault
from jobs.queue import enqueue
from jobs.runner import Progress
from teardowns.images.safe_decode import prepare
from teardowns.images.types import DecodeRefused, DerivedFile, Metadata, Prepared
from teardowns.models import Derivative, DerivativeKind, Photo, PhotoMetadata, PhotoState
from teardowns.operations.legibility import Stored, first_look_at
from teardowns.operations.previews import compare_with_preview

MACHINE = "machine:prepare"
AWAITING = (PhotoState.RECEIVED, PhotoState.FAILED)


def prepare_photo(*, photo_id: str, progress: Progress) -> None:
    """Make the derivatives of a photo and pass it on to reading. A photo that cannot be decoded is kept and marked."""
    photo = Photo.objects.get(public_id=photo_id)
    if photo.state not in AWAITING:
        return
    progress(0, 2)
    Path(settings.WORK_DIR).mkdir(parents=True, exist_ok=True, mode=0o700)
    with (
        tempfile.TemporaryDirectory(dir=settings.WORK_DIR) as folder,
        vault().local_copy(photo.sha256) as original,
    ):
        try:
            prepared = prepare(original, Path(folder))
        except DecodeRefused as refusal:
            mark_undisplayable(photo, refusal.code)
            return
        progress(1, 2)
        files = (
            (DerivativeKind.READING, prepared.reading),
            (DerivativeKind.DISPLAY, prepared.display),
            (DerivativeKind.THUMBNAIL, prepared.thumbnail),
        )
        for _kind, file in files:
            derivatives().store_file(file.path, max_bytes=settings.VAULT_MAX_BYTES)
        look = first_look_at(prepared.display.path, width=prepared.width, height=prepared.height)
        compare_with_preview(photo, prepared.display.path)
    _record(photo, prepared, files, look)
    progress(2, 2)


@transaction.atomic
def mark_undisplayable(photo: Photo, code: str) -> None:
    """Terminal: the original stays sealed in the vault, no picture can be made of it."""
    locked = Photo.objects.select_for_update().get(pk=photo.pk)
    if locked.state not in AWAITING:
        return
    locked.state, locked.state_code = PhotoState.UNDISPLAYABLE, code
    locked.save(update_fields=["state", "state_code"])
    append(
        action="photo.undisplayable",
        subject=Subject("photo", str(photo.public_id)),
        actor=MACHINE,
        details={"code": code},
    )


@transaction.atomic
def _record(
    photo: Photo,
    prepared: Prepared,
    files: tuple[tuple[DerivativeKind, DerivedFile], ...],
    look: Stored | None,
) -> None:
    locked = Photo.objects.select_for_update().get(pk=photo.pk)
    if locked.state not in AWAITING:
        return
    for kind, file in files:
        Derivative.objects.create(photo=locked, kind=kind, sha256=file.sha256, width=file.width, height=file.height)
    _keep_metadata(locked, prepared.metadata)
    locked.width, locked.height, locked.truncated = prepared.width, prepared.height, prepared.truncated
    locked.state, locked.state_code, locked.legibility = PhotoState.PREPARED, "", look
    locked.save(update_fields=["width", "height", "truncated", "state", "state_code", "legibility"])
    append(
        action="photo.prepared",
        subject=Subject("photo", str(photo.public_id)),
        actor=MACHINE,
        details={
            "derivatives": {kind.value: file.sha256 for kind, file in files},
            "truncated": prepared.truncated,
        },
    )
    enqueue(
        "teardowns.read_photo",
        key=f"read:{photo.public_id}",
        arguments={"photo_id": str(photo.public_id)},
        subject_type="photo",
        subject_id=str(photo.public_id),
    )


def _keep_metadata(photo: Photo, metadata: Metadata) -> None:
    camera = f"{metadata.camera_make} {metadata.camera_model}".strip()
    PhotoMetadata.objects.create(
        photo=photo,
        taken_at=(metadata.taken_at or "")[:40],
        camera=camera[:120],
        latitude="" if metadata.latitude is None else f"{metadata.latitude:.6f}",
        longitude="" if metadata.longitude is None else f"{metadata.longitude:.6f}",
    )
