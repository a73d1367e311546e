"""Browsers that have signed in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

Visit = Callable[..., Page]


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
        context.set_default_timeout(10_000)
        context.add_cookies(cookies_of(user, language, live_server.url))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
