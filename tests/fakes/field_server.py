"""The server as a phone sees it, on loopback: takes photos by tus, gives receipts, and fails the way reality fails.

A test says how the next requests of one method are answered (`fake.next("PATCH", cut_after(9_000))`); afterwards they
are answered well. The app's own files come from the working tree, under a policy as strict as the real one.
"""

import base64
import hashlib
import json
import uuid
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import urlsplit

from teardowns.receipts import moment, receipt_code

STATIC = Path(__file__).parents[2] / "web" / "static"
POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'"
PAGE = b'<!doctype html><html lang="en"><meta charset="utf-8"><title>Field</title><body></body></html>'
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
API = "/api/v1/field/"
JSON_TYPE = "application/json"

Reply = Callable[[Any], None]
"""What answers a request, given its handler."""


@dataclass
class Upload:
    """One upload by tus: what was announced, what arrived."""

    length: int
    metadata: dict[str, str]
    data: bytearray = field(default_factory=bytearray)
    photo: str = ""
    received_at: datetime = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class FakeFieldServer:
    """`previews`, `sent`: by what the phone named them. `body_bytes`: of all PATCH requests, failed ones too."""

    address: str = ""
    secret: bytes = b"s" * 32
    token: str = "ct_phone"
    uploads: dict[str, Upload] = field(default_factory=dict)
    previews: dict[str, bytes] = field(default_factory=dict)
    sent: dict[str, Any] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    syncs: list[dict[str, Any]] = field(default_factory=list)
    requests: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    wipe: bool = False
    body_bytes: int = 0
    later: timedelta = timedelta(0)
    lock: Any = field(default_factory=Lock)
    _next: dict[str, deque[Reply]] = field(default_factory=lambda: defaultdict(deque))

    def next(self, method: str, *replies: Reply) -> None:
        """How the next requests of this method below the API are answered."""
        self._next[method].extend(replies)

    def planned(self, method: str) -> Reply | None:
        """The failure that is due, if one is."""
        return self._next[method].popleft() if self._next[method] else None

    @property
    def enrolment(self) -> dict[str, Any]:
        """What the app is given when it is enrolled."""
        return {
            "device": "00000000-0000-4000-8000-000000000001",
            "token": self.token,
            "secret": base64.b64encode(self.secret).decode(),
            "expires_at": self.now().isoformat(),
            "team": "Team",
        }

    @property
    def received(self) -> dict[str, int]:
        """How often each hash was taken in whole."""
        counts: dict[str, int] = defaultdict(int)
        for one in self.uploads.values():
            if one.photo:
                counts[hashlib.sha256(one.data).hexdigest()] += 1
        return dict(counts)

    def now(self) -> datetime:
        """The server's clock."""
        return datetime.now(UTC) + self.later

    def receipt(self, upload: Upload) -> dict[str, str]:
        """The headers of a photo that is safe."""
        code = receipt_code(
            self.secret,
            sha256=hashlib.sha256(upload.data).hexdigest(),
            size=upload.length,
            photo=upload.photo,
            received_at=upload.received_at,
        )
        return {
            "Chiptrail-Photo": upload.photo,
            "Chiptrail-Receipt": code,
            "Chiptrail-Received-At": moment(upload.received_at),
        }

    def synced(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The answer to a sync."""
        self.syncs.append(asked)
        by_hash = {hashlib.sha256(one.data).hexdigest(): one for one in self.uploads.values() if one.photo}
        photos = []
        for photo in asked["photos"]:
            upload = by_hash.get(photo["sha256"])
            headers = self.receipt(upload) if upload else {}
            photos.append(
                {
                    "sha256": photo["sha256"],
                    "teardown": photo["teardown"],
                    "state": "received" if upload else "preview" if photo["sha256"] in self.previews else "unknown",
                    "photo": headers.get("Chiptrail-Photo", ""),
                    "receipt": headers.get("Chiptrail-Receipt", ""),
                    "received_at": headers.get("Chiptrail-Received-At", ""),
                    "requests": self.requests.get(photo["sha256"], []),
                    "outcome": "",
                }
            )
        return {
            "server_time": self.now().isoformat(),
            "wipe": self.wipe and not asked.get("wiped"),
            "expires_at": self.now().isoformat(),
            "photos": photos,
        }


class Handler(BaseHTTPRequestHandler):
    """One request."""

    fake: FakeFieldServer
    protocol_version = "HTTP/1.1"
    body_read = False

    def do_GET(self) -> None:
        """The app's files, or a page to run them in."""
        path = urlsplit(self.path).path
        file = STATIC / path.removeprefix("/static/") if path.startswith("/static/") else None
        if file and file.is_file():
            self.answer(200, file.read_bytes(), TYPES.get(file.suffix, "application/octet-stream"))
        else:
            self.answer(200, PAGE, "text/html")

    def do_POST(self) -> None:
        """A request to the API."""
        self.body_read = False
        try:
            if reply := self.fake.planned(self.command):
                reply(self)
            elif self.headers.get("Authorization") != f"Bearer {self.fake.token}":
                self.problem(401, "token_expired")
            else:
                self.api()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_PUT = do_PATCH = do_HEAD = do_POST

    def api(self) -> None:
        """The good answer."""
        path = urlsplit(self.path).path.removeprefix(API)
        if path == "uploads/":
            self.create()
        elif path.startswith("uploads/"):
            self.upload(path.split("/")[1])
        elif path == "sync/":
            self.json(200, self.fake.synced(json.loads(self.body())))
        elif path == "previews/":
            said = json.loads(base64.urlsafe_b64decode(self.headers["Chiptrail-Preview"] + "=="))
            assert {"teardown", "size", "slot", "taken_at"} < set(said)
            self.fake.previews[said["sha256"]] = self.body()
            self.fake.order.append("preview")
            self.json(201, {"preview": str(uuid.uuid4())})
        else:
            self.fake.sent[path] = json.loads(self.body())
            self.fake.order.append(path.split("/")[0])
            self.json(200, {"id": path.split("/")[1]})

    def create(self) -> None:
        """An upload; the same key finds the one that was begun."""
        self.body()
        pairs = [pair.split(" ") for pair in self.headers["Upload-Metadata"].split(",")]
        metadata = {name: base64.b64decode(value).decode() for name, value in pairs}
        number = metadata["key"]
        with self.fake.lock:
            if number not in self.fake.uploads:
                self.fake.uploads[number] = Upload(int(self.headers["Upload-Length"]), metadata)
        self.tus(201, self.fake.uploads[number], {"Location": f"http://other.name{API}uploads/{number}/"})

    def upload(self, number: str) -> None:
        """HEAD or PATCH."""
        upload = self.fake.uploads.get(number)
        if upload is None:
            self.problem(404, "not_found")
        elif self.command == "HEAD":
            self.tus(200, upload)
        elif int(self.headers["Upload-Offset"]) != len(upload.data):
            self.problem(409, "upload_offset_conflict")
        else:
            self.patch(upload)

    def patch(self, upload: Upload) -> None:
        """The next bytes; whatever came before the line broke counts when no checksum binds them."""
        body = self.body(upload)
        checksum = self.headers.get("Upload-Checksum", "")
        if checksum and base64.b64decode(checksum.split(" ")[1]) != hashlib.sha256(body).digest():
            self.problem(460, "checksum_mismatch")
            return
        upload.data += body
        if len(upload.data) == upload.length:
            if hashlib.sha256(upload.data).hexdigest() != upload.metadata["sha256"]:
                upload.data.clear()
                self.problem(460, "hash_mismatch")
                return
            upload.photo, upload.received_at = str(uuid.uuid4()), self.fake.now()
            self.fake.order.append("original")
        self.tus(204, upload)

    def body(self, upload: Upload | None = None, most: int = -1) -> bytes:
        """The bytes of this request; of a broken one what came."""
        self.body_read = True
        left = int(self.headers.get("Content-Length") or 0)
        left = left if most < 0 else min(left, most)
        parts = []
        while left:
            part = self.rfile.read1(min(left, 65536))
            if not part:
                break
            parts.append(part)
            left -= len(part)
        whole = b"".join(parts)
        if upload is not None:
            with self.fake.lock:
                self.fake.body_bytes += len(whole)
        return whole

    def tus(self, status: int, upload: Upload, headers: dict[str, str] | None = None) -> None:
        """An answer of the protocol."""
        said = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(len(upload.data)), **(headers or {})}
        self.answer(status, b"", "", {**said, **(self.fake.receipt(upload) if upload.photo else {})})

    def problem(self, status: int, code: str) -> None:
        """A refusal with its reason."""
        body = {"code": code, "title": "What happened.", "kept": "What is kept.", "next_step": "What to do."}
        self.answer(status, json.dumps(body).encode(), "application/problem+json")

    def json(self, status: int, payload: Any) -> None:
        """A good answer."""
        self.answer(status, json.dumps(payload).encode(), JSON_TYPE)

    def answer(self, status: int, body: bytes, content_type: str, headers: dict[str, str] | None = None) -> None:
        """Everything that was sent is read first, or the connection could not be used again."""
        if not self.body_read and self.command != "GET":
            self.body()
        self.send_response(status)
        said = {"Cache-Control": "no-store", "Content-Security-Policy": POLICY, "Content-Type": content_type}
        if status != 204:
            said["Content-Length"] = str(len(body))
        for name, value in {**said, **(headers or {})}.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        """Quiet."""


@contextmanager
def fake_field_server() -> Iterator[FakeFieldServer]:
    """Runs until the end of the block."""
    fake = FakeFieldServer()
    bound = type("BoundHandler", (Handler,), {"fake": fake})
    server = ThreadingHTTPServer(("127.0.0.1", 0), bound)
    server.daemon_threads = True
    fake.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
