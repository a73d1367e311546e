"""Every page, in both languages and both themes: the accessibility checker finds nothing serious."""

import itertools
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.journeys.conftest import cookies_of
from tests.web.pages import pages
from tests.web.scene import build_scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]

LOOKS = (("en", "light"), ("uk", "dark"))
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
GRAVE = ("serious", "critical")


def test_no_page_has_a_serious_fault(browser: Browser, live_server: LiveServer, axe: Axe) -> None:
    scene = build_scene()
    found: list[str] = []
    for language, theme in LOOKS:
        for shot in (one for one in pages(scene) if one.name != "photo-whole"):
            user = next((user for role, user in scene.users.items() if role == shot.role), None)
            context = browser.new_context(base_url=live_server.url, color_scheme=theme)
            context.add_cookies(cookies_of(user, language, live_server.url))  # type: ignore[arg-type]
            page = context.new_page()
            faults: list[str] = []
            page.on(
                "console", lambda message, kept=faults: kept.append(message.text) if message.type == "error" else None
            )
            page.on("pageerror", lambda error, kept=faults: kept.append(str(error)))
            page.goto(shot.address)
            page.wait_for_load_state("load")
            result: dict[str, Any] = axe.run(page, options=RULES).response
            found += [
                f"{shot.name} {language} {theme}: {one['id']} {[node['target'] for node in one['nodes']][:3]}"
                for one in result["violations"]
                if one["impact"] in GRAVE
            ]
            if shot.name != "missing":
                found += [f"{shot.name} {language} {theme}: console {text}" for text in faults]
            levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
            if levels[:1] != [1] or any(after - before > 1 for before, after in itertools.pairwise(levels)):
                found.append(f"{shot.name} {language} {theme}: headings {levels}")
            context.close()
    assert not found, "\n".join(sorted(set(found)))
