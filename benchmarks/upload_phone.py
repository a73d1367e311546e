"""A phone as the upload benchmark has it: sends a photo by tus, in pieces, over a line that breaks."""

import array
import base64
import fcntl
import hashlib
import http.client
import random
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

UPLOADS = "/api/v1/field/uploads/"
SMALLEST_PIECE = 64 * 1024
BLOCK = 64 * 1024
TRIES = 60
SIOCOUTQNSD = 0x894B  # linux/sockios.h: bytes in the output queue that were not sent
RESET = struct.pack("ii", 1, 0)


class Cut(Exception):
    """The line was reset, as the benchmark wanted."""


class GaveUp(Exception):
    """The server did not take the photo, however often it was sent."""


@dataclass
class Photo:
    """Bytes with their hash, which the phone made at the shot."""

    content: bytes
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        self.sha256 = hashlib.sha256(self.content).hexdigest()


class Phone:
    """Sends one photo after the other. `sent`: bytes of bodies that went into the line, lost ones too.

    With `checksums` a piece is all or nothing, and the first one goes with the request that begins the upload; without
    them whatever arrives counts. `pause`: seconds until it dials again. `before`: called before each request with its
    number.
    """

    def __init__(
        self,
        address: str,
        token: str,
        teardown: str,
        *,
        resets: float,
        seed: int,
        piece: int,
        checksums: bool = False,
        pause: float = 0.5,
        before: Callable[[int], object] = lambda _number: None,
    ) -> None:
        where = urlsplit(address)
        self._host, self._port = where.hostname or "", where.port or 80
        self._token, self._teardown = token, teardown
        self._resets, self._random = resets, random.Random(seed)  # noqa: S311 - chance, no secret
        self._line: http.client.HTTPConnection | None = None
        self._cut_after = -1
        self._largest = self._piece = piece
        self._checksums, self._pause, self._before = checksums, pause, before
        self.sent = self.breaks = self.requests = 0

    def send(self, photo: Photo) -> str:
        """The receipt's photo id. Raises GaveUp."""
        place, offset, broken = "", 0, False
        for attempt in range(TRIES):
            try:
                place, offset, receipt = self._on(photo, place, offset, ask=broken)
                while not receipt:
                    place, offset, receipt = self._on(photo, place, offset, ask=False)
            except (Cut, OSError, http.client.HTTPException):
                self._hang_up()
                broken = True
                self.breaks += 1
                if self._checksums:
                    self._piece = max(min(SMALLEST_PIECE, self._largest), self._piece // 4)
                time.sleep(min(2.0, self._pause * 2 ** min(attempt, 3)))
            else:
                if self._resets:
                    self._hang_up()  # a new line for each photo, so that the share is one of many
                if not broken:
                    self._piece = min(self._largest, self._piece * 2)
                return receipt
        raise GaveUp(f"after {TRIES} tries")

    def hang_up(self) -> None:
        """End the line."""
        self._hang_up()

    def _on(self, photo: Photo, place: str, offset: int, *, ask: bool) -> tuple[str, int, str]:
        """One request: begin, ask where it stands, or the next piece. Gives address, offset and receipt."""
        if place and ask:
            answer = self._ask("HEAD", place, {}, b"", left=0)
        else:
            body = photo.content[offset : offset + self._piece] if place or self._checksums else b""
            headers = {"Content-Type": "application/offset+octet-stream"}
            if self._checksums:
                digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
                headers["Upload-Checksum"] = f"sha256 {digest}"
            if place:
                headers["Upload-Offset"] = str(offset)
            else:
                headers |= {"Upload-Length": str(len(photo.content)), "Upload-Metadata": self._metadata(photo)}
            left = len(photo.content) - offset
            answer = self._ask("PATCH" if place else "POST", place or UPLOADS, headers, body, left)
        if answer.status >= 400 and answer.status != 409:
            raise http.client.HTTPException(f"{answer.status}")
        offset = int(answer.headers["Upload-Offset"])
        return place or urljoin(UPLOADS, answer.headers["Location"]), offset, answer.headers.get("Chiptrail-Photo", "")

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes, left: int) -> http.client.HTTPResponse:
        self.requests += 1
        self._before(self.requests)
        line = self._line or self._call(left)
        line.putrequest(method, path)
        always = {"Authorization": f"Bearer {self._token}", "Tus-Resumable": "1.0.0", "Content-Length": str(len(body))}
        for name, value in (always | headers).items():
            line.putheader(name, value)
        line.endheaders()
        view = memoryview(body)
        while view:
            block = view[:BLOCK] if self._cut_after < 0 else view[: min(BLOCK, self._cut_after)]
            if not block:
                self.sent -= _never_sent(line.sock)
                raise Cut
            line.send(block)
            self.sent += len(block)
            view = view[len(block) :]
            if self._cut_after >= 0:
                self._cut_after -= len(block)
        answer = line.getresponse()
        answer.read()
        return answer

    def _call(self, left: int) -> http.client.HTTPConnection:
        """A new line; one in so many will be reset somewhere on the way of what is left to send."""
        self._line = line = http.client.HTTPConnection(self._host, self._port, timeout=120)
        line.connect()
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        chosen = left > 0 and self._random.random() < self._resets
        self._cut_after = self._random.randrange(left) if chosen else -1
        return line

    def _hang_up(self) -> None:
        if self._line is not None:
            if self._line.sock is not None:
                self._line.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self._line.close()
            self._line = None

    def _metadata(self, photo: Photo) -> str:
        said = {"teardown": self._teardown, "sha256": photo.sha256, "filename": "board.jpg", "key": photo.sha256[:32]}
        return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in said.items())


def _never_sent(line: socket.socket) -> int:
    """Bytes that still wait in this machine's own queue: a reset throws them away."""
    waiting = array.array("i", [0])
    fcntl.ioctl(line, SIOCOUTQNSD, waiting)
    return waiting[0]
