"""Nexar on loopback: a real HTTP server that answers, and fails, the way the real one does.

A test says how the next question is answered (`nexar.next(...)`) and reads what was asked. Forms of failure:
support.nexar.com 101000452406 (tokens), 101000437414 (part limit), GraphQL over HTTP, and what networks do to anybody.
"""

import json
import ssl
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qs

CLIENT_ID = "loopback-client-6f1a"
SECRET = "s3cret-that-must-never-be-shown-anywhere-91c2"
JSON_TYPE = "application/json; charset=utf-8"
QUOTA = "You have exceeded your part limit of 1000. Please upgrade your plan. Contact us at api@nexar.com."

Reply = Callable[["Handler"], None]
Headers = Mapping[str, str]
NO_HEADERS: Headers = MappingProxyType({})


@dataclass
class FakeNexar:
    """`asked`: (number, bearer token) of each question. `tokens`: those given out, newest last."""

    address: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    token_life: int = 86400
    _next: deque[Reply] = field(default_factory=deque)
    _next_token: deque[Reply] = field(default_factory=deque)

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of an installation that asks here."""
        return {
            "NEXAR_CLIENT_ID": CLIENT_ID,
            "NEXAR_CLIENT_SECRET": SECRET,
            "NEXAR_TOKEN_URL": f"{self.address}/connect/token",
            "NEXAR_API_URL": f"{self.address}/graphql",
        }

    def next(self, *replies: Reply) -> None:
        """How the next questions are answered; afterwards `listed()` again."""
        self._next.extend(replies)

    def next_token(self, *replies: Reply) -> None:
        """How the next requests for a token are answered."""
        self._next_token.extend(replies)

    def answer(self, handler: "Handler", path: str, body: bytes) -> None:
        """Answer one request."""
        if path == "/connect/token":
            (self._next_token.popleft() if self._next_token else self.give_token)(handler)
            return
        number = json.loads(body)["variables"]["number"]
        self.asked.append((number, handler.headers.get("Authorization", "").removeprefix("Bearer ")))
        self.headers.append(dict(handler.headers))
        (self._next.popleft() if self._next else listed(part(number)))(handler)

    def give_token(self, handler: "Handler") -> None:
        """A token for the right key."""
        form = parse_qs(handler.body.decode())
        known = form.get("client_id") == [CLIENT_ID] and form.get("client_secret") == [SECRET]
        if not known or form.get("scope") != ["supply.domain"] or form.get("grant_type") != ["client_credentials"]:
            handler.send_json({"error": "invalid_client"}, status=400)
            return
        self.tokens.append(f"token-{len(self.tokens) + 1}-" + "x" * 60)
        handler.send_json({"access_token": self.tokens[-1], "expires_in": self.token_life, "token_type": "Bearer"})


class Handler(BaseHTTPRequestHandler):
    """One request of the fake."""

    fake: FakeNexar
    body = b""

    def do_POST(self) -> None:
        """Read the body, let the fake answer."""
        self.body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            self.fake.answer(self, self.path, self.body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def send(self, status: int, body: bytes, content_type: str = JSON_TYPE, headers: Headers = NO_HEADERS) -> None:
        """A whole answer."""
        self.head(status, content_type, {"Content-Length": str(len(body)), **headers})
        self.wfile.write(body)

    def send_json(self, payload: Any, status: int = 200, headers: Headers = NO_HEADERS) -> None:
        """A JSON answer."""
        self.send(status, json.dumps(payload).encode(), headers=headers)

    def head(self, status: int, content_type: str, headers: Headers) -> None:
        """Status and headers."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def fake_nexar(certificate: Path | None = None) -> Iterator[FakeNexar]:
    """A fake that listens until the end of the block; over TLS with a certificate (PEM, with its key)."""
    fake = FakeNexar()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OwnHandler", (Handler,), {"fake": fake}))
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    fake.address = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def part(number: str, manufacturer: Any = "Analog Devices", **more: Any) -> dict[str, Any]:
    """A part as the real schema has it."""
    return {
        "mpn": number,
        "manufacturer": {"name": manufacturer},
        "category": {"name": "RF Transceivers"},
        "specs": [
            {"attribute": {"shortname": "case_package"}, "displayValue": "CSP-144"},
            {"attribute": {"shortname": "lifecyclestatus"}, "displayValue": "Production (Last Updated: 2 years ago)"},
        ],
        "bestDatasheet": {"url": "https://datasheet.octopart.com/example.pdf"},
        "octopartUrl": "https://octopart.com/example",
        "akaMpns": ["AD9361BBCZ-REEL"],
        "sellers": [
            {"company": {"name": "Nordvane Distribution"}, "country": "DE", "isAuthorized": True, "isBroker": False},
            {"company": {"name": "Harbour Chips"}, "country": "HK", "isAuthorized": False, "isBroker": True},
            {"company": {"name": "Plain Parts"}, "country": None, "isAuthorized": False, "isBroker": False},
        ],
    } | more


def results(*parts: Any, hits: int | None = None) -> dict[str, Any]:
    """The payload of an answer with these parts."""
    rows = [{"part": one} for one in parts]
    return {"data": {"supSearchMpn": {"hits": len(parts) if hits is None else hits, "results": rows}}}


def listed(*parts: Any, errors: Sequence[Any] = (), headers: Headers = NO_HEADERS) -> Reply:
    """These parts; with GraphQL errors for an answer in part."""
    payload = results(*parts) | ({"errors": errors} if errors else {})
    return lambda handler: handler.send_json(payload, headers=headers)


def graphql_error(message: str, code: str = "", status: int = 200) -> Reply:
    """An error in the body, without data."""
    error = {"message": message, "extensions": {"code": code, "schemaName": "Supply"}}
    return lambda handler: handler.send_json({"errors": [error], "data": None}, status=status)


def raw(body: bytes, status: int = 200, content_type: str = JSON_TYPE, headers: Headers = NO_HEADERS) -> Reply:
    """Any bytes."""
    return lambda handler: handler.send(status, body, content_type, headers)


def web_page(status: int = 200) -> Reply:
    """HTML where JSON was asked for: a captive portal, a gateway's error."""
    return raw(b"<!doctype html><title>Sign in to the network</title>", status, "text/html")


def cut_off(handler: Handler) -> None:
    """The connection ends in the middle of the answer."""
    handler.head(200, JSON_TYPE, {"Content-Length": "5000"})
    handler.wfile.write(b'{"data": {"supSearchMpn"')
    handler.close_connection = True


def cut_off_chunk(handler: Handler) -> None:
    """The same in the middle of a chunk."""
    handler.protocol_version = "HTTP/1.1"
    handler.head(200, JSON_TYPE, {"Transfer-Encoding": "chunked"})
    handler.wfile.write(b'1000\r\n{"data"')
    handler.close_connection = True


def slow(seconds: float) -> Reply:
    """Silent for so long."""

    def reply(handler: Handler) -> None:
        time.sleep(seconds)
        handler.send_json(results())

    return reply


def late_token(seconds: float) -> Reply:
    """A token after so long."""

    def reply(handler: Handler) -> None:
        time.sleep(seconds)
        handler.fake.give_token(handler)

    return reply


def dripping(seconds: float) -> Reply:
    """A byte now and then, for so long: no single wait is long."""

    def reply(handler: Handler) -> None:
        handler.head(200, JSON_TYPE, {"Content-Length": "100000"})
        for _tick in range(int(seconds / 0.05)):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    return reply


def endless(handler: Handler) -> None:
    """More than anybody wants."""
    handler.head(200, JSON_TYPE, {})
    while True:
        handler.wfile.write(b" " * 65536)
