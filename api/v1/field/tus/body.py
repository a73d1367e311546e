"""The body of a piece as it comes in, from a line that may be thin or gone."""

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from socket import socket
from typing import Any, Final

from django.http import HttpRequest

log = logging.getLogger("chiptrail.api")

SILENCE_SECONDS: Final = 60.0
"""A line on which nothing came for so long is gone: its thread is needed by others."""
SMALL_READ: Final = 4 * 1024
LARGE_READ: Final = 64 * 1024
QUICK_SECONDS: Final = 0.05
LAST_READ: Final = 512
LAST_SECONDS: Final = 0.01
"""After a break: what the web server had read of a block is asked for in crumbs, without waiting for more."""


def body_of(request: HttpRequest) -> Iterator[bytes]:
    """What the client sends, in blocks; it ends early where the line breaks or falls silent.

    On a thin line blocks are small: what a killed server loses of one is no more.
    """
    stream, line = _stream(request), request.META.get("gunicorn.socket")
    size, broken = SMALL_READ, False
    _wait_at_most(line, SILENCE_SECONDS)
    try:
        while True:
            started = time.monotonic()
            try:
                block = stream.read(size)
            except Exception as error:
                if broken:
                    return
                # The web server's own errors of a broken body have no common base. What it has of a block is there yet.
                log.info("a piece broke off: %s", type(error).__name__)
                size, broken = LAST_READ, True
                _wait_at_most(line, LAST_SECONDS)
                continue
            if not block:
                return
            yield block
            if not broken:
                size = LARGE_READ if time.monotonic() - started < QUICK_SECONDS else SMALL_READ
    finally:
        _wait_at_most(line, None)


def has_body(request: HttpRequest) -> bool:
    """Whether a body comes with the request."""
    return bool(request.META.get("HTTP_TRANSFER_ENCODING")) or request.META.get("CONTENT_LENGTH") not in (None, "", "0")


def _stream(request: HttpRequest) -> Any:
    # Of a body without a length Django reads nothing.
    endless = request.META.get("HTTP_TRANSFER_ENCODING") and request.META.get("wsgi.input_terminated")
    return request.META["wsgi.input"] if endless else request


def _wait_at_most(line: socket | None, seconds: float | None) -> None:
    if line is not None:
        with suppress(OSError):
            line.settimeout(seconds)
