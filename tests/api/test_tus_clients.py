"""The tus clients that others wrote, over a line that breaks, against the real web server.

tuspy and aiotus are development requirements. tus-js-client needs node and a folder where `npm install tus-js-client`
was run: name it in CHIPTRAIL_TEST_TUS_JS.
"""

import asyncio
import base64
import io
import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from accounts.roles import Role
from custody.vault import vault
from teardowns.models import Photo, Teardown
from tests.api.tus import UPLOADS
from tests.factories.accounts import make_principal, make_token
from tests.factories.teardowns import jpeg_bytes, make_teardown
from tests.fakes.bad_line import BadLine
from tests.services.web import WebServer

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]
CHUNK = 10_000
TUS_JS = "CHIPTRAIL_TEST_TUS_JS"
Send = Callable[[str, str, dict[str, str], bytes, int], None]


def tuspy(endpoint: str, token: str, metadata: dict[str, str], content: bytes, chunk: int) -> None:
    client = pytest.importorskip("tusclient.client").TusClient(endpoint, headers={"Authorization": f"Bearer {token}"})
    uploader = client.uploader(
        file_stream=io.BytesIO(content),
        chunk_size=chunk,
        metadata=metadata,
        upload_checksum=True,
        retries=9,
        retry_delay=0,
    )
    for _attempt in range(100):
        with suppress(Exception):
            uploader.upload()
            return
        with suppress(Exception):
            time.sleep(0.02)
            uploader.offset = uploader.get_offset()
    pytest.fail("tuspy gave up")


def aiotus(endpoint: str, token: str, metadata: dict[str, str], content: bytes, chunk: int) -> None:
    library = pytest.importorskip("aiotus")
    patience = library.RetryConfiguration(retry_attempts=100, max_retry_period_seconds=0.02)
    sent = library.upload(
        endpoint,
        io.BytesIO(content),
        metadata={name: value.encode() for name, value in metadata.items()},
        headers={"Authorization": f"Bearer {token}"},
        chunksize=chunk,
        config=patience,
    )
    with ThreadPoolExecutor(1) as apart:  # tests of the browser leave a loop running in this thread
        assert apart.submit(asyncio.run, sent).result() is not None


def tus_js(endpoint: str, token: str, metadata: dict[str, str], content: bytes, chunk: int) -> None:
    said = {"endpoint": endpoint, "token": token, "metadata": metadata, "chunkSize": chunk}
    said["content"] = base64.b64encode(content).decode()
    script = Path(__file__).with_name("tus_client.js")
    subprocess.run(["node", script, os.environ[TUS_JS], json.dumps(said)], check=True, timeout=60)


def look_for(send: Send) -> None:
    """Skips, saying what is missing, before anything is started."""
    if send is tus_js:
        if not os.environ.get(TUS_JS) or not shutil.which("node"):
            pytest.skip(f"no node, or {TUS_JS} names no folder with tus-js-client")
    else:
        pytest.importorskip("tusclient" if send is tuspy else "aiotus")


@pytest.mark.parametrize("send", [tuspy, aiotus, tus_js])
def test_a_client_gets_its_photos_through(send: Send) -> None:
    look_for(send)
    principal = make_principal(Role.FIELD)
    token, teardown = make_token(principal.user), make_teardown(principal)
    with WebServer() as server:
        for seed, line in enumerate(lines(server.port)):
            send_one(send, line, token, teardown, jpeg_bytes(seed) + random.Random(seed).randbytes(40_000))
    assert Photo.objects.count() == 4
    assert all(vault().verify(photo.sha256) for photo in Photo.objects.all())


def lines(port: int) -> tuple[BadLine, ...]:
    chance = random.Random(3)
    return (
        BadLine(port),
        BadLine(port, cuts=[CHUNK + 400 for _ in range(5)]),
        BadLine(port, cuts=[chance.randrange(12_000) for _ in range(10)]),
        BadLine(port, resets=0.2, resets_within=CHUNK),
    )


def send_one(send: Send, line: BadLine, token: str, teardown: Teardown, content: bytes) -> None:
    with line:
        send(line.address + UPLOADS, token, {"teardown": str(teardown.public_id), "filename": "b.jpg"}, content, CHUNK)
