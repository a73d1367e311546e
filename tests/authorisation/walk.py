"""Asking: one request as one actor, undone afterwards."""

import json
import re
import uuid
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.authorisation.answers import Route
from tests.authorisation.world import World
from tests.factories.accounts import bearer

UUID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CSRF = re.compile(rb'(name="csrfmiddlewaretoken" value=)"[^"]*"')
HEADERS = {"HTTP_ACCEPT_LANGUAGE": "en", "HTTP_X_REQUEST_ID": "walk-0001"}


def address(name: str, route: Route, world: World, *, missing: bool = False) -> str:
    """Where the route is; with `missing`, where it would be for an object that does not exist."""
    values = {key: world.things[thing] for key, thing in route.kwargs.items()}
    if missing:
        values = {key: _nothing_like(value) for key, value in values.items()}
    return reverse(name, kwargs=values)


def ask(
    world: World, actor: str, method: str, path: str, body: dict[str, Any] | None = None
) -> tuple[HttpResponseBase, bytes]:
    """The response and its body. Whatever the request wrote is rolled back."""
    cache.clear()
    client = Client(raise_request_exception=False)
    if actor in world.sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[actor]
    extra = HEADERS | (bearer(world.tokens[actor]) if actor in world.tokens else {})
    with transaction.atomic():
        if path.startswith("/api/"):
            data, kind = json.dumps(body or {}), "application/json"
            response = client.generic(method, path, "" if method == "GET" else data, kind, **extra)
        elif method == "POST":
            response = client.post(path, body or {}, **extra)
        else:
            response = client.generic(method, path, **extra)
        content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[arg-type]
        transaction.set_rollback(True)
    return response, content


def comparable(response: HttpResponseBase, content: bytes) -> tuple[Any, ...]:
    """What a stranger could compare: all but the identifiers that they sent themselves, and form tokens."""
    return response.status_code, response.get("Content-Type"), CSRF.sub(rb"\1", UUID.sub(b"UUID", content))


def _nothing_like(value: str) -> str:
    if UUID.fullmatch(value.encode()):
        return str(uuid.uuid4())
    return "999999" if value.isdigit() else "nothing-of-this-name"
