"""A photo whose work ended as failed, and how it gets going again."""

from django.db import transaction

from custody.ledger import Subject, append
from teardowns.models import Photo, PhotoState


@transaction.atomic
def mark_failed(*, photo_id: str, code: str) -> None:
    """Terminal until a person runs the job again; the original is kept."""
    photo = Photo.objects.select_for_update().filter(public_id=photo_id).first()
    if photo is None or photo.state in (PhotoState.RESOLVED, PhotoState.UNDISPLAYABLE, PhotoState.FAILED):
        return
    before, photo.state, photo.state_code = photo.state, PhotoState.FAILED, code[:60]
    photo.save(update_fields=["state", "state_code"])
    append(
        action="photo.failed",
        subject=Subject("photo", photo_id),
        actor="machine:jobs",
        details={"code": code[:60], "state": before},
    )
