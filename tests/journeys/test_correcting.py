"""An analyst says that two names are one company, sees it, and takes it back: with the keyboard and while typing."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from accounts.roles import Role
from provenance.models import Party
from tests.factories.accounts import make_user
from tests.factories.provenance import make_listing, make_maker, make_part
from tests.journeys.conftest import Visit

WRONG = re.compile(r"wrong rule\?.*prefix:DSPIC")
pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def old() -> Party:
    maker = make_maker("Old Chips")
    make_part("ZQX7712", maker)
    make_listing(maker, date(2022, 1, 1))
    make_maker("New Chips")
    return maker


@pytest.fixture
def page(visit: Visit, old: Party) -> Page:
    return visit(make_user(Role.ANALYST), viewport={"width": 1280, "height": 900})


def test_merge_see_what_follows_and_take_it_back(page: Page, old: Party) -> None:
    page.goto(f"/parties/{old.public_id}/")
    page.get_by_role("link", name="This is the same company as").focus()
    page.keyboard.press("Enter")
    page.get_by_label("A piece of its name").press_sequentially("new chi", delay=20)
    choice = page.locator("#companies").get_by_role("link", name="New Chips")
    expect(choice).to_be_visible()
    choice.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 part is shown as made by New Chips")).to_be_visible()
    page.get_by_label("Why are they one company?").fill("one registration number")
    page.get_by_role("checkbox").press("Space")
    page.get_by_role("button", name="It is the same company").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("New Chips")
    expect(page.get_by_text("Old Chips is shown as New Chips from now on.")).to_be_visible()
    page.goto("/parts/old-chips/ZQX7712/")
    expect(page.locator(".maker-name")).to_have_text("New Chips")

    menu = page.get_by_role("navigation", name="Main")
    menu.get_by_text("More", exact=True).click()
    menu.get_by_role("link", name="Corrections").click()
    row = page.get_by_role("row").filter(has_text="Old Chips is the same company as New Chips.")
    row.get_by_text("Take back").click()
    row.get_by_label("Why is it not right?").fill("two companies after all")
    row.get_by_role("button", name="Take this correction back").press("Enter")
    expect(page.get_by_text("The correction is taken back.")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="two companies after all")).to_contain_text("taken back")
    page.goto("/parts/old-chips/ZQX7712/")
    expect(page.locator(".maker-name")).to_have_text("Old Chips")


def test_another_name_of_a_part_and_a_rule_that_misleads(page: Page) -> None:
    page.goto("/parts/old-chips/ZQX7712/")
    page.get_by_text("Add another name").click()
    page.get_by_label("Lettering that names this part").fill("AA77BB")
    page.get_by_label("Where do you know it from?").fill("photo of a data sheet")
    page.get_by_role("button", name="Record this name").press("Enter")
    expect(page.get_by_text("AA77BB names this part from now on.")).to_be_visible()
    page.goto("/parts/?q=AA77BB")
    expect(page.get_by_text("An analyst recorded on").first).to_be_visible()
    page.goto("/parts/?q=DSPIC99X7")
    page.get_by_role("link", name=WRONG).first.press("Enter")
    page.get_by_label("How does it mislead?").fill("the number is another maker's")
    page.get_by_role("button", name="Leave this rule aside").press("Enter")
    expect(page.get_by_text("The rule is left aside from now on.")).to_be_visible()
    page.goto("/parts/?q=DSPIC99X7")
    expect(page.get_by_role("link", name=WRONG)).to_have_count(0)
