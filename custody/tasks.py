"""Celery entry points of custody."""

from celery import shared_task

from custody.checkpoints import make_checkpoint
from custody.vault import vault

STALE_SECONDS = 6 * 3600.0


@shared_task(name="custody.checkpoint", ignore_result=True)
def checkpoint() -> None:
    """Sign the ledger as it stands; runs on a schedule."""
    make_checkpoint()


@shared_task(name="custody.tidy", ignore_result=True)
def tidy() -> None:
    """Remove what killed uploads left half-written; runs on a schedule."""
    vault().discard_stale(older_than=STALE_SECONDS)
