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

# One for all: a new client loads the middleware anew, and that costs more than the request.
client = Client(raise_request_exception=False)

UUID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CSRF = re.compile(rb'(name="csrfmiddlewaretoken" value=)"[^"]*"')
HEADERS = {"Accept-Language": "en", "X-Request-ID": "walk-0001", "Tus-Resumable": "1.0.0"}


def address(name: str, route: Route, world: World, *, missing: bool = False) -> str:
    """Where the route is; with `missing`, where it would be for an object that does not exist."""
    values = {key: world.things[thing] for key, thing in route.kwargs.items()}
    if missing:
        values = {key: _nothing_like(value) for key, value in values.items()}
    return reverse(name, kwargs=values)


def ask(
    world: World, actor: str, method: str, path: str, body: dict[str, Any] | None = None, *, accept: str = "*/*"
) -> tuple[HttpResponseBase, bytes]:
    """The response and its body. Whatever the request wrote is rolled back."""
    cache.clear()
    client.cookies.clear()
    if actor in world.sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[actor]
    headers = HEADERS | {"Accept": accept}
    if actor in world.tokens:
        headers["Authorization"] = f"Bearer {world.tokens[actor]}"
    with transaction.atomic():
        if method == "POST" and not path.startswith("/api/"):
            response = client.post(path, body or {}, headers=headers)
        else:
            data = "" if method == "GET" else json.dumps(body or {})
            response = client.generic(method, path, data, "application/json", headers=headers)
        content = response.getvalue()
        transaction.set_rollback(True)
    return response, content


def comparable(path: str, response: HttpResponseBase, content: bytes) -> tuple[Any, ...]:
    """What a stranger could compare: all but the address that they asked for themselves, and form tokens."""
    plain = UUID.sub(b"UUID", content.replace(path.encode(), b"PATH"))
    return response.status_code, response.get("Content-Type"), CSRF.sub(rb"\1", plain)


def _nothing_like(value: str) -> str:
    if UUID.fullmatch(value.encode()):
        return str(uuid.uuid4())
    return "999999" if value.isdigit() else "nothing-of-this-name"
