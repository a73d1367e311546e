"""A client of uploads in pieces, for tests: a method is a request, its answer checked for what always holds."""

import base64
import hashlib
from typing import Any
from urllib.parse import urljoin

from accounts.roles import Role
from teardowns.models import Teardown
from tests.api.calling import Caller, caller, checked
from tests.factories.teardowns import make_teardown

UPLOADS = "/api/v1/field/uploads/"
PIECE = "application/offset+octet-stream"


class TusCaller:
    """Somebody with a token who sends to one teardown."""

    def __init__(self, one: Caller, teardown: Teardown) -> None:
        self.client, self.teardown = one.client, teardown

    def ask(self, method: str, path: str, body: bytes = b"", /, **headers: str) -> Any:
        named = {"Tus-Resumable": "1.0.0", **{name.replace("_", "-"): value for name, value in headers.items()}}
        kind = named.pop("Content-Type", PIECE if body else "")
        response = self.client.generic(method, path, body, content_type=kind, headers=named, CONTENT_TYPE=kind)
        assert response.headers["Tus-Resumable"] == "1.0.0"
        assert response.headers["Cache-Control"] == "no-store"
        return response if method == "HEAD" else checked(response)

    def begin(self, length: int | str, body: bytes = b"", headers: dict[str, str] | None = None, /, **said: str) -> Any:
        metadata = pairs(**{"teardown": str(self.teardown.public_id), **said})
        named = {"Upload-Length": str(length), "Upload-Metadata": metadata, **(headers or {})}
        return self.ask("POST", UPLOADS, body, **named)

    def begun(self, length: int, **said: str) -> str:
        response = self.begin(length, **said)
        assert response.status_code == 201, response.content
        return place(response)

    def piece(self, path: str, offset: int, body: bytes, /, **headers: str) -> Any:
        return self.ask("PATCH", path, body, **{"Content-Type": PIECE, "Upload-Offset": str(offset), **headers})

    def stands(self, path: str) -> int:
        response = self.ask("HEAD", path)
        assert response.status_code == 200, response.status_code
        return int(response.headers["Upload-Offset"])


def place(response: Any) -> str:
    """Where an upload was begun: `Location`, as a client resolves it."""
    return urljoin(UPLOADS, response.headers["Location"])


def pairs(**said: str) -> str:
    """`Upload-Metadata`."""
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}".strip() for name, value in said.items())


def checksum(body: bytes, algorithm: str = "sha256") -> dict[str, str]:
    """`Upload-Checksum` of a piece."""
    digest = base64.b64encode(hashlib.new(algorithm, body).digest()).decode()
    return {"Upload-Checksum": f"{algorithm} {digest}"}


def tus_caller(**options: Any) -> TusCaller:
    """A new field team's program, and a teardown of the team."""
    one, principal = caller(Role.FIELD, **options)
    return TusCaller(one, make_teardown(principal))
