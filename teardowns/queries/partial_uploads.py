"""Uploads in pieces: whose they are, and where they stand."""

from typing import Final
from uuid import UUID

from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from custody.vault import parts, vault
from problems import NotFound
from teardowns.models import PartialUpload, Photo, Teardown
from teardowns.upload_problems import UploadExpired

SETTLE_SECONDS: Final = 2.0


def partial_upload_for(principal: Principal, public_id: UUID) -> PartialUpload:
    """One upload of one's own. Whoever began it goes on with it, with any token: a phone gets a new one in between.

    A team mate cannot: the address of an upload in the wrong hands must neither show where it stands nor end it.
    Raises NotFound for everybody else's, UploadExpired.
    """
    if Capability.PHOTO_UPLOAD not in principal.capabilities:
        raise NotFound
    upload = (
        PartialUpload.objects.select_related("teardown", "assembly")
        .filter(public_id=public_id, begun_by=principal.user, teardown__organisation=principal.organisation)
        .first()
    )
    if upload is None:
        raise NotFound
    if upload.expired(timezone.now()):
        raise UploadExpired
    return upload


def settled_upload_for(principal: Principal, public_id: UUID) -> PartialUpload:
    """The same, after a piece that is on its way has been kept: who asks while the server has not yet noticed that the
    line broke would send again what is here. Waits for a moment only: a line can die without a sign."""
    upload = partial_upload_for(principal, public_id)
    waited = parts().wait_for_receivers(str(public_id), seconds=SETTLE_SECONDS)
    return partial_upload_for(principal, public_id) if waited else upload


def standing(upload: PartialUpload) -> int:
    """The offset at which the upload goes on, in bytes."""
    return upload.standing(parts().size(str(upload.public_id)))


def held_already(teardown: Teardown, sha256: str, length: int) -> Photo | None:
    """The photo of this teardown with these bytes, if the vault holds each of them.

    Only ever asked for a teardown of the sender's own team: what other teams hold shows nowhere.
    """
    photo = Photo.objects.filter(teardown=teardown, sha256=sha256, size=length).first() if sha256 else None
    return photo if photo is not None and vault().verify(sha256) else None
