"""Celery entry points of custody."""

from pathlib import Path

from celery import shared_task
from django.conf import settings

from custody.checkpoints import make_checkpoint
from custody.storage.writing import discard_stale
from custody.vault import vault

STALE_SECONDS = 6 * 3600.0


@shared_task(name="custody.checkpoint", ignore_result=True)
def checkpoint() -> None:
    """Sign the ledger as it stands; runs on a schedule."""
    make_checkpoint()


@shared_task(name="custody.tidy", ignore_result=True)
def tidy() -> None:
    """Remove what killed uploads and killed work left half-made; runs on a schedule.

    Bytes of an original, with all that the camera wrote, must not lie outside the vault for good.
    """
    vault().discard_stale(older_than=STALE_SECONDS)
    for folder in (settings.FILE_UPLOAD_TEMP_DIR, settings.WORK_DIR):
        if folder:
            discard_stale(Path(folder), older_than=STALE_SECONDS)
