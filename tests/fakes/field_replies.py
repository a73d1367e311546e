"""How the fake of a phone's server answers when a test says so: the ways in which reality fails."""

import socket
import struct
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.field_server import Reply


def refused(status: int, code: str = "refused") -> Reply:
    """An answer of our server with this status."""
    return lambda handler: handler.problem(status, code)


def portal(handler: Any) -> None:
    """The page of a network that wants to be signed in to, with a good status."""
    handler.answer(200, b"<!doctype html><title>Welcome to the free network</title>", "text/html")


def cut(handler: Any) -> None:
    """The line is dead before anything was read."""
    reset(handler)


def cut_after(most: int) -> Reply:
    """The line breaks after so many bytes of the body; without a checksum the server keeps them."""

    def reply(handler: Any) -> None:
        upload = handler.fake.uploads[urlsplit(handler.path).path.rstrip("/").split("/")[-1]]
        body = handler.body(upload, most)
        if not handler.headers.get("Upload-Checksum") and int(handler.headers["Upload-Offset"]) == len(upload.data):
            upload.data += body
        reset(handler)

    return reply


def lost_answer(handler: Any) -> None:
    """The server takes it all; nobody hears of it."""
    handler.answer = lambda *_words: None
    handler.api()
    reset(handler)


def changed_on_the_way(handler: Any) -> None:
    """One byte arrives changed."""
    read = handler.body
    handler.body = lambda *words: bytes([(whole := read(*words))[0] ^ 1]) + whole[1:]
    handler.api()


def reset(handler: Any) -> None:
    """The connection is torn, not closed."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True
    raise ConnectionResetError
