"""A program that calls the API, for tests."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from accounts.queries import Principal
from accounts.roles import Role, Scope
from tests.factories.accounts import bearer, make_principal, make_token
from tests.factories.teardowns import jpeg_bytes

REQUEST_ID = "test-request-0001"


class Caller:
    """Somebody with a token. Answers are checked to be JSON of the right kind; 5xx fails at once."""

    def __init__(self, user: User | None, scopes: list[Scope] | None = None, language: str = "en") -> None:
        self.user = user
        headers: dict[str, Any] = token_of(make_token(user, scopes)) if user else {}
        self.client = Client(
            raise_request_exception=False,
            HTTP_X_REQUEST_ID=REQUEST_ID,
            HTTP_ACCEPT_LANGUAGE=language,
            **headers,
        )

    def get(self, path: str, **parameters: Any) -> Any:
        return checked(self.client.get(path, parameters))

    def post(self, path: str, body: Any = None) -> Any:
        return checked(self.client.post(path, json.dumps(body), content_type="application/json"))

    def patch(self, path: str, body: Any = None) -> Any:
        return checked(self.client.patch(path, json.dumps(body), content_type="application/json"))

    def put(self, path: str, body: Any = None) -> Any:
        return checked(self.client.put(path, json.dumps(body), content_type="application/json"))

    def raw(self, path: str, body: bytes, media_type: str) -> Any:
        return checked(self.client.post(path, body, content_type=media_type))

    def send(self, path: str, *files: SimpleUploadedFile, header: str = "", **fields: Any) -> Any:
        headers: dict[str, Any] = {"HTTP_IDEMPOTENCY_KEY": header} if header else {}
        return checked(self.client.post(path, {"photo": list(files), **fields}, **headers))


def caller(role: Role, **options: Any) -> tuple[Caller, Principal]:
    """A new person in this role, with a token."""
    principal = make_principal(role)
    return Caller(principal.user, **options), principal


def token_of(secret: str) -> dict[str, Any]:
    """What a request with this token says in its header."""
    return dict(bearer(secret))


def photo_file(seed: int = 0, name: str = "board.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    """A file as a form sends it."""
    return SimpleUploadedFile(name, jpeg_bytes(seed) if data is None else data, content_type="image/jpeg")


def checked(response: Any) -> Any:
    """The response, unless it breaks what holds for every response."""
    assert response.status_code < 500 or response.status_code in (503, 507), response.content
    if response.status_code >= 400:
        assert response.headers["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert problem["status"] == response.status_code
        assert problem["type"] == f"urn:chiptrail:problem:{problem['code']}"
        assert all(problem[name] for name in ("title", "detail", "code", "kept", "next_step", "instance"))
    return response
