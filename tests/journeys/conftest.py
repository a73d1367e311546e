"""Browsers that have signed in, and phones with the field app."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from teardowns.operations.reference import load_weapon_models
from tests.factories.accounts import make_user
from tests.factories.teardowns import jpeg_bytes
from tests.journeys.phone import SCREEN, Phone
from tests.patience import PATIENCE_SECONDS

Visit = Callable[..., Page]
Made = Callable[..., Phone]


def cookies_of(user: User | None, language: str, url: str) -> list[Any]:
    """The cookies of somebody who has signed in and chosen a language."""
    cookies: list[Any] = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": url}]
    if user is not None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookies.append({"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url})
    return cookies


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """`visit(user, **context options)`: a page of a fresh browser in which this user has signed in."""

    contexts = []

    def open_page(user: User | None, *, language: str = "en", **options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        context.set_default_timeout(1000 * PATIENCE_SECONDS)
        context.add_cookies(cookies_of(user, language, live_server.url))
        return context.new_page()

    yield open_page
    for context in contexts:
        for page in context.pages:
            page.goto("about:blank")  # closed in the instant in which it goes elsewhere, Chromium never ends the page
        context.close()


@pytest.fixture
def team() -> User:
    load_weapon_models()
    return make_user(Role.FIELD)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"{number}.jpg" for number in range(4)]
    for number, path in enumerate(made):
        path.write_bytes(jpeg_bytes(200 + number))
    return made


@pytest.fixture
def phone(visit: Visit, team: User) -> Made:
    """A phone in use, open."""

    def make(language: str = "uk") -> Phone:
        made = Phone(visit(team, language=language, viewport=SCREEN, has_touch=True, is_mobile=True), language)
        made.take_into_use()
        return made

    return make
