"""The field team: a teardown, photos, a broken connection, no JavaScript."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, expect

from accounts.queries import principal_for
from accounts.roles import Role
from teardowns.models import Photo
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.teardowns import jpeg_bytes, make_teardown, make_weapon_model
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def photos(tmp_path: Path) -> list[str]:
    files = []
    for number in range(3):
        path = tmp_path / f"chip{number}.jpg"
        path.write_bytes(jpeg_bytes(100 + number))
        files.append(str(path))
    return files


def test_from_the_door_to_the_receipts(page: Page, photos: list[str]) -> None:
    make_weapon_model()
    make_user(Role.FIELD, email="team@example.org", password=PASSWORD)
    page.goto("/")
    page.get_by_label("Work e-mail").fill("team@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="New teardown").first.click()
    page.get_by_label("Weapon model").select_option(label="Shahed-136 / Geran-2")
    page.get_by_label("Order number").fill("KH-2025-0417")
    page.get_by_label("Specimen").fill("S-0291")
    page.get_by_role("button", name="Open teardown").click()
    expect(page.get_by_role("heading", name="KH-2025-0417")).to_be_visible()
    page.locator("input[type=file]").set_input_files(photos)
    rows = page.locator(".sends > li")
    expect(rows).to_have_count(3)
    expect(rows.locator("[data-when=received]:visible")).to_have_count(3)
    for row, photo in zip(rows.all(), Photo.objects.order_by("pk"), strict=True):
        expect(row).to_contain_text(f"{photo.sha256[:4]} {photo.sha256[4:8]}")
    expect(page.get_by_text("3 photos", exact=False).first).to_be_visible()
    page.locator("input[type=file]").set_input_files(photos[0])
    expect(page.locator("[data-when=known]:visible")).to_have_count(1)
    assert Photo.objects.count() == 3


def test_a_broken_connection_keeps_what_was_chosen(visit: Visit, photos: list[str]) -> None:
    user = make_user(Role.FIELD)
    teardown = make_teardown(principal_for(user))
    page = visit(user)
    page.goto(f"/teardowns/{teardown.public_id}/")

    def lost(route: Route) -> None:
        route.abort("connectionreset")

    page.route("**/photos/", lost)
    page.locator("input[type=file]").set_input_files(photos[:2])
    kept = page.get_by_text("the connection broke; kept here, tries again by itself").first
    expect(kept).to_be_visible()
    page.unroute("**/photos/", lost)
    page.get_by_role("button", name="Try now").first.click()
    expect(page.locator("[data-when=received]:visible")).to_have_count(2)
    assert Photo.objects.count() == 2


def test_a_refusal_without_words_still_says_what_to_do(visit: Visit, photos: list[str]) -> None:
    user = make_user(Role.FIELD)
    teardown = make_teardown(principal_for(user))
    page = visit(user)
    page.goto(f"/teardowns/{teardown.public_id}/")
    page.route("**/photos/", lambda route: route.fulfill(status=400, json={"code": "odd"}))
    page.locator("input[type=file]").set_input_files(photos[0])
    expect(page.locator("[data-when=refused]:visible")).to_contain_text("Keep it on your device")


def test_what_the_server_cannot_take_now_is_kept_with_its_reason(visit: Visit, photos: list[str]) -> None:
    user = make_user(Role.FIELD)
    teardown = make_teardown(principal_for(user))
    page = visit(user)
    page.goto(f"/teardowns/{teardown.public_id}/")
    full = {"code": "storage_full", "message": "The server has no room left for photos."}
    page.route("**/photos/", lambda route: route.fulfill(status=507, json=full))
    page.locator("input[type=file]").set_input_files(photos[0])
    expect(page.locator("[data-when=kept]:visible")).to_contain_text("no room left")
    page.unroute("**/photos/")
    page.get_by_role("button", name="Try now").click()
    expect(page.locator("[data-when=received]:visible")).to_have_count(1)


def test_a_page_in_place_of_words_is_a_refusal_and_not_asked_for_ever(visit: Visit, photos: list[str]) -> None:
    user = make_user(Role.FIELD)
    teardown = make_teardown(principal_for(user))
    page = visit(user)
    page.goto(f"/teardowns/{teardown.public_id}/")
    page.route("**/photos/", lambda route: route.fulfill(status=413, content_type="text/html", body="<h1>413</h1>"))
    page.locator("input[type=file]").set_input_files(photos[0])
    expect(page.locator("[data-when=refused]:visible")).to_contain_text("Keep it on your device")


def test_a_refused_file_says_why_and_the_others_go_on(visit: Visit, photos: list[str], tmp_path: Path) -> None:
    user = make_user(Role.FIELD)
    teardown = make_teardown(principal_for(user))
    note = tmp_path / "note.jpg"
    note.write_text("this is only text, many words of it")
    page = visit(user)
    page.goto(f"/teardowns/{teardown.public_id}/")
    page.locator("input[type=file]").set_input_files([str(note), photos[0]])
    expect(page.get_by_text("This is no photo that we can take")).to_be_visible()
    expect(page.locator("[data-when=received]:visible")).to_have_count(1)
    assert Photo.objects.count() == 1


def test_everything_works_without_javascript(visit: Visit, photos: list[str]) -> None:
    user = make_user(Role.FIELD)
    teardown = make_teardown(principal_for(user))
    page = visit(user, java_script_enabled=False)
    page.goto(f"/teardowns/{teardown.public_id}/")
    page.locator("input[type=file]").set_input_files(photos)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("3 photos were received.")).to_be_visible()
    page.get_by_role("button", name="УК").click()
    expect(page.locator("html")).to_have_attribute("lang", "uk")


def test_targets_are_wide_enough_for_gloves_on_a_phone(visit: Visit) -> None:
    user = make_user(Role.FIELD)
    teardown = make_teardown(principal_for(user))
    page = visit(user, viewport={"width": 390, "height": 844}, has_touch=True)
    for address in ("/", "/teardowns/new/", f"/teardowns/{teardown.public_id}/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        for target in page.locator(".btn:visible, .nav a:visible, .lang button:visible, select:visible").all():
            box = target.bounding_box()
            assert box is not None and box["height"] >= 47.5, target.inner_text()


def test_signed_out_in_the_middle_keeps_what_was_chosen(visit: Visit, photos: list[str]) -> None:
    user = make_user(Role.FIELD, email="team@example.org", password=PASSWORD)
    teardown = make_teardown(principal_for(user))
    page = visit(user)
    page.goto(f"/teardowns/{teardown.public_id}/")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("input[type=file]").set_input_files(photos[0])
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    other = page.context.new_page()
    other.goto("/account/login/")
    other.get_by_label("Work e-mail").fill("team@example.org")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Go on").click()
    expect(other.get_by_role("heading", name="Your teardowns")).to_be_visible()
    page.get_by_role("button", name="Try now").click()
    expect(page.locator("[data-when=received]:visible")).to_have_count(1)
