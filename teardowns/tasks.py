"""The way of a photo, step by step: each step is a job that starts the next one when it is done. And drawn crops."""

from collections.abc import Mapping

from celery import shared_task

from jobs.runner import Failure, job
from teardowns.operations.failing import mark_failed
from teardowns.operations.partial_uploads import end_expired_uploads
from teardowns.operations.photo_import_orders import JOB as IMPORT_PHOTOS
from teardowns.operations.photo_import_orders import give_up, run_import
from teardowns.operations.preparing import prepare_photo
from teardowns.operations.reading import read_photo
from teardowns.operations.rereading import JOB as READ_REGION
from teardowns.operations.rereading import read_drawn
from teardowns.operations.resolving import resolve_photo
from teardowns.operations.restoring import tell_laid_aside

REGION_SECONDS = 10
"""A person waits for a drawn crop; it takes half a second, and a crop that hangs must not hold up the next one."""

IMPORT_SECONDS = 3600
"""An archive may hold hundreds of photos; a photo that is there already costs little when it goes on."""


def _photo_failed(arguments: Mapping[str, str], failure: Failure) -> None:
    mark_failed(photo_id=arguments["photo_id"], code=failure.code)


def _import_failed(arguments: Mapping[str, str], failure: Failure) -> None:
    give_up(import_id=arguments["import_id"], code=failure.code)


STEPS = (
    job("teardowns.prepare_photo", on_failure=_photo_failed)(prepare_photo),
    job("teardowns.read_photo", on_failure=_photo_failed)(read_photo),
    job("teardowns.resolve_photo", on_failure=_photo_failed)(resolve_photo),
)
IMPORT = job(IMPORT_PHOTOS, on_failure=_import_failed, seconds=IMPORT_SECONDS)(run_import)
DRAWN = job(READ_REGION, seconds=REGION_SECONDS)(read_drawn)


@shared_task(name="teardowns.end_expired_uploads", ignore_result=True)
def end_uploads() -> None:
    """Remove uploads in pieces that nobody goes on with, and tell of what a killed one mended; runs on a schedule."""
    end_expired_uploads()
    tell_laid_aside()
