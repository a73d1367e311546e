"""The enforcement analyst on the page of a part: from the number to owners, classification and other numbers."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.roles import Role
from provenance.models import PartyRelation
from tests.factories.accounts import make_user
from tests.factories.provenance import make_maker, make_part, make_relation
from tests.factories.teardowns import make_confirmed
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture
def page(visit: Visit) -> Page:
    xilinx = make_maker("Xilinx")
    relation = make_relation(make_maker("AMD"), "owner", xilinx, start=date(2022, 1, 1))
    PartyRelation.objects.filter(pk=relation.pk).update(start_latest=date(2022, 12, 31))
    for number in ("XC7A100T-2FGG484I", "XC7A100T-1CSG324C"):
        make_part(number, xilinx, category="fpga")
    judged = make_confirmed("XC7A100T-2FGG484I", xilinx)
    judged.made_earliest, judged.made_latest = date(2015, 3, 2), date(2015, 3, 8)
    judged.save()
    return visit(make_user(Role.ENFORCEMENT), viewport={"width": 1440, "height": 900})


def test_from_a_find_to_owner_classification_and_another_number(page: Page, axe: Axe) -> None:
    page.goto("/parts/xilinx/XC7A100T-2FGG484I/")
    owners = page.get_by_role("region", name="Maker and owners over time")
    expect(owners.get_by_text("Xilinx, no owner recorded").first).to_be_visible()
    expect(owners.get_by_role("link", name="AMD").first).to_be_visible()
    expect(owners.get_by_role("img").first).to_have_accessible_name(
        "Owners through time, with the components that were found; every bar is also in the tables of this page"
    )
    classes = page.get_by_role("region", name="Classification")
    expect(classes.get_by_text("Only if it has more than 700 digital inputs and outputs")).to_be_visible()
    measure = classes.get_by_text("833/2014, Art. 2a")
    expect(measure).to_be_hidden()
    classes.get_by_text("measures against Russia that may reach any part").click()
    expect(measure).to_be_visible()
    violations = axe.run(page, options=RULES).response["violations"]
    assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == []
    page.get_by_role("region", name="The number").get_by_role("link", name="XC7A100T-1CSG324C").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("XC7A100T-1CSG324C")
    expect(page.get_by_text("Not found in any weapon so far")).to_be_visible()


def test_on_a_phone_nothing_is_wider_than_the_screen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/parts/xilinx/XC7A100T-2FGG484I/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_text("measures against Russia that may reach any part").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
