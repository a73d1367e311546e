"""A field device: it knows an address and an upload token, and nothing else of the application."""

import hashlib
import json
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TRIES = 5
PAUSE_SECONDS = 1.0
TIMEOUT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of sending one file: the server's receipt, or the code of its refusal."""

    file: Path
    photo: str = ""
    sha256: str = ""
    refusal: str = ""


class ServerAway(Exception):
    """The server did not answer as it should, several times in a row."""


class FieldDevice:
    """Sends photos and asks what became of them, over HTTP."""

    def __init__(self, address: str, token: str) -> None:
        self._address, self._token = address, token

    def send(self, teardown: str, file: Path) -> Sent:
        """Send one photo under a key made of its bytes: sent twice, it is received once. Raises ServerAway."""
        content = file.read_bytes()
        boundary = uuid.uuid4().hex
        status, answer = self._ask(
            f"/api/v1/field/teardowns/{teardown}/photos/",
            body=_multipart(boundary, file.name, content),
            headers={
                "Content-Type": f"multipart/form-data; boundary={boundary}",
                "Idempotency-Key": f"demo-{hashlib.sha256(content).hexdigest()}",
            },
        )
        if status >= 400:
            return Sent(file, refusal=str(answer.get("code", status)))
        return Sent(file, photo=answer["photo"], sha256=answer["sha256"])

    def photo(self, photo: str) -> dict[str, Any]:
        """The server's account of one photo: `state`, `progress`, `reading`. Raises ServerAway."""
        status, answer = self._ask(f"/api/v1/field/photos/{photo}/")
        if status >= 400:
            raise ServerAway(f"photo {photo}: {answer.get('code', status)}")
        return answer

    def _ask(
        self, path: str, *, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Status and JSON of the answer; a server that is away or at fault is asked again."""
        for attempt in range(TRIES):
            request = urllib.request.Request(  # noqa: S310 - our own http address on loopback
                self._address + path,
                data=body,
                headers={"Authorization": f"Bearer {self._token}", "Accept-Language": "en", **(headers or {})},
            )
            try:
                with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
                    return answer.status, json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code < 500 and error.code != 429:
                    return error.code, json.load(error)
                failure = f"HTTP {error.code}"
            except OSError as error:
                failure = str(error)
            time.sleep(PAUSE_SECONDS * 2**attempt)
        raise ServerAway(f"{path}: {failure}")


def _multipart(boundary: str, name: str, content: bytes) -> bytes:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"').replace("\r", " ").replace("\n", " ")
    head = (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="photo"; filename="{quoted}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
