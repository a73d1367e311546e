"""The services as pytest fixtures. A session starts a service when its first test asks for it."""

import os
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from config.celery import app
from tests.patience import PATIENCE_SECONDS
from tests.services.browser import launch
from tests.services.redis import RedisServer
from tests.services.worker import CeleryWorker


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """An empty Redis of this test process alone."""
    with RedisServer() as server:
        yield server


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    """The address of a real, emptied Redis."""
    redis_server.flush()
    return redis_server.url


@pytest.fixture
def broker(redis_url: str) -> Iterator[str]:
    """A real Redis as this process's Celery broker. Gives its url."""
    before = app.conf.broker_url
    use_broker(f"{redis_url}/0")
    yield f"{redis_url}/0"
    use_broker(before)


@pytest.fixture
def worker(transactional_db: None, broker: str) -> Iterator[CeleryWorker]:
    """A real Celery worker process on this test's database."""
    with CeleryWorker(broker) as running:
        yield running


@pytest.fixture
def redis_cache(redis_url: str, settings: Settings) -> str:
    """The shared cache in a real Redis, for what counts across processes (rate limits)."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": f"{redis_url}/1"}
    }
    return redis_url


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What speaks with browsers. Pages and expectations wait for long: a busy machine is no fault."""
    # Playwright's synchronous interface keeps an event loop in this thread; Django's guard would take it for
    # asynchronous code around its queries.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=1000 * PATIENCE_SECONDS)
    with sync_playwright() as running:
        yield running
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A headless Chromium, the light build where there is one."""
    with launch(playwright) as chromium:
        yield chromium


@pytest.fixture(scope="session")
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium as people have it: the light build knows less of lines and storage."""
    with launch(playwright, whole=True) as chromium:
        yield chromium


@pytest.fixture
def browser_context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A fresh visitor of the live server, on a desktop screen."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="UTC"
    )
    context.set_default_timeout(1000 * PATIENCE_SECONDS)
    yield context
    context.close()


@pytest.fixture
def page(browser_context: BrowserContext) -> Page:
    """A page whose relative addresses lead to the live server."""
    return browser_context.new_page()


@pytest.fixture(scope="session")
def axe() -> Axe:
    """The accessibility checker: `axe.run(page)`."""
    return Axe()


def use_broker(url: str) -> None:
    """From now on this process sends to the broker at `url`."""
    app.conf.update(broker_url=url, broker_read_url=url, broker_write_url=url)
    app._after_fork()  # type: ignore[attr-defined]  # forgets the connections to the broker before
