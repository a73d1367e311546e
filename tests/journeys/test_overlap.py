"""A private overlap in a real browser: the list stays there, two lots of it are found, one is released to us."""

import base64
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, expect

from accounts.models import User
from accounts.roles import OrganisationKind, Role
from makers.models import OverlapRelease, OverlapRun
from makers.overlapping import comparable
from provenance.models import Party
from tests.factories.accounts import make_organisation, make_user
from tests.factories.provenance import make_maker, represent
from tests.journeys.conftest import Visit
from tests.makers.overlaps import with_finding, with_proposal

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
FOUND, HELD, FOREIGN = "26901141", "AB12345C", "TI778899"
OTHERS = [f"LOT{number:05}" for number in range(600)]


@pytest.fixture
def brand() -> Party:
    return make_maker("Analog Devices")


@pytest.fixture
def officer(brand: Party) -> User:
    house = make_organisation(OrganisationKind.MAKER)
    represent(house, brand)
    with_finding(FOUND, brand)
    with_proposal(HELD, brand)
    with_proposal(FOREIGN, make_maker("Texas Instruments"), "TPS54331DR")
    return make_user(Role.MAKER, organisation=house)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table as an officer has it: a head, quotes, other spellings of lots, a line that holds none."""
    path = tmp_path / "lots.csv"
    lines = ["lot;quantity", '"2690114.1";2000', "ab-12345 c;10", f"{FOREIGN};1", "n/a;0", *OTHERS, OTHERS[0].lower()]
    path.write_text("\r\n".join(lines), encoding="utf-8-sig")
    return path


def test_two_lots_are_found_and_one_is_released(visit: Visit, officer: User, table: Path, axe: Axe) -> None:
    page = visit(officer)
    sent: list[Request] = []
    faults: list[str] = []
    page.on("request", lambda request: sent.append(request))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto("/findings/")
    page.get_by_role("link", name="Private overlap").click()
    policy = page.evaluate("fetch(location.href).then(answer => answer.headers.get('Content-Security-Policy'))")
    assert "unsafe" not in policy
    page.get_by_label("A file").set_input_files(table)
    expect(page.get_by_text("603 different lots are ready")).to_be_visible()
    expect(page.get_by_text("2 lines hold no lot")).to_be_visible()
    page.get_by_role("button", name="Compare privately").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#result")).to_be_focused(timeout=90_000)
    rows = page.locator("form[data-chosen] tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("2690114.1")
    expect(rows.nth(0)).to_contain_text("among your findings")
    expect(rows.nth(1)).to_contain_text("ab-12345 c")
    expect(rows.nth(1)).to_contain_text("not shown to you, or not yet")
    assert not _grave(page, axe)
    assert not OverlapRelease.objects.exists()
    page.get_by_role("button", name="Release the chosen lots").click()
    expect(page.get_by_text("No lot is chosen.")).to_be_visible()
    _only_blinded(sent)
    page.get_by_label("Release ab-12345 c").check()
    page.get_by_role("button", name="Release the chosen lots").click()
    expect(page.get_by_text("1 released.")).to_be_visible()
    assert [one.lot for one in OverlapRelease.objects.all()] == [HELD]
    run = OverlapRun.objects.get()
    assert (run.asked, run.shown, bytes(run.seed)) == (1024, 512, b"")
    expect(page.get_by_role("row", name="finished 1024 1")).to_be_visible()
    expect(page.get_by_text("2 runs left today")).to_be_visible()
    assert not faults


def test_signs_are_written_as_on_the_server(visit: Visit, officer: User) -> None:
    """The script's own spelling of lots, beside Python's."""
    page = visit(officer)
    page.goto("/maker/overlap/")
    texts = ["2690114.1", "ab-12345 c", "АВ 1234", "Г-1234", "µ1234ß", "①②12345", "Ω12345", "1234", "x" * 41, "ﬁ 99881"]
    written = page.evaluate(
        """async (texts) => {
            const { comparable } = await import("/static/web/js/overlap_lots.js");
            const rules = JSON.parse(document.getElementById("overlap-rules").textContent);
            return texts.map((text) => comparable(text, rules));
        }""",
        texts,
    )
    assert written == [comparable(text) for text in texts]


@pytest.mark.parametrize("language", ["uk"])
def test_a_list_that_does_not_serve_is_told_so(visit: Visit, officer: User, tmp_path: Path, language: str) -> None:
    page = visit(officer, language=language, viewport={"width": 390, "height": 844})
    page.goto("/maker/overlap/")
    button = page.locator("form[data-list] button")
    expect(button).to_be_disabled()
    page.locator("#lots").fill("\n".join(OTHERS[:5]))
    expect(page.locator('[data-said] [data-when="too-few"]')).to_be_visible()
    expect(button).to_be_disabled()
    workbook = tmp_path / "lots.xlsx"
    workbook.write_bytes(b"PK\x03\x04\0\0\0")
    page.locator("#file").set_input_files(workbook)
    expect(page.locator('[data-said] [data-when="unreadable"]')).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#lots").fill("\n".join(OTHERS))
    page.route("**/evaluate/", lambda route: route.abort())
    button.click()
    expect(page.locator('[data-said] [data-when="failed"]')).to_be_visible(timeout=60_000)
    expect(button).to_be_enabled()


def _only_blinded(sent: list[Request]) -> None:
    """What left the browser until the release: no lot in any spelling, in no address and no body."""
    posted = [request for request in sent if request.method == "POST"]
    assert [request.url.rsplit("/", 2)[1] for request in posted] == ["runs", "evaluate", "evaluate", "finish"]
    blinded = b"".join(base64.b64decode(parse_qs(one.post_data)["blinded"][0]) for one in posted[1:3])
    assert len(blinded) == 1024 * 32
    assert len({blinded[at : at + 32] for at in range(0, len(blinded), 32)}) == 1024
    said = json.dumps([[request.url, request.post_data or ""] for request in sent]).upper()
    for lot in (FOUND, "2690114.1", HELD, "AB-12345 C", FOREIGN, *OTHERS):
        assert lot not in said


def _grave(page: Page, axe: Axe) -> list[Any]:
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        (one["id"], [node["target"] for node in one["nodes"]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
