"""The menu stays in one line in Ukrainian, the longer language, and what is left of it opens with the keyboard."""

from itertools import product

import pytest
from playwright.sync_api import Page, expect

from accounts.roles import Role
from tests.factories.accounts import make_user
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
LINE = 52
"""The height of the header, and so of one line, in pixels."""


@pytest.mark.parametrize("role, width", list(product([Role.ANALYST, Role.ENFORCEMENT, Role.MAKER], [1280, 1440])))
def test_the_menu_is_one_line(visit: Visit, role: Role, width: int) -> None:
    page = visit(
        make_user(role, name="Oleksandra Vyshnevetska"), language="uk", viewport={"width": width, "height": 800}
    )
    page.goto("/")
    page.evaluate("() => document.fonts.ready")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for entry in page.locator(".top > *, .nav > *").all():
        box = entry.bounding_box()
        assert box is not None and box["y"] >= 0 and box["y"] + box["height"] <= LINE
    search = page.locator(".top .find").bounding_box()
    assert search is not None and search["width"] > 120


@pytest.mark.parametrize("script", [True, False])
def test_the_rest_of_the_menu_opens_with_the_keyboard(visit: Visit, script: bool) -> None:
    page: Page = visit(make_user(Role.ANALYST), java_script_enabled=script, viewport={"width": 1280, "height": 800})
    page.goto("/")
    menu = page.get_by_role("navigation", name="Main")
    expect(menu.get_by_role("link", name="Corrections")).to_be_hidden()
    menu.get_by_text("More", exact=True).focus()
    page.keyboard.press("Enter")
    menu.get_by_role("link", name="Corrections").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Corrections")).to_be_visible()
    assert "here" in str(menu.get_by_text("More", exact=True).get_attribute("class"))
