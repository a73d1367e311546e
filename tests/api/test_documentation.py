"""The OpenAPI schema is valid and committed, and its page works under the strict Content Security Policy."""

import json
from pathlib import Path
from typing import cast

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.urls import URLResolver, get_resolver
from playwright.sync_api import BrowserContext, ConsoleMessage
from pytest_django.live_server_helper import LiveServer

from accounts.roles import Role
from api import documentation
from api.views import Door
from tests.api.calling import checked
from tests.api.schema import generated
from tests.factories.accounts import make_user

COMMITTED = Path(__file__).parents[2] / "docs" / "openapi.yaml"


def test_the_committed_schema_is_that_of_the_code() -> None:
    committed = yaml.load(COMMITTED.read_text(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert committed == json.loads(json.dumps(generated())), (
        "run: ./run manage spectacular --file docs/openapi.yaml --validate"
    )


def doors(resolver: URLResolver, prefix: str = "") -> list[tuple[str, type[Door]]]:
    """Every route of the API with its view."""
    found = []
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += doors(pattern, route)
        elif issubclass(view := getattr(pattern.callback, "cls", object), Door):
            found.append((route, cast("type[Door]", view)))
    return found


def test_every_route_is_in_the_schema_with_its_problems() -> None:
    paths = generated()["paths"]
    routes = doors(get_resolver())
    assert len(routes) == len(paths) > 20
    for operations in paths.values():
        for operation in operations.values():
            assert "application/problem+json" in operation["responses"]["default"]["content"]
            assert operation["description"]


def test_a_view_without_a_capability_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="Careless names no capability for get, post"):
        type("Careless", (Door,), {"get": lambda self: None, "post": lambda self: None})


@pytest.mark.django_db
def test_the_schema_is_for_those_who_are_known() -> None:
    assert checked(Client().get("/api/schema/")).status_code == 401
    assert checked(Client().get("/api/docs/")).status_code == 401
    client = Client()
    client.force_login(make_user(Role.MAKER))
    assert client.get("/api/schema/").json()["openapi"] == "3.1.0"
    assert checked(client.get("/api/schema/?format=odd&lang=%00&version=9")).status_code == 200
    page = client.get("/api/docs/").content.decode()
    assert "<style" not in page and "<script>" not in page and "://" not in page


@pytest.mark.django_db
def test_the_schema_is_made_once_a_language(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    client.force_login(make_user(Role.MAKER))
    documentation._made.cache_clear()
    served = client.get("/api/schema/?lang=en")
    assert served.headers["Content-Type"] == "application/json"
    assert served.json() == json.loads(json.dumps(generated()))
    own = {language: client.get(f"/api/schema/?lang={language}").content for language in ("en", "uk")}
    monkeypatch.setattr(documentation, "SchemaGenerator", None)
    for asked, language in (("en", "en"), ("uk", "uk"), ("en&version=9", "en"), ("xx", "en"), ("%00", "en")):
        assert client.get(f"/api/schema/?lang={asked}").content == own[language], asked


@pytest.mark.once
@pytest.mark.browser
def test_the_page_shows_every_operation_and_breaks_no_policy(
    browser_context: BrowserContext, live_server: LiveServer
) -> None:
    client = Client()
    client.force_login(make_user(Role.ANALYST))
    name = settings.SESSION_COOKIE_NAME
    browser_context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = browser_context.new_page()
    complaints: list[str] = []
    foreign: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request", lambda asked: None if asked.url.startswith((live_server.url, "data:")) else foreign.append(asked.url)
    )
    page.goto("/api/docs/")
    page.wait_for_selector(".opblock")
    assert page.locator(".opblock").count() > 25
    page.locator(".opblock").first.click()
    page.wait_for_selector(".opblock-body")
    assert complaints == []
    assert foreign == []
