"""The whole way of photos from a phone that is killed, over a line that is cut, to the real server: each once."""

import base64
import hashlib
import random
from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser

from accounts.roles import Role
from benchmarks.field_browser import KillablePhone
from teardowns.models import Photo
from tests.factories.accounts import make_user
from tests.factories.devices import enrolled
from tests.fakes.bad_line import BadLine
from tests.services.web import WebServer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

PHOTOS, BYTES = 8, 300_000
BREAKS = 6
EVERY = 350_000
"""Bytes between two breaks: they are nearly all of photos, and more than one photo has, so that each break falls into
the middle of another one. The last comes before the last photo, however many connections there are."""
JPEG_HEAD = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")


def test_photos_of_a_killed_phone_arrive_once_over_a_broken_line(browser: Browser, tmp_path: Path) -> None:
    enrolment = enrolled(make_user(Role.FIELD))
    given = {
        "device": str(enrolment.device.public_id),
        "token": enrolment.token,
        "secret": base64.b64encode(enrolment.secret).decode(),
    }
    noise = random.Random(6)
    files = [tmp_path / f"{number}.jpg" for number in range(PHOTOS)]
    for file in files:
        file.write_bytes(JPEG_HEAD + noise.randbytes(BYTES))
    hashes = {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    teardown = str(uuid4())
    with WebServer() as server, BadLine(server.port) as line:
        line.break_every([EVERY // 2, *[EVERY] * (BREAKS - 1)])
        phone = KillablePhone(browser.browser_type, tmp_path / "phone", line.address)
        try:
            phone.start(files)
            phone.set_up(given, teardown)
            assert {phone.add(teardown, at) for at in range(PHOTOS - 1)} < hashes
            phone.begin_to_add(teardown, PHOTOS - 1)
            phone.kill()
            for expected in (3, PHOTOS):
                phone.start(files)
                phone.unlock()
                if len(phone.hashes()) < PHOTOS:
                    phone.add(teardown, PHOTOS - 1)
                for _tick in range(60):
                    if phone.received() >= expected:
                        break
                    phone.page.wait_for_timeout(1_000)
                    phone.try_now()
                assert phone.received() >= expected, phone.seen()
                phone.kill()
        finally:
            phone.close()
        arrived = Counter(Photo.objects.filter(teardown__public_id=teardown).values_list("sha256", flat=True))
        assert arrived == dict.fromkeys(hashes, 1)
        assert line.broken == BREAKS
