"""Receivers of webhooks on loopback that answer, and fail, the way real ones do. One server; the path says how.

`/ok/…` takes it; `/flaky/3/…` fails three times, then takes it; the rest fails for good in its own way.
"""

import contextlib
import socket
import socketserver
import ssl
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Self

DRIP_SECONDS: Final = 0.05
GIGABYTE: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message as it came in."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    answered: int


@dataclass(slots=True)
class Book:
    """What came in, over all connections."""

    arrivals: list[Arrival] = field(default_factory=list)
    knocks: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, arrival: Arrival) -> None:
        """Write down one message."""
        with self.lock:
            self.arrivals.append(arrival)

    def knock(self, path: str) -> int:
        """The how-maniest call of this path it is."""
        with self.lock:
            self.knocks[path] += 1
            return self.knocks[path]

    def taken(self) -> list[Arrival]:
        """What was answered with success."""
        with self.lock:
            return [one for one in self.arrivals if 200 <= one.answered < 300]


class Receivers:
    """Enter it to have them; `url(...)` is the address of one. With `context` they speak TLS."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.book = Book()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.book, self._server.context = self.book, context
        self.scheme, self.port = ("https" if context else "http"), int(self._server.server_address[1])

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        """The address of the receiver that behaves like this."""
        return f"{self.scheme}://{host}:{self.port}/{path.lstrip('/')}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stopping.set()
        self._server.shutdown()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 256
    book: Book
    context: ssl.SSLContext | None = None

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.stopping = threading.Event()


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        stream: socket.socket = self.request
        stream.settimeout(30)
        with contextlib.suppress(OSError):
            if self.server.context:
                stream = self.server.context.wrap_socket(stream, server_side=True)
            self._speak(stream)
            stream.close()

    def _speak(self, stream: socket.socket) -> None:
        path, headers, body = _read(stream)
        if not path:
            return
        how, _slash, rest = path.strip("/").partition("/")
        knock = self.server.book.knock(path)
        if how == "flaky":
            how = "ok" if knock > int(rest.partition("/")[0]) else "500"
        status = _STATUS.get(how, 200)
        if how not in ("drip", "hang", "reset", "nonsense"):
            self.server.book.note(Arrival(path, headers, body, status))
        getattr(self, f"_{how}", self._plain)(stream, status)

    def _plain(self, stream: socket.socket, status: int) -> None:
        words = b"" if status < 300 else b"Our queue is \x00 full\n<b>sorry</b>"
        stream.sendall(b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n" % (status, len(words)) + words)

    def _redirect(self, stream: socket.socket, status: int) -> None:
        stream.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/meta-data/\r\n\r\n")

    def _early(self, stream: socket.socket, status: int) -> None:
        stream.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")

    def _drip(self, stream: socket.socket, status: int) -> None:
        """The head of a 200, a byte at a time, for ever."""
        for byte in b"HTTP/1.1 200 OK\r\nX-Pad: " + b"x" * 100_000:
            if self.server.stopping.wait(DRIP_SECONDS):
                return
            stream.sendall(bytes([byte]))

    def _slowbody(self, stream: socket.socket, status: int) -> None:
        """A 200 at once, then a body that never ends."""
        stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not self.server.stopping.wait(DRIP_SECONDS):
            stream.sendall(b"x")

    def _big(self, stream: socket.socket, status: int) -> None:
        self._flood(stream, b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % GIGABYTE)

    def _bighead(self, stream: socket.socket, status: int) -> None:
        self._flood(stream, b"HTTP/1.1 200 OK\r\n", b"X-Pad: " + b"x" * 8000 + b"\r\n")

    def _bigerror(self, stream: socket.socket, status: int) -> None:
        self._flood(stream, b"HTTP/1.1 500 No\r\nContent-Length: %d\r\n\r\n" % GIGABYTE)

    def _flood(self, stream: socket.socket, head: bytes, piece: bytes = b"y" * 65536) -> None:
        stream.sendall(head)
        for _turn in range(GIGABYTE // len(piece)):
            if self.server.stopping.is_set():
                return
            stream.sendall(piece)

    def _hang(self, stream: socket.socket, status: int) -> None:
        self.server.stopping.wait(30)

    def _nonsense(self, stream: socket.socket, status: int) -> None:
        stream.sendall(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")

    def _reset(self, stream: socket.socket, status: int) -> None:
        """Gone in the middle of the exchange."""


_STATUS: Final = {"500": 500, "503": 503, "404": 404, "gone": 410, "redirect": 302, "bigerror": 500, "early": 204}


def _read(stream: socket.socket) -> tuple[str, dict[str, str], bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = stream.recv(65536)
        if not piece:
            return "", {}, b""
        data += piece
    head, _end, body = data.partition(b"\r\n\r\n")
    request, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", "0")):
        body += stream.recv(65536)
    return request.split(" ")[1], headers, body


def closed_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def until(condition: Any, seconds: float) -> bool:
    """Whether something comes true in time."""
    ends = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > ends:
            return False
        time.sleep(0.02)
    return True
