"""The real crop reader: a process of its own that takes nothing but drawn crops."""

import io
import time

import pytest

from accounts.roles import Role
from jobs.models import Job, JobState
from jobs.queue import enqueue
from teardowns.models import Photo, Reading
from teardowns.operations.preparing import prepare_photo
from teardowns.operations.rereading import read_region
from tests.factories.accounts import make_principal
from tests.factories.teardowns import make_teardown, upload
from tests.services.worker import CeleryWorker
from tests.tools.optics import CLEAN
from tests.tools.render import render_chip

pytestmark = [pytest.mark.worker, pytest.mark.ocr, pytest.mark.once, pytest.mark.django_db(transaction=True)]
PATIENCE_SECONDS = 30.0


def test_a_crop_does_not_wait_for_the_photos_before_it(broker: str) -> None:
    team, analyst = make_principal(Role.FIELD), make_principal(Role.ANALYST)
    picture = io.BytesIO()
    render_chip(("STM32F405", "RGT6"), seed=4, conditions=CLEAN, size=(640, 480)).save(picture, "PNG")
    receipt = upload(team, make_teardown(team), picture.getvalue())
    prepare_photo(photo_id=str(receipt.photo_id), progress=lambda done, total: None)
    Photo.objects.update(state="resolved")
    photo = Photo.objects.get()
    waiting = enqueue("teardowns.read_photo", key="waits", arguments={"photo_id": str(photo.public_id)})
    width, height = float(photo.width or 0), float(photo.height or 0)
    with CeleryWorker(broker, concurrency=1, application="config.interactive", queues="interactive") as worker:
        asked = read_region(principal=analyst, photo=photo, box=[[0, 0], [width, 0], [width, height], [0, height]])
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not Reading.objects.filter(public_id=asked).exists():
            assert time.monotonic() < deadline, worker.output()
            time.sleep(0.05)
    assert Reading.objects.get(public_id=asked).texts == ["STM32F405", "RGT6"]
    assert Job.objects.get(pk=waiting.pk).state == JobState.QUEUED
