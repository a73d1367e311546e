"""The analyst draws a box and has that crop read: with the pointer, with keys, and without JavaScript."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from jobs import runner
from jobs.models import Job, JobState
from teardowns.models import Reading
from teardowns.operations import rereading
from teardowns.queries.judgements import current_reading
from tests.factories.accounts import make_user
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import make_photo, make_reading
from tests.fakes.engines import CrashingEngine, ScriptedEngine
from tests.journeys.conftest import Visit
from tests.journeys.test_accessible import GRAVE, MARKUP

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
DESK = {"width": 1440, "height": 900}


@pytest.fixture
def analyst() -> User:
    return make_user(Role.ANALYST, name="O. Marchenko")


@pytest.fixture
def read_crops(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Calling it does what the crop reader would have done by now."""
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    monkeypatch.setattr(rereading, "engine", lambda name: ScriptedEngine(region=["AD9361BBCZ", "#2147"]))

    def run() -> None:
        for job in Job.objects.filter(state=JobState.QUEUED, name=rereading.JOB):
            runner.run(job.pk, rereading.read_drawn)

    return run


def numbers(page: Page) -> dict[str, float]:
    names = ("left", "top", "width", "height", "turn")
    return {name: float(page.locator(f"#region-{name}").input_value()) for name in names}


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """From one place of the photo to another, given as shares of what is seen of it."""
    seen = page.locator(".region-catch").bounding_box()
    assert seen is not None
    for place, step in ((start, "down"), (end, "up")):
        page.mouse.move(seen["x"] + place[0] * seen["width"], seen["y"] + place[1] * seen["height"], steps=4)
        getattr(page.mouse, step)()


def test_a_chip_that_was_not_found_is_drawn_read_and_shown(
    visit: Visit, analyst: User, read_crops: Callable[[], None]
) -> None:
    photo = make_photo()
    page = visit(analyst, viewport=DESK)
    page.goto(f"/photos/{photo.public_id}/")
    page.get_by_text("Draw a box around a chip").click()
    drag(page, (0.25, 0.25), (0.75, 0.5))
    drawn = numbers(page)
    assert drawn["width"] == pytest.approx(320, abs=8) and drawn["height"] == pytest.approx(120, abs=8)
    assert drawn["left"] == pytest.approx(160, abs=8) and drawn["turn"] == 0
    canvas = page.locator("[data-canvas]")
    assert canvas.evaluate("c => c.width / c.height") == pytest.approx(drawn["width"] / drawn["height"], abs=0.1)
    page.get_by_role("button", name="Read this crop").click()
    expect(page.get_by_text("The crop is handed to the reader.").last).to_be_visible()
    read_crops()
    expect(page.get_by_text("The crop gave 2 lines.")).to_be_visible()
    expect(page.get_by_text("The chip is new on this photo: #1.")).to_be_visible()
    expect(page.locator(".read h2[data-focus]")).to_contain_text("#1")
    expect(page.locator(".cands")).to_contain_text("AD9361BBCZ")
    found = Reading.objects.get()
    assert found.drawn_by == analyst and page.url.endswith(f"?chip={found.marking.component.public_id}")


def test_a_chip_is_turned_read_again_and_taken_over_by_keys(
    visit: Visit, analyst: User, read_crops: Callable[[], None]
) -> None:
    before = make_reading(("8D9361", "88CZ", "#2147"))
    page = visit(analyst, viewport=DESK)
    page.goto(f"/photos/{before.marking.photo.public_id}/")
    page.keyboard.press("b")
    assert numbers(page) == {"left": 20, "top": 40, "width": 50, "height": 50, "turn": 0}
    expect(page.get_by_role("application")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    for _degree in range(3):
        page.keyboard.press("]")
    page.keyboard.press("[")
    moved = numbers(page)
    assert (moved["width"], moved["height"], moved["turn"]) == (50, 53, 2)
    assert moved["left"] == pytest.approx(23) and moved["top"] == pytest.approx(38.5)
    page.get_by_role("button", name="Turn the crop by 90°").click()
    turned = numbers(page)
    assert (turned["width"], turned["height"], turned["turn"]) == (53, 50, -88)
    page.get_by_role("application").press("Enter")
    expect(page.get_by_text("The crop is handed to the reader.").last).to_be_visible()
    read_crops()
    expect(page.get_by_text("What stands of U1 is unchanged.")).to_be_visible()
    variants = page.locator(".variants")
    expect(variants).to_contain_text("drawn by O. Marchenko")
    expect(variants).to_contain_text("scripted whole 93 %")
    assert current_reading(before.marking) == before
    page.keyboard.press("o")
    expect(page.get_by_text("Your reading of U1 stands.")).to_be_visible()
    standing = current_reading(before.marking)
    assert standing is not None and standing.author == analyst and standing.texts == ["AD9361BBCZ", "#2147"]
    expect(page.locator(".variants")).to_contain_text("8D9361")


def test_lettering_upright_on_the_turned_photo_is_upright_in_the_crop(visit: Visit, analyst: User) -> None:
    page = visit(analyst, viewport=DESK)
    page.goto(f"/photos/{make_photo().public_id}/")
    page.keyboard.press("b")
    page.keyboard.press("t")
    drag(page, (0.3, 0.3), (0.7, 0.4))
    drawn = numbers(page)
    assert drawn["turn"] == -90 and drawn["width"] > drawn["height"]


def test_a_corner_and_the_knob_fit_and_turn_the_box(visit: Visit, analyst: User) -> None:
    page = visit(analyst, viewport=DESK)
    page.goto(f"/photos/{make_photo().public_id}/")
    page.keyboard.press("b")
    before = numbers(page)
    corner = page.locator(".region-knob:not(.turns)").nth(2).bounding_box()
    knob = page.locator(".region-knob.turns").bounding_box()
    assert corner is not None and knob is not None
    page.mouse.move(corner["x"] + 7, corner["y"] + 7)
    page.mouse.down()
    page.mouse.move(corner["x"] + 60, corner["y"] + 40, steps=3)
    page.mouse.up()
    larger = numbers(page)
    assert larger["width"] > before["width"] and larger["left"] == pytest.approx(before["left"], abs=2)
    page.mouse.move(knob["x"] + 30, knob["y"] + 25)
    page.locator(".region-knob.turns").hover()
    page.mouse.down()
    page.mouse.move(knob["x"] + 300, knob["y"] + 60, steps=3)
    page.mouse.up()
    assert numbers(page)["turn"] > 10


def test_a_box_that_cannot_be_read_is_refused_where_it_was_drawn(visit: Visit, analyst: User) -> None:
    page = visit(analyst, viewport=DESK)
    page.goto(f"/photos/{make_photo().public_id}/")
    page.keyboard.press("b")
    page.get_by_label("Left, px").fill("500")
    page.get_by_role("button", name="Read this crop").click()
    expect(page.get_by_text("a part of it lies outside the photo.")).to_be_visible()
    assert numbers(page)["left"] == 500 and not Job.objects.exists()


def test_one_who_waits_too_long_is_told_and_may_go_on(
    visit: Visit, analyst: User, read_crops: Callable[[], None]
) -> None:
    page = visit(analyst, viewport=DESK)
    page.goto(f"/photos/{make_photo().public_id}/")
    page.keyboard.press("b")
    page.get_by_role("button", name="Read this crop").click()
    expect(page.get_by_text("The crop is handed to the reader.").last).to_be_visible()
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    expect(page.get_by_text("The crop takes longer to read than it should.").last).to_be_visible()
    read_crops()
    page.get_by_role("link", name="Show what was read").click()
    expect(page.locator(".cands")).to_contain_text("AD9361BBCZ")


def test_a_crop_that_cannot_be_read_is_said_with_its_code(
    visit: Visit, analyst: User, read_crops: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rereading, "engine", lambda name: CrashingEngine())
    page = visit(analyst, language="uk", viewport=DESK)
    page.goto(f"/photos/{make_photo().public_id}/")
    page.keyboard.press("b")
    page.locator(".region button[type=submit]").click()
    expect(page.locator("#region-status [data-say]")).to_be_visible()
    for _attempt in range(runner.MAX_ATTEMPTS):
        read_crops()
    expect(page.locator("#region-status")).to_contain_text("MemoryError")


def test_all_of_it_by_forms_without_javascript(visit: Visit, analyst: User, read_crops: Callable[[], None]) -> None:
    before = make_reading(("LM358N",))
    page = visit(analyst, java_script_enabled=False)
    page.goto(f"/photos/{before.marking.photo.public_id}/")
    page.get_by_text("Draw or turn the box, read it again").click()
    page.get_by_label("Turn, °").fill("90")
    page.get_by_label("a chip that was not found").check()
    page.get_by_role("button", name="Read this crop").click()
    expect(page.get_by_role("heading", name="A crop is being read")).to_be_visible()
    read_crops()
    # The page asks again by itself.
    expect(page.get_by_text("The chip is new on this photo: #2.")).to_be_visible()
    found = Reading.objects.get(drawn_by=analyst)
    assert found.marking != before.marking and found.drawn_box == [[70, 40], [70, 90], [20, 90], [20, 40]]


def test_the_open_form_and_the_waiting_have_no_serious_fault(visit: Visit, analyst: User, axe: Axe) -> None:
    page = visit(analyst, viewport=DESK)
    page.goto(f"/photos/{make_reading().marking.photo.public_id}/")
    page.keyboard.press("b")
    page.get_by_role("button", name="Read this crop").click()
    expect(page.get_by_text("The crop is handed to the reader.").last).to_be_visible()
    found = axe.run(page, options=MARKUP).response["violations"]
    assert not [one["id"] for one in found if one["impact"] in GRAVE]
    page.goto(f"/regions/{Job.objects.get(name=rereading.JOB).arguments['reading_id']}/")
    found = axe.run(page, options=MARKUP).response["violations"]
    assert not [one["id"] for one in found if one["impact"] in GRAVE]
