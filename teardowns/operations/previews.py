"""Previews: small pictures that a phone sends ahead, shown at once and held against the original when it is here."""

import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from custody.vault import OriginalMissing, derivatives
from problems import NotAllowed
from teardowns.field_problems import PreviewTooLarge, PreviewUnusable
from teardowns.images.likeness import LEAST_ALIKE, likeness
from teardowns.images.safe_decode import DecoderUnavailable, prepare
from teardowns.images.types import DecodeRefused, DerivedFile, Limits
from teardowns.models import DerivativeKind, Photo, Preview, Teardown
from teardowns.operations.legibility import Stored, first_look_at
from teardowns.operations.storing import faults_of_the_vault
from teardowns.phone import phone_clock, slot_name

MAX_BYTES = 100 * 1000
"""A phone sends 80 kB at most; a little room for one that counts otherwise."""
LIMITS = Limits(
    memory=256 * 2**20, cpu_seconds=3, wall_seconds=10.0, output_bytes=2**24, most_pixels=4_000_000, display_side=1600
)
"""Somebody waits for the answer, and a preview has a megapixel or two."""
UNKNOWN_SIDE = 10**4
"""The original's size in pixels is not known yet: no preview is too small."""
MACHINE = "machine:preview"
_DECODERS = threading.BoundedSemaphore(2)
"""Each child may take 256 MB: a process of the web server starts few at once, the others wait their turn."""


@dataclass(frozen=True, slots=True)
class Shot:
    """What a phone says of the original that a preview stands for: hash and size, and where it belongs."""

    sha256: str
    size: int
    slot: str = ""
    taken_at: str = ""


def receive_preview(
    *, principal: Principal, teardown: Teardown, shot: Shot, chunks: Iterable[bytes]
) -> tuple[Preview, bool]:
    """Keep a preview and show it at once, and whether it is new: one an original. Never evidence, never an original.

    It is decoded in the sealed child while the phone waits (a quarter of a second), for a job might come after minutes.
    Raises NotAllowed, PreviewTooLarge, PreviewUnusable, StorageFull, StorageAway.
    """
    if Capability.PHOTO_UPLOAD not in principal.capabilities:
        raise NotAllowed
    known = Preview.objects.filter(teardown=teardown, sha256=shot.sha256).first()
    if known is not None:
        return known, False
    with tempfile.TemporaryDirectory(dir=_work()) as folder:
        picture, look = _decoded(_written(chunks, Path(folder) / "preview"), Path(folder))
    preview = Preview(
        teardown=teardown,
        sha256=shot.sha256,
        size=shot.size,
        picture_sha256=picture.sha256,
        width=picture.width,
        height=picture.height,
        legibility=look,
        slot=slot_name(shot.slot),
        taken_at=phone_clock(shot.taken_at),
        device=principal.device,
        sent_by=principal.user,
    )
    try:
        return _record(principal, preview), True
    except IntegrityError:  # the same preview twice at once
        return Preview.objects.get(teardown=teardown, sha256=shot.sha256), False


def link_original(photo: Photo) -> None:
    """The original is here: its preview, if there was one, becomes history.

    In the caller's transaction, after its ledger entry: there the two queue up, so that the later one sees the other.
    """
    Preview.objects.filter(teardown=photo.teardown_id, sha256=photo.sha256, photo__isnull=True).update(photo=photo)


def compare_with_preview(photo: Photo, display: Path | bytes) -> None:
    """Hold the original, whose view was just made, against its preview, if there is one that nobody compared yet."""
    preview = Preview.objects.filter(photo=photo, differs__isnull=True).first()
    if preview is not None:
        _compare(preview, photo, display)


def compare_late(preview: Preview) -> None:
    """The same for a preview that came after its original."""
    derivative = preview.photo.derivatives.filter(kind=DerivativeKind.DISPLAY).first() if preview.photo else None
    if derivative is not None and preview.photo is not None and preview.differs is None:
        with derivatives().open(derivative.sha256) as file:
            _compare(preview, preview.photo, file.read())


def _compare(preview: Preview, photo: Photo, display: Path | bytes) -> None:
    try:
        with derivatives().open(preview.picture_sha256) as file:
            alike = likeness(file.read(), display)
    except (OriginalMissing, OSError):  # derivatives are in no back-up; without a picture there is nothing to say
        return
    _judge(preview, photo, alike)


@transaction.atomic
def _judge(preview: Preview, photo: Photo, alike: int) -> None:
    differs = alike < LEAST_ALIKE or preview.size != photo.size
    compared = Preview.objects.filter(pk=preview.pk, differs__isnull=True).update(differs=differs, likeness=alike)
    if compared and differs:
        append(
            action="preview.differs",
            subject=Subject("photo", str(photo.public_id)),
            actor=MACHINE,
            details={"preview": str(preview.public_id), "picture": preview.picture_sha256, "likeness": alike},
        )


@transaction.atomic
def _record(principal: Principal, preview: Preview) -> Preview:
    preview.save(force_insert=True)
    append(
        action="preview.received",
        subject=Subject("preview", str(preview.public_id)),
        actor=principal.actor,
        details={
            "sha256_promised": preview.sha256,
            "size_promised": preview.size,
            "picture": preview.picture_sha256,
            "teardown": str(preview.teardown.public_id),
        },
    )
    preview.photo = Photo.objects.filter(teardown=preview.teardown, sha256=preview.sha256).first()
    if preview.photo is not None:
        preview.save(update_fields=["photo"])
        transaction.on_commit(lambda: compare_late(preview))
    return preview


def _decoded(file: Path, folder: Path) -> tuple[DerivedFile, Stored | None]:
    try:
        with _DECODERS:
            prepared = prepare(file, folder, LIMITS)
    except (DecodeRefused, DecoderUnavailable):
        raise PreviewUnusable from None
    with faults_of_the_vault():
        derivatives().store_file(prepared.display.path, max_bytes=settings.VAULT_MAX_BYTES)
    return prepared.display, first_look_at(prepared.display.path, width=UNKNOWN_SIDE, height=UNKNOWN_SIDE)


def _written(chunks: Iterable[bytes], file: Path) -> Path:
    size = 0
    with file.open("wb") as stream:
        for chunk in chunks:
            size += len(chunk)
            if size > MAX_BYTES:
                raise PreviewTooLarge(kilobytes=MAX_BYTES // 1000)
            stream.write(chunk)
    return file


def _work() -> Path:
    folder = Path(settings.WORK_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
