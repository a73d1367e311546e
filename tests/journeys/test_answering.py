"""The compliance officer's first answer, counted in clicks and fields, and what comes of it on our side."""

import os
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from accounts.roles import Role
from makers.models import Answer
from provenance.models import Claim
from tests.factories.accounts import make_user
from tests.factories.answers import BUYER, make_answer
from tests.factories.requests import make_request, make_speaker
from tests.journeys.conftest import Visit
from tests.journeys.test_accessible import MARKUP, _grave, _too_wide

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]

MOST = 8
"""Clicks and fields of a first answer."""


class Hand:
    """Counts what a person does."""

    def __init__(self) -> None:
        self.done = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.done += 1

    def fill(self, what: Locator, text: str) -> None:
        what.fill(text)
        self.done += 1


def test_the_first_answer_takes_eight_clicks_and_fields(visit: Visit, axe: Axe) -> None:
    asked = make_request(make_speaker())
    page = visit(make_user(Role.MAKER, organisation=asked.organisation))
    page.goto("/maker/requests/")
    hand, began = Hand(), time.monotonic()
    hand.click(page.locator("main").get_by_role("link", name=asked.part_number).first)
    hand.click(page.get_by_label("Ours, genuine"))
    hand.fill(page.get_by_role("textbox", name="Sold to", exact=True), BUYER)
    hand.fill(page.get_by_role("textbox", name="Country", exact=True), "Germany")
    hand.fill(page.get_by_role("textbox", name="Date of sale", exact=True), "2021-11-05")
    hand.fill(page.get_by_role("textbox", name="Quantity, pieces", exact=True), "2000")
    hand.click(page.get_by_label("Open: as evidence"))
    looks(page, axe, "form")
    hand.click(page.get_by_role("button", name="Send the answer"))
    expect(page.get_by_text("Your answer is in.")).to_be_visible()
    assert hand.done <= MOST
    assert time.monotonic() - began < 200
    assert Answer.objects.get().whole and Claim.objects.get().quantity == 2000
    looks(page, axe, "answered")


def test_our_side_and_the_table(visit: Visit, axe: Axe) -> None:
    asked = make_request(make_speaker())
    make_answer(asked, {"use_sold_to": "leads", "use_quantity": "sealed", "note": "Invoice at hand", "order": "PO-17"})
    page = visit(make_user(Role.ANALYST))
    page.goto(f"/requests/{asked.public_id}/")
    expect(page.get_by_text("lead, no evidence")).to_be_visible()
    looks(page, axe, "desk")
    own = visit(make_user(Role.MAKER, organisation=asked.organisation), language="uk")
    own.goto("/maker/requests/table/")
    looks(own, axe, "tables")


def looks(page: Page, axe: Axe, name: str) -> None:
    """Nothing serious for the checker, and no wider than a phone."""
    if folder := os.environ.get("CHIPTRAIL_TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    size = page.viewport_size
    faults = _grave(page, axe, MARKUP) + _too_wide(page)
    if folder:
        page.screenshot(path=Path(folder) / f"{name}-phone.png", full_page=True)
    if size:
        page.set_viewport_size(size)
    assert not faults, faults
