"""The service worker: the app opens without network from the first visit on; a release comes whole or not at all."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Error, Page, Request

from web.field_release import files_of, release_of
from web.views import field_worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILLED = "document.querySelector('#top h1') !== null && document.querySelector('#main').childElementCount > 0"
CACHES = "caches.keys().then((names) => names.filter((name) => name.startsWith('chiptrail-field-')))"


def until(page: Page, expression: str, argument: Any = None, seconds: float = 15.0) -> None:
    """Wait; not by wait_for_function, which evaluates texts and that the page's policy forbids."""
    end = time.monotonic() + seconds
    while not _holds(page, expression, argument):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(50)


def _holds(page: Page, expression: str, argument: Any) -> bool:
    """Not while the page is on its way to another."""
    try:
        return bool(page.evaluate(expression, argument))
    except Error as error:
        assert "navigation" in error.message
        return False


@pytest.fixture
def app(browser_context: BrowserContext) -> Iterator[Page]:
    """A phone on its first visit, when everything is in place."""
    page = browser_context.new_page()
    # The first request of a live server imports the application.
    page.goto("/field/uk/", timeout=60_000)
    until(page, "navigator.serviceWorker.controller !== null")
    yield page
    browser_context.set_offline(False)


def test_without_network_from_the_first_visit_on_and_nothing_is_fetched_again(
    app: Page, browser_context: BrowserContext
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        answer = request.response()
        if answer is None or not answer.from_service_worker:
            asked.append(request.url)

    app.reload()
    browser_context.on("requestfinished", note)
    app.reload()
    until(app, FILLED)
    assert [url for url in asked if url.endswith((".js", ".css", ".woff2")) and not url.endswith("/sw.js")] == []
    browser_context.set_offline(True)
    for address, language in (("/field/uk/", "uk"), ("/field/en/#/", "en")):
        app.goto(address)
        assert app.evaluate("document.documentElement.lang") == language
        until(app, FILLED)


def test_a_new_release_takes_over_whole_when_nothing_is_open(
    app: Page, browser_context: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = app.evaluate(CACHES)
    assert len(first) == 1

    def another(files: Any, *more: bytes) -> str:
        return release_of(files, *more, b"another")

    monkeypatch.setattr(field_worker, "release_of", another)
    app.evaluate("navigator.serviceWorker.getRegistration('/field/').then((one) => one.update())")
    until(app, "navigator.serviceWorker.getRegistration('/field/').then(({ waiting }) => waiting !== null)")
    assert len(app.evaluate(CACHES)) == 2
    app.close()
    opened = browser_context.new_page()
    # A page that asks and asks while one worker follows the other: what is put away stays away.
    opened.add_init_script("setInterval(() => fetch('/static/web/field/dom.js').catch(() => {}), 1)")
    opened.goto("/field/uk/")
    # The page that was closed may count as open for a moment: then the next start takes over.
    taken = f"(first) => {CACHES}.then((now) => !now.includes(first))"
    for _again in range(5):
        opened.wait_for_timeout(1_000)
        if _holds(opened, taken, first[0]):
            break
        opened.reload()
    until(opened, FILLED)
    opened.wait_for_timeout(300)
    until(opened, f"(first) => {CACHES}.then((now) => now.length === 1 && now[0] !== first)", first[0])


def test_a_release_with_a_file_of_another_is_not_installed(app: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    first = app.evaluate(CACHES)

    def mixed(pages: Any, read: Any) -> dict[str, str]:
        return files_of(pages, read) | {"/static/web/field/store.js": "0" * 32}

    monkeypatch.setattr(field_worker, "files_of", mixed)
    update = """navigator.serviceWorker.getRegistration("/field/").then((one) => new Promise((tell) => {
      one.addEventListener("updatefound", () => {
        const { installing } = one;
        installing.addEventListener("statechange", () => tell(installing.state));
      });
      one.update();
    }))"""
    assert app.evaluate(update) == "redundant"
    app.reload()
    assert first[0] in app.evaluate(CACHES)
    assert app.evaluate("navigator.serviceWorker.controller.state") == "activated"


def test_the_worker_names_all_that_the_app_needs_and_is_asked_for_cheaply(client: Client) -> None:
    answer = client.get("/field/sw.js")
    text = answer.content.decode()
    for name in ("/field/uk/", "/field/en/", "field/app.js", "vendor/idb.js", "field/screens/home.js", "tokens.css"):
        assert name in text
    assert answer.headers["Service-Worker-Allowed"] == "/field/"
    again = client.get("/field/sw.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post("/field/sw.js").status_code == 405


def test_names_are_followed_through_pages_scripts_and_styles() -> None:
    served = {
        "/static/a/app.js": b'import { x } from "./x.js"; const later = () => import("../b/y.js");',
        "/static/a/x.js": b'export { z } from "./gone.js";',
        "/static/b/y.js": b"export const y = 1;",
        "/static/a/style.css": b'@font-face { src: url("fonts/f.woff2?v=1") } b { background: url(data:x) }',
        "/static/a/fonts/f.woff2": b"font",
    }
    page = b'<link rel="stylesheet" href="/static/a/style.css"><script type="module" src="/static/a/app.js"></script>'
    files = files_of({"/field/uk/": page}, served.get)
    assert set(files) == {"/field/uk/", *served}
    assert release_of(files) != release_of(files | {"/static/a/x.js": "other"})
