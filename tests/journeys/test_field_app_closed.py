"""The field app in wrong hands, or locked at the wrong moment: nothing is shown, and nothing is lost."""

from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from accounts.models import Device, User
from tests.journeys.conftest import Made, cookies_of
from tests.journeys.phone import teardown_record

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

TEARDOWN = "11111111-1111-4111-8111-111111111111"
NEW_RELEASE = "navigator.serviceWorker.dispatchEvent(new Event('controllerchange'))"
# A file of which the bytes come when `come()` is called.
HOLD = """async (teardown) => {
  const { keepOne } = await import("/static/web/field/take.js");
  const light = new Promise((tell) => { window.come = () => tell(new Uint8Array(5).buffer); });
  const file = { name: "a.jpg", type: "image/jpeg", size: 5, slice: () => ({ size: 5, arrayBuffer: () => light }) };
  window.held = keepOne({ teardown, slot: "whole" }, file).catch(({ code }) => code);
  window.here = true;
}"""
EMPTY = """async (teardown) => {
  const [letters, vault, database] = await Promise.all(
    ["letters", "crypto", "database"].map((name) => import(`/static/web/field/${name}.js`)),
  );
  const { from, keys } = await letters.sealer((await database.keyRow()).inbox);
  const about = { teardown, slot: "whole", kind: "photo", name: "a.jpg", type: "image/jpeg", size: 0, takenAt: "" };
  const sealed = await vault.seal(keys, "inbox-empty", vault.encode(JSON.stringify(about)));
  await database.commit({ fresh: [{ name: "inbox-empty", kind: "inbox", from, sealed }] });
}"""
LOCK = "import('/static/web/field/store.js').then((store) => store.lock())"


def test_a_seized_phone_shows_nothing_and_is_wiped_in_two_taps(phone: Made, files: list[Path]) -> None:
    hand = phone()
    hand.page.context.set_offline(True)
    hand.begin(files[0])
    expect(hand.page.locator(".net")).to_contain_text("1")
    hand.tap("lock")
    expect(hand.heading("unlock.title")).to_be_visible()
    hand.unlock("000000")
    expect(hand.page.locator(".msg.stop")).to_contain_text(hand.say("unlock.wrong"))
    assert hand.page.locator("img").count() == 0
    hand.tap("unlock.more")
    hand.tap("wipe.arm")
    expect(hand.page.locator(".lost")).to_have_text(hand.counted("wipe.lost", "one", 1))
    hand.page.context.set_offline(False)
    hand.tap("wipe.sure")
    expect(hand.heading("first.title")).to_be_visible()
    hand.page.wait_for_timeout(1_000)  # a wiped phone opens the page anew
    names = hand.page.evaluate("indexedDB.databases().then(all => all.length)")
    assert names in (0, 1, 2)
    assert hand.page.evaluate("import('/static/web/field/store.js').then(store => store.status())") == "new"


def test_an_open_phone_that_is_wiped_says_so_and_left_no_title_behind(phone: Made, files: list[Path]) -> None:
    hand = phone()
    hand.begin(files[0])
    assert hand.page.title() == "Chiptrail"
    hand.to("#/settings")
    hand.tap("wipe.arm")
    # A wiped phone opens the page anew. Chromium never closes a page that is told to in the instant of that.
    with hand.page.expect_navigation():
        hand.tap("wipe.sure")
    expect(hand.heading("first.title")).to_be_visible()
    for _again in range(200):
        device = Device.objects.get()
        if device.wiped_at:
            break
        hand.page.wait_for_timeout(100)
    assert device.wiped_at and device.revoked_at


def test_the_first_photo_is_not_lost_when_the_phone_locks_while_the_camera_is_open(
    phone: Made, files: list[Path]
) -> None:
    hand = phone()
    page = hand.page
    page.context.set_offline(True)
    page.locator("a[href='#/new']").click()
    page.locator(".tile").first.click()
    page.locator("[data-region=UA-63]").click()
    expect(page.locator(".ticks .tick")).to_have_count(3)
    for tick in page.locator(".ticks .tick").all():
        tick.click()
    with page.expect_file_chooser() as camera:
        page.locator("#bar .first input[type=file]").click()
    page.evaluate("import('/static/web/field/store.js').then((store) => store.lock())")
    expect(hand.heading("unlock.title")).to_be_visible()
    camera.value.set_files(str(files[0]))
    expect(page.locator(".msg.warn")).to_contain_text(hand.say("take.locked"))
    # Nothing was counted while the phone was open: what waits for the PIN would be lost all the same.
    hand.tap("unlock.more")
    hand.tap("wipe.arm")
    expect(page.locator(".lost")).to_have_text(hand.counted("wipe.lost", "one", 1))
    page.reload()
    hand.unlock()
    expect(hand.heading("safety.title")).to_be_visible()
    hand.to("#/")
    page.locator(".cards a").first.click()
    expect(page.locator(".sends li")).to_have_count(1)


def test_a_photo_that_comes_after_the_phone_locked_itself_is_counted_before_a_wipe(
    phone: Made, files: list[Path]
) -> None:
    hand = phone()
    hand.page.context.set_offline(True)
    hand.begin(files[0])
    expect(hand.page.locator(".net")).to_contain_text("1")
    hand.page.evaluate("import('/static/web/field/store.js').then((store) => store.lock({ keepSending: true }))")
    expect(hand.heading("unlock.title")).to_be_visible()
    later = "photos.add({ teardown: 't', kind: 'voice', file: new File(['light'], 'a.webm') })"
    hand.page.evaluate(f"import('/static/web/field/photos.js').then(async (photos) => {{ await {later}; }})")
    hand.page.wait_for_timeout(500)  # the queue tells four times a second
    hand.tap("unlock.more")
    hand.tap("wipe.arm")
    expect(hand.page.locator(".lost")).to_contain_text("2")


def test_a_phone_that_was_told_to_forget_everything_does_so_when_it_signs_in_again(phone: Made, team: User) -> None:
    hand = phone()
    hand.keep("teardown", teardown_record(TEARDOWN))
    hand.page.context.add_cookies(cookies_of(team, "uk", hand.page.url.split("/field/")[0]))

    def told_before(route: Route) -> None:
        problem = {"title": "Told already", "status": 409, "code": "already_wiped"}
        route.fulfill(status=409, content_type="application/problem+json", json=problem)

    hand.page.context.route("**/api/v1/field/devices/", told_before)
    hand.to("#/renew")
    hand.tap("renew.go_on")
    expect(hand.heading("first.title")).to_be_visible()
    expect(hand.page.locator(".msg.stop")).to_contain_text(hand.say("wiped.order"))
    assert hand.page.evaluate("import('/static/web/field/store.js').then((store) => store.status())") == "new"


def test_a_new_release_waits_for_a_photo_that_is_being_taken_in(phone: Made) -> None:
    hand = phone()
    page = hand.page
    hand.keep("teardown", teardown_record(TEARDOWN))
    # The worker of this visit came when the page was there already; the next start listens for a new one.
    page.reload()
    hand.unlock()
    expect(page.locator("a[href='#/new']")).to_be_visible()
    page.evaluate(LOCK)
    expect(hand.heading("unlock.title")).to_be_visible()
    page.evaluate(HOLD, TEARDOWN)
    page.evaluate(NEW_RELEASE)
    page.wait_for_timeout(500)
    assert page.evaluate("window.here")
    page.evaluate("window.come()")
    assert page.evaluate("window.held") == "locked"
    hand.unlock()
    expect(page.locator(".cards a")).to_have_count(1)
    # Now that nothing is on its way, the next lock is the moment for it.
    with page.expect_navigation():
        page.evaluate(f"() => {{ void {LOCK}; }}")
    hand.unlock()
    page.locator(".cards a").first.click()
    expect(page.locator(".sends li")).to_have_count(1)


def test_an_empty_file_that_was_held_is_told_once(phone: Made) -> None:
    hand = phone()
    hand.keep("teardown", teardown_record(TEARDOWN))
    hand.page.evaluate(LOCK)
    hand.page.evaluate(EMPTY, TEARDOWN)
    hand.unlock()
    expect(hand.page.locator(".msg.stop")).to_contain_text(hand.say("take.held_empty"))
    hand.tap("lock")
    hand.unlock()
    expect(hand.page.locator(".cards a")).to_have_count(1)
    hand.page.wait_for_timeout(500)
    expect(hand.page.locator(".msg.stop")).to_have_count(0)


def test_whoever_wipes_a_phone_with_a_passkey_hears_that_it_may_stay(phone: Made) -> None:
    hand = phone()
    tools = hand.page.context.new_cdp_session(hand.page)
    tools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True}
    able = {"hasUserVerification": True, "isUserVerified": True, "hasPrf": True, "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, **able}})
    passkey = hand.say("wipe.passkey")
    for key, said in (("pin.bind", 0), ("pin.unbind", 1), ("pin.bind", 0)):
        hand.to("#/settings")
        hand.to("#/pin")
        hand.tap(key)
        hand.type_pin()
        expect(hand.page.locator(".msg.ok")).to_contain_text(hand.say("pin.changed"))
        expect(hand.page.locator(".msg.ok", has_text=passkey)).to_have_count(said)
    hand.to("#/settings")
    hand.tap("wipe.arm")
    expect(hand.page.locator(".lost")).to_have_text(f"{passkey} {hand.say('wipe.lost_nothing')}")
    order = "import('/static/web/field/store.js').then((store) => { void store.wipe('order'); })"
    hand.page.evaluate(order)
    expect(hand.page.locator(".msg.stop")).to_contain_text(passkey)
    expect(hand.page.locator(".msg.stop")).to_contain_text(hand.say("wiped.order"))
