"""The enforcement analyst on the chain page: the graph with the keyboard and the mouse, the day, a record."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.roles import Role
from provenance.operations.tracing import run_trace
from tests.factories.accounts import make_user
from tests.factories.provenance import make_listing, make_maker, make_party, make_relation, make_shipment
from tests.factories.teardowns import make_confirmed
from tests.factories.trade import describe_goods, keep_file
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
DESKTOP = {"width": 1440, "height": 900}


@pytest.fixture
def chain() -> str:
    maker = make_maker("Analog Devices")
    distributor = make_party("Nordvane Distribution", "authorised_distributor", country="DE")
    importer = make_party("Ostrelina LLC", "importer", country="RU")
    make_relation(distributor, "authorised_distributor", maker)
    row = make_shipment(distributor, importer, date(2022, 8, 26), part_number="AD9361BBCZ", manufacturer=maker)
    describe_goods(row, "INTEGRATED CIRCUITS AD9361BBCZ")
    keep_file(row)
    make_listing(importer, date(2022, 10, 19))
    trace = make_confirmed("AD9361BBCZ", maker).trace
    assert trace is not None
    run_trace(public_id=str(trace.public_id))
    return f"/chains/{trace.public_id}/"


def open_chain(visit: Visit, chain: str, **options: object) -> Page:
    page = visit(make_user(Role.ENFORCEMENT), **({"viewport": DESKTOP} | options))
    page.goto(chain)
    return page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.tagName"))


def test_the_graph_is_one_stop_and_arrows_walk_along_its_lines(visit: Visit, chain: str, axe: Axe) -> None:
    page = open_chain(visit, chain)
    links = page.locator("svg.graph a")
    assert page.locator('svg.graph a[tabindex="0"]').count() == 1
    links.first.focus()
    page.locator('svg.graph a[tabindex="0"]').focus()
    seen = [focused(page)]
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        seen.append(focused(page))
    assert any(words.startswith("Hop 2, documented: Nordvane Distribution to Ostrelina LLC") for words in seen)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#hop-1"
    violations = axe.run(page, options=RULES).response["violations"]
    assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == []


def test_it_zooms_drags_and_fits_and_a_drag_opens_nothing(visit: Visit, chain: str) -> None:
    page = open_chain(visit, chain)
    box = page.locator("svg.graph").first
    whole = box.get_attribute("viewBox")
    page.get_by_role("button", name="Zoom in").click()
    near = box.get_attribute("viewBox")
    assert near != whole
    frame = page.locator(".graph-frame").first.bounding_box()
    assert frame is not None
    page.mouse.move(frame["x"] + 400, frame["y"] + 60)
    page.mouse.down()
    page.mouse.move(frame["x"] + 250, frame["y"] + 60, steps=4)
    page.mouse.up()
    assert box.get_attribute("viewBox") != near
    assert page.url.endswith(chain)
    page.get_by_role("button", name="Whole graph").click()
    fitted, all_of_it = ([float(n) for n in str(text).split()] for text in (box.get_attribute("viewBox"), whole))
    assert fitted == pytest.approx(all_of_it, abs=1)


def test_from_a_line_to_the_row_as_it_was_written_in_two_clicks(visit: Visit, chain: str) -> None:
    page = open_chain(visit, chain)
    page.locator("svg.graph a.hop-link circle").nth(1).click()
    row = page.locator("#hop-2")
    expect(row).to_be_in_viewport()
    row.locator("a.record-link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Shipment, row")
    expect(page.locator(".goods mark")).to_have_text("AD9361BBCZ")
    page.get_by_role("link", name="AD9361BBCZ").last.click()
    expect(page.locator("svg.graph")).to_be_visible()


def test_the_slider_answers_was_it_listed_on_that_day(visit: Visit, chain: str) -> None:
    page = open_chain(visit, chain)
    check = page.locator(".checks li").filter(has_text="Ostrelina LLC")
    expect(check).to_contain_text("On no list held here for that day.")
    page.get_by_label("The same day on a slider").evaluate(
        """(slider, day) => { slider.value = day; slider.dispatchEvent(new Event("input", { bubbles: true })); }""",
        date(2022, 10, 19).toordinal(),
    )
    expect(page.get_by_label("What would a name check have shown on")).to_have_value("2022-10-19")
    expect(check).to_contain_text("since 19 Oct 2022")
    page.get_by_label("What would a name check have shown on").fill("2022-10-18")
    expect(check).to_contain_text("First listed later")


def test_without_a_script_everything_is_there(visit: Visit, chain: str) -> None:
    page = open_chain(visit, chain, java_script_enabled=False)
    page.locator("svg.graph a.hop-link circle").nth(1).click()
    assert page.url.endswith("#hop-2")
    page.get_by_label("What would a name check have shown on").fill("2022-10-19")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".checks li").filter(has_text="Ostrelina LLC")).to_contain_text("since 19 Oct 2022")


def test_on_a_phone_the_graph_begins_readable_and_nothing_is_wider(visit: Visit, chain: str) -> None:
    page = open_chain(visit, chain, viewport={"width": 390, "height": 844}, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    svg = page.locator("svg.graph").first
    shown = float(str(svg.get_attribute("viewBox")).split()[2])
    size = svg.bounding_box()
    assert size is not None and size["width"] / shown >= 0.79
    for button in page.locator(".graph-tools button").all():
        place = button.bounding_box()
        assert place is not None and place["height"] >= 48 and place["width"] >= 48
