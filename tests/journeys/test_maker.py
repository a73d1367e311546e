"""The maker: is it ours, when was it made, take it along as a table."""

import pytest
from playwright.sync_api import expect

from accounts.roles import OrganisationKind, Role
from tests.factories.accounts import make_organisation, make_user
from tests.factories.provenance import make_maker, represent
from tests.factories.teardowns import make_finding
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_findings_are_opened_filtered_and_taken_along(visit: Visit) -> None:
    brand = make_maker("Analog Devices")
    house = make_organisation(OrganisationKind.MAKER)
    represent(house, brand)
    make_finding("AD9361BBCZ", brand)
    make_finding("ADF4351BCPZ", brand)
    page = visit(make_user(Role.MAKER, organisation=house))
    page.goto("/")
    page.get_by_role("link", name="ADF4351BCPZ").click()
    expect(page.locator("#finding")).to_contain_text("ADF4351BCPZ")
    expect(page.locator("#finding-title")).to_be_focused()
    page.locator("form.filters").get_by_label("Part number").fill("AD9361")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("link", name="CSV of this 1")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV of this 1").click()
    assert "AD9361BBCZ" in download.value.path().read_text()


def test_filters_fold_on_a_phone(visit: Visit) -> None:
    brand = make_maker("Analog Devices")
    house = make_organisation(OrganisationKind.MAKER)
    represent(house, brand)
    make_finding("AD9361BBCZ", brand)
    page = visit(make_user(Role.MAKER, organisation=house), viewport={"width": 390, "height": 844})
    page.goto("/findings/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.get_by_label("Weapon model")).to_be_hidden()
    page.get_by_text("More filters").click()
    expect(page.get_by_label("Weapon model")).to_be_visible()
