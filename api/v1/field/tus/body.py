"""The body of a piece as it comes in, from a line that may be thin or gone."""

import logging
import struct
from collections.abc import Iterator
from contextlib import suppress
from fcntl import ioctl
from socket import socket
from termios import FIONREAD
from typing import Any, Final

from django.http import HttpRequest

from api.v1.field.tus.pace import Body, hang_up

log = logging.getLogger("chiptrail.api")

SILENCE_SECONDS: Final = 60.0
"""A line on which nothing came for so long is gone: its thread is needed by others."""
SMALL_READ: Final = 4 * 1024
LARGE_READ: Final = 64 * 1024
LAST_READ: Final = 512
LAST_SECONDS: Final = 0.01
"""After a break: what the web server had read of a block is asked for in crumbs, without waiting for more."""


def line_of(request: HttpRequest) -> socket | None:
    """The connection that a request came by, where the web server tells."""
    return request.META.get("gunicorn.socket")


def body_of(request: HttpRequest, pace: Body) -> Iterator[bytes]:
    """What the client sends, in blocks; it ends early where the line breaks, falls silent or is too slow.

    A block is what lies ready, or small: what a killed server loses of one is no more, and `pace` hears of bytes as
    they come. A large one would be waited for, on a line that was quick at first.
    """
    stream, line = _stream(request), line_of(request)
    broken = False
    _wait_at_most(line, SILENCE_SECONDS)
    try:
        while True:
            try:
                block = stream.read(LAST_READ if broken else _ready(line))
            except Exception as error:
                if broken:
                    return
                # The web server's own errors of a broken body have no common base. What it has of a block is there yet.
                log.info("a piece broke off: %s", type(error).__name__)
                broken = True
                _wait_at_most(line, LAST_SECONDS)
                continue
            if not block:
                return
            pace.came(len(block))
            yield block
    finally:
        _wait_at_most(line, None)


def read_no_more(request: HttpRequest) -> None:
    """The web server would read a refused body to its end before the next request: the line ends with the answer."""
    hang_up(line_of(request), request.META.get("wsgi.input"))


def has_body(request: HttpRequest) -> bool:
    """Whether a body comes with the request."""
    return bool(request.META.get("HTTP_TRANSFER_ENCODING")) or request.META.get("CONTENT_LENGTH") not in (None, "", "0")


def _stream(request: HttpRequest) -> Any:
    # Of a body without a length Django reads nothing.
    endless = request.META.get("HTTP_TRANSFER_ENCODING") and request.META.get("wsgi.input_terminated")
    return request.META["wsgi.input"] if endless else request


def _ready(line: socket | None) -> int:
    """How much to ask for at once, in bytes."""
    waiting = 0
    if line is not None:
        with suppress(OSError):
            (waiting,) = struct.unpack("i", ioctl(line, FIONREAD, bytes(4)))
    return min(max(waiting, SMALL_READ), LARGE_READ)


def _wait_at_most(line: socket | None, seconds: float | None) -> None:
    if line is not None:
        with suppress(OSError):
            line.settimeout(seconds)
