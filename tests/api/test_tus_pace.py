"""Bodies that drip, and too many of one person: threads are there for everybody's phones."""

import threading
import time
from fcntl import ioctl
from itertools import accumulate
from socket import socket, socketpair
from termios import FIONREAD
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from gunicorn.http.body import Body, LengthReader  # type: ignore[import-untyped]
from gunicorn.http.unreader import SocketUnreader  # type: ignore[import-untyped]

from api.v1.field.tus import pace
from api.v1.field.tus.body import body_of
from api.v1.field.tus.pace import LEAST_BYTES, MOST_AT_ONCE, MOST_LONG, Bodies
from api.v1.field.tus.problems import TooManyAtOnce
from tests.api.calling import photo_file
from tests.api.tus import tus_caller
from tests.factories.teardowns import jpeg_bytes
from tests.patience import wait_until


def lying_on(line: socket) -> bool:
    """Whether bytes have come that nobody has read."""
    return any(ioctl(line, FIONREAD, bytes(4)))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(Bodies, "_watch", lambda _self: None)
    return now


def test_a_body_that_drips_ends_and_one_on_a_thin_line_does_not(clock: list[float]) -> None:
    bodies = Bodies()
    ours, theirs = socketpair()
    theirs.sendall(b"what came")
    with ours, theirs, bodies.receiving(1, ours) as drips, bodies.receiving(2, None) as thin:
        for _second in range(31):
            clock[0] += 1
            drips.came(LEAST_BYTES // 31)
            thin.came(3750)
            bodies.look()
        assert (drips.ended, thin.ended) == (True, False)
        assert (ours.recv(99), ours.recv(99)) == (b"what came", b"")


def test_a_line_that_is_hung_up_brings_no_other_request() -> None:
    ours, theirs = socketpair()
    source = SimpleNamespace()
    with ours, theirs, Bodies().receiving(1, ours, source) as body:
        body.end()
    assert source.failed


def test_bytes_are_told_as_they_come_on_a_line_that_was_quick_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """150 kB at once, then a thin line: no block may be waited for that is longer than what comes in a window."""
    ours, theirs = socketpair()
    quick, piece, length = 150_000, 800, 190_000
    source = Body(LengthReader(SocketUnreader(ours), length))
    request = RequestFactory().generic("PATCH", "/", b"")
    request.META |= {
        "gunicorn.socket": ours,
        "wsgi.input": source,
        "HTTP_TRANSFER_ENCODING": "chunked",
        "wsgi.input_terminated": True,
    }

    def send() -> None:
        theirs.sendall(bytes(quick))
        for _thin in range(0, length - quick, piece):
            wait_until(lambda: not lying_on(ours))  # thin is a line that brings less than its reader takes
            theirs.sendall(bytes(piece))

    sender = threading.Thread(target=send)
    with ours, theirs, Bodies().receiving(1, ours, source) as body:
        sender.start()
        blocks = [len(block) for block in body_of(request, body)]
        sender.join()
        assert (sum(blocks), body.ended) == (length, False)
    ends = list(accumulate(blocks))
    thin = [block for block, end in zip(blocks, ends, strict=True) if end - block >= quick]
    assert len(thin) > 5
    assert max(thin) <= LEAST_BYTES


def test_of_long_bodies_a_person_has_so_many_and_the_oldest_end(clock: list[float]) -> None:
    bodies = Bodies()
    with bodies.receiving(2, None) as other:
        held = []
        for _number in range(MOST_LONG + 2):
            held.append(bodies.receiving(1, None))
            clock[0] += 0.1
        open_ones = [one.__enter__() for one in held]
        for _second in range(25):
            clock[0] += 1
            for body in (*open_ones, other):
                body.came(LEAST_BYTES)
        bodies.look()
        assert [body.ended for body in open_ones] == [True, True] + [False] * MOST_LONG
        assert not other.ended
        bodies.look()
        assert sum(body.ended for body in open_ones) == 2
        for one in held:
            one.__exit__(None, None, None)


def test_nobody_takes_all_threads(clock: list[float]) -> None:
    bodies = Bodies()
    held = [bodies.receiving(1, None) for _number in range(MOST_AT_ONCE)]
    for one in held:
        one.__enter__()
    with pytest.raises(TooManyAtOnce) as caught, bodies.receiving(1, None):
        pass
    assert all(caught.value.sentences())
    with bodies.receiving(2, None):
        held.pop().__exit__(None, None, None)
        with bodies.receiving(1, None):
            pass


@pytest.mark.django_db
def test_the_door_says_when_to_come_again_and_keeps_what_came(monkeypatch: pytest.MonkeyPatch) -> None:
    one, data = tus_caller(), jpeg_bytes(1)
    path = one.begun(len(data))
    assert one.piece(path, 0, data[:100]).status_code == 204
    with monkeypatch.context() as patch:
        patch.setattr(pace, "MOST_AT_ONCE", 0)
        refused = one.piece(path, 100, data[100:])
        form = one.client.post(f"/api/v1/field/teardowns/{one.teardown.public_id}/photos/", {"photo": photo_file()})
        assert (refused.status_code, refused.json()["code"]) == (503, "too_many_at_once")
        assert form.json()["code"] == "too_many_at_once"
        assert int(refused.headers["Retry-After"]) > 0
    assert one.stands(path) == 100
    assert one.piece(path, 100, data[100:]).headers["Chiptrail-Photo"]
