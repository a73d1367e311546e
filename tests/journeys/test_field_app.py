"""The field app in a real browser: from first use to the receipts, with no network between, and what goes wrong."""

import hashlib
import re
from pathlib import Path

import pytest
import qrcode
from django.conf import settings
from playwright.sync_api import Route, expect

from accounts.models import Device, User
from teardowns.models import HandOver, LabelCode, Photo
from tests.journeys.conftest import Made, Visit, cookies_of
from tests.journeys.phone import SCREEN, Phone, photo_record, teardown_record

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

TEARDOWN = "11111111-1111-4111-8111-111111111111"
LABEL = "[)>\x1e06\x1d1PSTM32F405RGT6\x1dQ1000\x1d1TAB1234\x1d9D2231\x1d4LMY\x1e\x04"


def test_forty_minutes_without_network_in_small(phone: Made, files: list[Path]) -> None:
    hand = phone()
    page, context = hand.page, hand.page.context
    assert settings.SESSION_COOKIE_NAME not in {cookie["name"] for cookie in context.cookies() if cookie["value"]}
    page.wait_for_function("navigator.serviceWorker.ready.then(one => Boolean(one.active))")
    context.set_offline(True)
    page.reload()
    hand.unlock()
    hand.begin(files[0])
    expect(page.locator(".net")).to_contain_text(hand.say("net.offline"))
    hand.shoot(files[1])
    expect(page.locator(".sends li")).to_have_count(2)
    hand.shoot(files[2])
    expect(page.locator(".sends li")).to_have_count(3)
    expect(page.locator(".sends .state").first).to_have_text(hand.say("state.phone"))
    # The phone was switched off in between: nothing is lost, and nothing is shown before the PIN.
    page.reload()
    expect(hand.heading("unlock.title")).to_be_visible()
    assert page.locator("img, .sends").count() == 0
    hand.type_pin()
    expect(page.locator(".sends li")).to_have_count(3)
    context.set_offline(False)
    expect(page.locator(".sends .is-ok .hash")).to_have_count(3, timeout=60_000)
    wanted = {hashlib.sha256(file.read_bytes()).hexdigest() for file in files[:3]}
    assert set(Photo.objects.values_list("sha256", flat=True)) == wanted
    code = page.locator(".sends .hash").first.inner_text()
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", code)
    hand.to("#/receipt")
    page.locator("#code").fill(code.lower().replace("-", " "))
    hand.tap("receipt.check")
    expect(page.locator(".msg.ok")).to_contain_text(hand.say("receipt.right"))


def test_what_is_no_photo_is_refused_in_words_and_heic_is_taken(phone: Made, tmp_path: Path, files: list[Path]) -> None:
    hand = phone("en")
    hand.page.context.set_offline(True)
    hand.begin(files[0])
    video = tmp_path / "clip.mp4"
    video.write_bytes(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(100))
    hand.shoot(video)
    expect(hand.page.locator(".msg.stop")).to_contain_text(hand.say("take.video", name="clip.mp4"))
    hand.shoot(files[0])
    expect(hand.page.locator(".msg.warn")).to_contain_text(hand.say("take.already"))
    empty = tmp_path / "empty.jpg"
    empty.write_bytes(b"")
    hand.shoot(empty)
    expect(hand.page.locator(".msg.stop")).to_contain_text(hand.say("take.empty_file", name="empty.jpg"))
    heic = tmp_path / "photo.heic"
    heic.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(5000))
    hand.shoot(heic)
    expect(hand.page.locator(".sends li")).to_have_count(2)


def test_a_request_comes_first_and_can_be_answered_with_a_tap(phone: Made) -> None:
    hand = phone()
    hand.page.context.set_offline(True)
    wanted = [{"id": "1", "code": "glare", "sentence": "Glare: turn the board or the light.", "chips": []}]
    hand.keep("teardown", teardown_record(TEARDOWN))
    hand.keep("photo", photo_record(1, TEARDOWN, slot="board1-chip1", requests=wanted, forgotten=True))
    hand.to(f"#/t/{TEARDOWN}")
    again = hand.page.locator(".again")
    expect(again).to_contain_text("Glare")
    expect(again.locator("h2")).to_contain_text(hand.say("slot.chip", board=1, chip=1))
    hand.tap("again.cannot")
    expect(again).to_have_count(0)


def test_five_hundred_photos_stay_quick(phone: Made) -> None:
    hand = phone()
    hand.page.context.set_offline(True)
    hand.keep("teardown", teardown_record(TEARDOWN))
    rows = [photo_record(number, TEARDOWN, forgotten=True) for number in range(500)]
    hand.page.evaluate(
        """async rows => {
            const store = await import("/static/web/field/store.js");
            await Promise.all(rows.map(row => store.put("photo", row)));
        }""",
        rows,
    )
    hand.to(f"#/t/{TEARDOWN}")
    expect(hand.page.get_by_text(hand.counted("photos", "many", 500)).first).to_be_visible()
    assert 0 < hand.page.locator(".sends li").count() <= 120


def test_an_expired_token_asks_again_and_loses_nothing(phone: Made, team: User, files: list[Path]) -> None:
    hand = phone()

    def expired(route: Route) -> None:
        problem = {"title": "Sign in first", "status": 401, "code": "token_expired"}
        route.fulfill(status=401, content_type="application/problem+json", json=problem)

    hand.page.context.route(re.compile(r"/api/v1/field/(sync|teardowns|previews|uploads)/"), expired)
    hand.begin(files[0])
    expect(hand.page.locator(".net")).to_contain_text(hand.say("net.sign_in"), timeout=40_000)
    hand.page.context.unroute(re.compile(r"/api/v1/field/(sync|teardowns|previews|uploads)/"))
    hand.page.context.add_cookies(cookies_of(team, "uk", hand.page.url.split("/field/")[0]))
    hand.page.locator(".net").click()
    hand.tap("renew.go_on")
    expect(hand.page.locator(".sends .is-ok .hash")).to_have_count(1, timeout=60_000)
    assert Photo.objects.count() == 1


def test_a_full_phone_and_a_wrong_clock_are_said(phone: Made) -> None:
    hand = phone()
    hand.page.evaluate("navigator.storage.estimate = async () => ({ quota: 1e9, usage: 1e9 - 1e6 })")
    hand.keep("teardown", teardown_record(TEARDOWN))
    hand.to(f"#/t/{TEARDOWN}")
    expect(hand.page.locator(".msg.stop")).to_contain_text(hand.say("room.full"))
    expect(hand.page.locator("#bar input").first).to_be_disabled()
    hand.page.context.set_offline(True)
    hand.keep("clock", {"id": "this", "offset": 365 * 86_400_000})
    hand.to("#/settings")
    behind = hand.say("settings.clock_behind", much=hand.counted("unit.days", "many", 365))
    expect(hand.page.locator(".msg.warn")).to_contain_text(behind)


def test_a_browser_that_keeps_nothing_says_so(visit: Visit) -> None:
    page = visit(None, viewport=SCREEN)
    page.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError'); };")
    hand = Phone(page)
    hand.open()
    expect(page.locator(".msg.stop")).to_contain_text(hand.say("failed.no_storage"))


def test_signed_out_it_can_begin_and_sign_in_later(visit: Visit) -> None:
    hand = Phone(visit(None, viewport=SCREEN))
    hand.open()
    way = hand.page.get_by_role("link", name=hand.say("first.sign_in"))
    expect(way).to_have_attribute("href", re.compile("next=%2Ffield%2Fuk"))
    hand.tap("first.later")
    hand.page.locator(".choices .btn").first.click()
    expect(hand.heading("pin.choose")).to_be_visible()


def test_a_phone_that_signs_in_later_keeps_its_name_and_ends_the_session_at_last(visit: Visit, team: User) -> None:
    hand = Phone(visit(None, viewport=SCREEN))
    hand.open()
    hand.tap("first.later")
    name = hand.page.locator(".choices .btn").nth(4)
    label = name.inner_text().strip()
    name.click()
    hand.type_pin()
    expect(hand.heading("pin.again")).to_be_visible()
    hand.type_pin()
    expect(hand.page.locator("a[href='#/new']")).to_be_visible()
    hand.page.context.add_cookies(cookies_of(team, "uk", hand.page.url.split("/field/")[0]))
    hand.to("#/renew")
    hand.page.context.route("**/account/logout/", lambda route: route.abort())
    hand.tap("renew.go_on")
    expect(hand.heading("sending.title")).to_be_visible()
    assert Device.objects.get().label == label
    hand.page.context.unroute("**/account/logout/")
    signed_in = "fetch('/field/session/').then((answer) => answer.json()).then((said) => said.signed_in)"
    assert hand.page.evaluate(signed_in)
    with hand.page.expect_response("**/account/logout/"):
        hand.page.evaluate("dispatchEvent(new Event('online'))")
    assert not hand.page.evaluate(signed_in)


def test_codes_bags_and_hand_over_reach_the_server(phone: Made, files: list[Path], tmp_path: Path) -> None:
    hand = phone()
    page = hand.page
    page.context.set_offline(True)
    teardown = hand.begin(files[0])
    label = tmp_path / "label.png"
    qrcode.make(LABEL).save(str(label))
    hand.to(f"#/t/{teardown}/code")
    hand.shoot(label)
    expect(page.locator(".label dd").first).to_have_text("STM32F405RGT6", timeout=30_000)
    hand.to(f"#/t/{teardown}/bag")
    hand.tap("bag.make")
    hand.tap("bag.save")
    expect(page.locator(".sends b.hash")).to_have_count(1)
    hand.to(f"#/t/{teardown}/handover")
    # Nobody is written down by default; names used before are one tap away.
    assert page.locator("#from").input_value() == page.locator("#to").input_value() == ""
    page.locator("#from").fill("Коваль")
    page.locator("#to").fill("Бондар")
    hand.tap("receiver.laboratory")
    for canvas in page.locator("canvas").all():
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 30, box["y"] + 40)
        page.mouse.down()
        page.mouse.move(box["x"] + 200, box["y"] + 90, steps=5)
        page.mouse.up()
    hand.tap("hand.save")
    expect(page.locator("svg.sign polyline")).to_have_count(2)
    page.context.set_offline(False)
    hand.to("#/sending")
    expect(page.locator(".sends .is-ok .hash")).to_have_count(2, timeout=60_000)
    page.wait_for_timeout(500)
    code = LabelCode.objects.get()
    assert bytes(code.raw).decode() == LABEL
    handed = HandOver.objects.get()
    assert (handed.from_name, handed.to_name) == ("Коваль", "Бондар")
    assert handed.to_organisation == hand.say("receiver.laboratory")
    hand.to(f"#/t/{teardown}/handover")
    page.locator(".names .btn", has_text="Бондар").first.click()
    assert page.locator("#from").input_value() == "Бондар"
