"""Uploads over lines that break, against the real web server, which is killed too: the same hash arrives.

Here the small version, in seconds. `./run manage benchmark_uploads --resets 0.2` measures the large one.
"""

import random
import socket
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import Any
from urllib.parse import urljoin

import pytest
import requests

from accounts.roles import Role
from benchmarks.upload_phone import Phone
from benchmarks.upload_phone import Photo as Shot
from custody.vault import vault
from teardowns.models import PartialUpload, Photo, Teardown
from tests.factories.accounts import make_principal, make_token
from tests.factories.teardowns import jpeg_bytes, make_teardown
from tests.fakes.bad_line import BadLine
from tests.services.web import WebServer

pytestmark = pytest.mark.django_db(transaction=True)
PIECE = 8 * 1024
SIZE = 100_000
HEADERS = 800
"""About as many bytes come before the body of a request."""


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as running:
        yield running


@pytest.fixture
def team() -> tuple[str, Teardown]:
    principal = make_principal(Role.FIELD)
    return make_token(principal.user), make_teardown(principal)


def shot(seed: int) -> Shot:
    return Shot(jpeg_bytes(seed) + random.Random(seed).randbytes(SIZE))


def phone(address: str, team: tuple[str, Teardown], *, piece: int = PIECE, **options: Any) -> Phone:
    token, teardown = team
    return Phone(address, token, str(teardown.public_id), resets=0, seed=1, piece=piece, pause=0.02, **options)


def arrived(*shots: Shot) -> bool:
    """Whether the vault holds exactly these photos, once each."""
    assert sorted(Photo.objects.values_list("sha256", flat=True)) == sorted(one.sha256 for one in shots)
    assert all(vault().verify(one.sha256) for one in shots)
    return not PartialUpload.objects.filter(received_id__isnull=True).exclude(offset=0).exists()


def test_a_line_that_breaks(server: WebServer, team: tuple[str, Teardown]) -> None:
    whole = SIZE + 4000
    boundaries = iter([HEADERS + number * PIECE for number in range(1, 12)])
    at_random = iter([random.Random(7).randrange(whole) for _ in range(20)])
    at_the_end = chain([int(whole * 0.999)], iter(()))
    shots = [shot(seed) for seed in range(4)]
    lines = (
        (BadLine(server.port, cuts=boundaries), True, PIECE),
        (BadLine(server.port, cuts=at_random), True, PIECE),
        (BadLine(server.port, cuts=at_the_end), False, 10**9),
        (BadLine(server.port, resets=0.2, resets_within=whole), True, PIECE),
    )
    for one, (line, checksums, piece) in zip(shots, lines, strict=True):
        with line:
            sender = phone(line.address, team, piece=piece, checksums=checksums)
            assert sender.send(one)
            sender.hang_up()
    assert arrived(*shots)


def test_without_checksums_what_arrived_counts(server: WebServer, team: tuple[str, Teardown]) -> None:
    one = shot(1)
    with BadLine(server.port, cuts=iter([60_000, 40_000])) as line:
        sender = phone(line.address, team, piece=10**9, checksums=False)
        assert sender.send(one)
        assert sender.breaks == 2
        assert line.passed < len(one.content) + 15_000
    assert arrived(one)


def test_a_server_that_is_killed(server: WebServer, team: tuple[str, Teardown]) -> None:
    shots = [shot(seed) for seed in range(3)]
    for number, one in enumerate(shots):

        def kill(request: int, at: int = 3 + number * 2) -> None:
            if request == at:
                server.kill()
                server.start()

        assert phone(server.address, team, before=kill).send(one)
    assert arrived(*shots)


def test_a_piece_that_a_browser_repeats_is_refused_before_it_is_read(
    server: WebServer, team: tuple[str, Teardown]
) -> None:
    token, teardown = team
    size = 32 * 2**20
    own = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0"}
    meta = f"teardown {b64encode(str(teardown.public_id).encode()).decode()}"
    with BadLine(server.port) as line:
        made = requests.post(
            f"{line.address}/api/v1/field/uploads/",
            headers=own | {"Upload-Length": str(size), "Upload-Metadata": meta},
            timeout=20,
        )
        at = urljoin(made.url, made.headers["Location"])
        piece = own | {"Content-Type": "application/offset+octet-stream"}
        first = requests.patch(at, headers=piece | {"Upload-Offset": "0"}, data=jpeg_bytes(1), timeout=20)
        passed = line.passed
        with suppress(requests.ConnectionError):  # whoever still sends may not hear the answer
            repeated = requests.patch(at, headers=piece | {"Upload-Offset": "0"}, data=bytes(size), timeout=20)
            assert repeated.status_code == 409
        assert line.passed - passed < size / 4
        assert requests.head(at, headers=own, timeout=20).headers["Upload-Offset"] == first.headers["Upload-Offset"]


def test_no_byte_of_a_refused_body_is_taken_for_a_request(server: WebServer, team: tuple[str, Teardown]) -> None:
    """Linux delivers what arrives after the shutdown, and a moment without any looks like the body's end."""
    token, teardown = team
    own = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0"}
    meta = f"teardown {b64encode(str(teardown.public_id).encode()).decode()}"
    began = own | {"Upload-Length": "1000000", "Upload-Metadata": meta}
    made = requests.post(f"{server.address}/api/v1/field/uploads/", headers=began, timeout=20)
    path = urljoin("/api/v1/field/uploads/", made.headers["Location"])
    inner = b"GET /api/smuggled/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    piece = own | {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "5"}
    piece |= {"Host": "127.0.0.1", "Content-Length": str(len(inner) * 1500)}
    head = f"PATCH {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in piece.items()) + "\r\n"
    for _line in range(25):
        answers = b""
        with socket.create_connection(("127.0.0.1", server.port)) as line, suppress(OSError):
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.settimeout(0.5)
            line.sendall(head.encode())
            for _more in range(150):
                line.sendall(inner)
                time.sleep(0.0002)
            while got := line.recv(65536):
                answers += got
        assert answers.count(b"HTTP/1.1 ") <= 1
        assert not answers or answers.startswith(b"HTTP/1.1 409")
