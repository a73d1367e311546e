"""Originals that came back: the ledger says so of every photo with these bytes."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts.queries import Principal
from custody.ledger import Subject, append, take_turn
from custody.queries import history
from custody.storage.base import Aside
from custody.vault import vault
from teardowns.models import Photo

RESTORED: Final = "photo.restored"
VAULT: Final = "system:vault"
UNDER_WAY: Final = timedelta(hours=1)
"""So long whoever laid bytes aside may be about to tell it."""


def tell_restored(principal: Principal, sha256: str, *, since: datetime | None, aside: str) -> None:
    """Every photo with these bytes, received before `since`, has them again, inside the caller's transaction.

    Its own team learns by whom, others not that anybody has them. `since` None: nothing was restored.
    """
    if since is None:
        return
    had = Photo.objects.filter(sha256=sha256, received_at__lt=since).select_related("teardown").order_by("pk")
    for photo in had:
        ours = photo.teardown.organisation_id == principal.organisation.pk
        _tell(photo, principal.actor if ours else VAULT, aside)


def tell_laid_aside() -> int:
    """Tell of what was mended by a process that was killed before its ledger entry; how many entries that took.

    What lies aside and was never told of is found by its name. Who brought the right bytes nobody knows any more.
    """
    return sum(map(_tell_of, (one for one in vault().asides() if one.since < timezone.now() - UNDER_WAY)))


def _tell_of(aside: Aside) -> int:
    # Laid aside, and killed before the right bytes had its name: the next upload mends it.
    if not _untold(aside) or not vault().verify(aside.sha256):
        return 0
    with transaction.atomic():
        take_turn()
        photos = _untold(aside)
        for photo in photos:
            _tell(photo, VAULT, aside.name)
    return len(photos)


def _untold(aside: Aside) -> list[Photo]:
    had = Photo.objects.filter(sha256=aside.sha256, received_at__lt=aside.since).order_by("pk")
    return [photo for photo in had if aside.name not in _told(photo)]


def _told(photo: Photo) -> set[str]:
    entries = history("photo", str(photo.public_id)).filter(action=RESTORED)
    return {entry.details.get("damaged", "") for entry in entries}


def _tell(photo: Photo, actor: str, aside: str) -> None:
    append(
        action=RESTORED,
        subject=Subject("photo", str(photo.public_id)),
        actor=actor,
        details={"sha256": photo.sha256, "size": photo.size} | ({"damaged": aside} if aside else {}),
    )
