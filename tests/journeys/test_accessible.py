"""Every page, in both themes: the accessibility checker finds nothing serious.

In Ukrainian, whose words are the longer ones: what is not too wide in it is not too wide in English. What the markup
says is checked once; in the dark theme, what depends on the theme.
"""

import itertools
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from tests.journeys.conftest import cookies_of
from tests.web.pages import Shot, pages
from tests.web.scene import build_scene

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MARKUP = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
SCREEN: ViewportSize = {"width": 1280, "height": 720}
PHONE = 390
OUTSIDE = """width => [...document.querySelectorAll("main *, header *")]
    .filter(e => e.getBoundingClientRect().right > width + 1)
    .filter(e => !e.closest(".scroll-x, .strip, .queues, .nav, .vh"))
    .slice(0, 4)
    .map(e => e.tagName + "." + e.getAttribute("class") + " " + e.textContent.trim().slice(0, 30))"""
GRAVE = ("serious", "critical")
TOGETHER = (("analyst",), ("enforcement", "admin"), ("maker", "field", ""))
"""Roles whose pages are one test: each takes its part of the time, side by side."""


@pytest.mark.parametrize("roles", TOGETHER, ids="-".join)
def test_no_page_has_a_serious_fault(
    browser: Browser, live_server: LiveServer, axe: Axe, roles: tuple[str, ...]
) -> None:
    scene = build_scene()
    found: list[str] = []
    every = [one for one in pages(scene) if one.name != "photo-whole"]
    assert {one.role for one in every} == {role for some in TOGETHER for role in some}
    shots = sorted((one for one in every if one.role in roles), key=lambda one: one.role)
    for role, seen in itertools.groupby(shots, key=lambda one: one.role):
        context = browser.new_context(base_url=live_server.url)
        context.add_cookies(cookies_of(scene.users.get(role) if role else None, "uk", live_server.url))
        page = context.new_page()
        errors = _listen(page)
        for shot in seen:
            errors.clear()
            found += [f"{shot.name}: {fault}" for fault in _faults(page, shot, axe, errors)]
        context.close()
    assert not found, "\n".join(found)


def _listen(page: Page) -> list[str]:
    """Grows by each error that the page writes into its console or throws."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def _faults(page: Page, shot: Shot, axe: Axe, errors: list[str]) -> list[str]:
    """What is wrong with one page: the checker's grave findings, errors in the console, headings out of order."""
    page.set_viewport_size(SCREEN)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(shot.address)
    faults = _grave(page, axe, MARKUP)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    faults += [f"dark {fault}" for fault in _grave(page, axe, COLOURS)]
    if shot.name != "missing":
        faults += [f"console {text}" for text in errors]
    if page.evaluate("document.documentElement.lang") != "uk":
        faults.append("not marked as Ukrainian")
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
    if levels[:1] != [1] or any(after - before > 1 for before, after in itertools.pairwise(levels)):
        faults.append(f"headings {levels}")
    return faults + _too_wide(page)


def _grave(page: Page, axe: Axe, rules: dict[str, Any]) -> list[str]:
    found = [one for one in axe.run(page, options=rules).response["violations"] if one["impact"] in GRAVE]
    return [f"{one['id']} {[node['target'] for node in one['nodes']][:3]}" for one in found]


def _too_wide(page: Page) -> list[str]:
    """Whether a phone would have to scroll the whole page sideways, and what is to blame."""
    page.set_viewport_size({"width": PHONE, "height": 844})
    if page.evaluate("document.documentElement.scrollWidth") <= PHONE:
        return []
    blamed = page.evaluate(OUTSIDE, PHONE)
    return [f"wider than a phone: {blamed}"]
