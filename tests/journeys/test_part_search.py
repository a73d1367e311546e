"""An analyst asks an outside service from the page of a part; nothing leaves before the button is pressed."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.roles import Role
from tests.factories.accounts import make_user
from tests.factories.provenance import make_maker, make_part
from tests.fakes.nexar import QUOTA, FakeNexar, graphql_error, slow
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
NUMBER = "AD9361BBCZ"
GRAVE = {"serious", "critical"}


@pytest.fixture(params=[(1440, 900), (390, 844)], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, visit: Visit, keyed: FakeNexar) -> Page:
    """The part's page, on a desk or in a hand."""
    width, height = request.param
    maker = make_maker("Analog Devices")
    make_part(NUMBER, maker)
    opened = visit(make_user(Role.ANALYST), viewport={"width": width, "height": height})
    opened.goto(f"/parts/{maker.slug}/{NUMBER}/", timeout=60_000)
    return opened


def test_the_number_goes_out_by_the_button_alone(page: Page, keyed: FakeNexar, axe: Axe) -> None:
    button = page.get_by_role("button", name=f"Send {NUMBER} to Nexar")
    expect(button).to_be_visible()
    assert not keyed.asked
    keyed.next(slow(1.5))
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Asked; the answer takes a few seconds")).to_be_visible()
    expect(button).to_be_disabled()
    expect(page.get_by_text("Nothing is listed under this number")).to_be_visible()
    expect(page.get_by_role("heading", name="As listed by Nexar")).to_be_focused()
    assert [number for number, _token in keyed.asked] == [NUMBER]
    faults = [one["id"] for one in axe.run(page).response["violations"] if one["impact"] in GRAVE]
    assert not faults


def test_a_failure_stands_where_the_answer_would_and_can_be_tried_again(page: Page, keyed: FakeNexar) -> None:
    keyed.next(graphql_error(QUOTA))
    page.get_by_role("button", name=f"Send {NUMBER} to Nexar").click()
    expect(page.get_by_role("alert")).to_contain_text("used up")
    page.get_by_role("button", name=f"Send {NUMBER} to Nexar").click()
    expect(page.locator("#part-search").get_by_text("1 of 1 part that fits")).to_be_visible()
    page.get_by_text("3 sellers").click()
    expect(page.get_by_text("Harbour Chips (HK): broker, not authorised")).to_be_visible()
    page.reload()
    expect(page.locator("#part-search").get_by_text("1 of 1 part that fits")).to_be_visible()
    assert len(keyed.asked) == 2
