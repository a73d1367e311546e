"""Searching with the keyboard alone, and a pasted list on its way to a workbook."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from accounts.roles import Role
from provenance.models import MarkingBatch
from provenance.operations.batches import resolve_batch
from tests.factories.accounts import make_user
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import make_proposal
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(visit: Visit) -> Page:
    maker = make_maker("Texas Instruments")
    for number in ("SN65HVD230", "SN65HVD230DR"):
        make_part(number, maker)
    make_proposal("AD9361BBCZ")
    return visit(make_user(Role.ANALYST), viewport={"width": 1440, "height": 900})


def test_slash_types_arrows_move_and_enter_opens(page: Page) -> None:
    page.goto("/teardowns/")
    page.keyboard.press("/")
    field = page.locator("#search")
    expect(field).to_be_focused()
    page.keyboard.type("hvd230")
    found = page.locator("#found a")
    expect(found.first).to_contain_text("SN65HVD230")
    expect(page.locator("#found")).to_contain_text("holds this piece")
    expect(page.locator("#said")).to_contain_text("result")
    page.keyboard.press("ArrowDown")
    expect(found.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(found.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#found")).to_be_empty()
    expect(field).to_be_focused()
    page.keyboard.type("d")
    expect(found.first).to_contain_text("SN65HVD230DR")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/parts/texas-instruments/SN65HVD230DR/"))


def test_enter_in_the_field_shows_all_with_reasons(page: Page) -> None:
    page.goto("/teardowns/")
    page.keyboard.press("/")
    page.keyboard.type("AD936l")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Search: AD936l")).to_be_visible()
    expect(page.locator("#parts + *, main").first).to_contain_text("begins like this, with 1 for L")


def test_a_pasted_marking_keeps_its_lines(page: Page) -> None:
    page.goto("/teardowns/")
    page.keyboard.press("/")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text", "AD9361\\nBBCZ\\n#2147\\n");
            const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.getElementById("search").dispatchEvent(paste);
        }"""
    )
    expect(page.locator("#search")).to_have_value("AD9361 | BBCZ | #2147")
    expect(page.locator("#found a").first).to_contain_text("AD9361BBCZ")
    expect(page.locator("#found")).to_contain_text("22–28 Nov 2021")


def test_a_list_is_pasted_watched_and_taken_as_a_workbook(page: Page, tmp_path: Path) -> None:
    page.goto("/lists/")
    page.get_by_label("Markings").fill("AD9361 | BBCZ | #2147\n=1+1\nSN65HVD230")
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("The list waits to be resolved.").first).to_be_visible()
    resolve_batch(batch=str(MarkingBatch.objects.get().public_id), progress=lambda done, total: None)
    expect(page.get_by_text("All markings are resolved.").first).to_be_attached()
    expect(page.locator("#answers")).to_contain_text("Texas Instruments")
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    download.value.save_as(tmp_path / "answers.xlsx")
    sheet = load_workbook(tmp_path / "answers.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[2] for row in rows] == ["marking", "AD9361 | BBCZ | #2147", "=1+1", "SN65HVD230"]
    assert rows[1][5] == "AD9361BBCZ" and rows[3][5] == "SN65HVD230"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_the_column_is_asked_for_and_the_file_stays_chosen(page: Page) -> None:
    page.goto("/lists/")
    page.get_by_label("Or a file").set_input_files(
        {"name": "finds.csv", "mimeType": "text/csv", "buffer": b"place,says\nU1,AD9361BBCZ\n"}
    )
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("Which column holds the markings?")).to_be_visible()
    page.get_by_label("says").check()
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("heading", name="finds.csv")).to_be_visible()
    expect(page.locator("#answers")).to_contain_text("AD9361BBCZ")


def test_without_scripts_the_same_is_on_the_page(visit: Visit, page: Page) -> None:
    plain = visit(make_user(Role.ENFORCEMENT), java_script_enabled=False)
    plain.goto("/parts/?q=HVD230")
    expect(plain.locator("#parts")).to_be_visible()
    plain.goto("/lists/")
    plain.get_by_label("Markings").fill("AD9361BBCZ")
    plain.get_by_role("button", name="Resolve").click()
    expect(plain.locator("#answers")).to_contain_text("AD9361BBCZ")
