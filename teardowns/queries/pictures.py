"""Derived pictures as JPEG bytes. Originals are never opened here."""

from custody.vault import OriginalMissing, derivatives
from problems import NotFound
from teardowns.images.covers import crop_upright
from teardowns.models import DerivativeKind, Marking, Photo, Release

CROP_SIDE = 640


def picture_of(photo: Photo, kind: str) -> bytes:
    """The derivative of this kind. Raises NotFound when there is none, or none yet."""
    derivative = photo.derivatives.filter(kind=kind).first()
    if derivative is None:
        raise NotFound
    return _bytes(derivative.sha256)


def marking_crop(marking: Marking, max_side: int = CROP_SIDE) -> bytes:
    """One component cut out of its photo and turned upright, for the lab. Raises NotFound."""
    photo = marking.photo
    derivative = photo.derivatives.filter(kind=DerivativeKind.READING).first()
    if derivative is None or not photo.width:
        raise NotFound
    return crop_upright(
        _bytes(derivative.sha256),
        marking.box,
        rotation=marking.rotation,
        max_side=max_side,
        scale=derivative.width / photo.width,
    )


def finding_picture(release: Release) -> bytes:
    """The covered view that a maker sees. Raises NotFound when there is none."""
    if not release.picture_sha256:
        raise NotFound
    return _bytes(release.picture_sha256)


def _bytes(sha256: str) -> bytes:
    try:
        with derivatives().open(sha256) as file:
            return file.read()
    except OriginalMissing:  # derivatives are in no back-up
        raise NotFound from None
