"""A closed phone: what the camera still brings, who hears of a wipe, and what the PIN is worth."""

import hashlib
import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.fakes.field_server import FakeFieldServer, fake_field_server
from tests.journeys.field_phone import ADD, PIN, TEARDOWN, Phone, phone_of
from tests.journeys.test_field_core_storage import EVERYTHING
from tests.patience import PATIENCE_SECONDS
from tests.services.browser import arguments
from tests.services.programs import chromium

pytestmark = [pytest.mark.browser, pytest.mark.once]

# As it lay there before there was a pad.
WITHOUT_PAD = """(async () => {
  const { padded, clean, ...row } = await database.keyRow();
  const pad = await seals.sha256Of(await database.keyPad());
  const master = await seals.unwrap(argument, row, [pad]);
  await database.dropKey();
  await database.putKeyRow({ ...row, ...(await seals.wrap(master, argument)) });
})()"""
HOLD = ADD.replace("photos.add({", "inbox.hold({ begun: { id: teardown, note: 'ukryttia' }, kind: 'photo',")
TAKE = """inbox.empty(async ({ begun, ...said }, file) => {
  if (!(await store.get("teardown", begun.id))) await store.put("teardown", begun);
  await photos.add({ ...said, file });
})"""
PAD_HASH = "await seals.sha256Of(await database.keyPad())"
PAD = "database.keyPad().then((pad) => seals.hex(pad.subarray(70_000, 70_060)))"
EASY = [
    "000000",
    "123456",
    "654321",
    "890123",
    "135791",
    "121212",
    "123123",
    "112233",
    "147258",
    "258456",
    "111222",
    "852456",
]
DATES = [
    "130487",
    "041387",
    "870413",
    "198704",
    "041987",
    "311299",
    "010130",
    "19870413",
    "13041987",
    "04131987",
    "19871990",
]
GOOD = ["482913", "739152", "135790", "739518", "48291374", "5829103746"]


@pytest.fixture
def fake() -> Iterator[FakeFieldServer]:
    with fake_field_server() as server:
        # Hardware keys are bound to a name, never to a number.
        server.address = server.address.replace("127.0.0.1", "localhost")
        yield server


@pytest.fixture
def phone(whole_browser: Browser, fake: FakeFieldServer) -> Iterator[Phone]:
    with phone_of(whole_browser, fake) as phone:
        yield phone


def test_a_photo_that_comes_to_a_closed_phone_is_kept_sealed_and_found_after_the_pin(phone: Phone) -> None:
    phone.set_up(start=False)
    content = b"MARKER-IN-THE-PHOTO" + random.Random(5).randbytes(3 * 262_144)
    phone.run("store.remove('teardown', argument)", TEARDOWN)
    phone.run("store.lock()")
    phone.open()
    assert phone.add(content)["code"] == "locked"
    phone.hold(content, HOLD)
    text = phone.run(EVERYTHING)
    for secret in ("MARKER", "ukryttia", "chip.jpg", TEARDOWN, hashlib.sha256(content).hexdigest()):
        assert secret not in text
    # The cleaning after an unlocking leaves it alone; a kill in the middle of taking it out doubles nothing.
    phone.run("queue.start()")
    phone.run("store.unlock(argument)", PIN)
    phone.run("photos.cleanUp()")
    assert len(phone.run("inbox.empty(async (said, file) => { throw new Error('killed') })")) == 1
    assert phone.run(TAKE) == [] and phone.run(TAKE) == []
    [photo] = phone.run("store.all('photo')")
    assert photo["sha256"] == hashlib.sha256(content).hexdigest() and photo["slot"] == "whole"
    assert phone.run("store.get('teardown', argument)", TEARDOWN)["note"] == "ukryttia"
    names = phone.run("database.recordsOf('inbox').then((rows) => rows.length)")
    assert names == 0


def test_a_phone_from_before_the_inbox_gets_one_with_the_next_pin(phone: Phone) -> None:
    phone.set_up(start=False)
    before = "database.keyRow().then(({ inbox, inboxSealed, ...row }) => database.putKeyRow(row))"
    phone.run(before)
    phone.run("store.lock()")
    assert phone.run(f"({HOLD})(argument)", ["ZWFybHk=", TEARDOWN, "whole", "image/jpeg"])["code"] == "not_kept"
    phone.run("store.unlock(argument)", PIN)
    phone.run("store.lock()")
    phone.hold(b"late", HOLD)
    phone.run("store.unlock(argument)", PIN)
    assert phone.run(TAKE) == []


def test_what_is_guessed_first_is_no_pin(phone: Phone) -> None:
    faults = dict(zip(EASY + DATES + GOOD, phone.run("argument.map(pins.fault)", EASY + DATES + GOOD), strict=True))
    assert {pin for pin, fault in faults.items() if fault == "date"} == set(DATES)
    assert {pin for pin, fault in faults.items() if not fault} == set(GOOD)
    assert phone.run("argument.map(pins.fault)", ["short words", "aaaaaaaaaaaaaaaaaaaaaaa", "кіт пише дощ місток"]) == [
        "short_words",
        "short_words",
        "",
    ]
    assert phone.run("argument.map(pins.shapeOf)", ["482913", "48291374", "кіт"]) == ["digits6", "digits", "words"]


def test_another_pin_opens_the_same_and_the_old_one_no_more(phone: Phone) -> None:
    phone.set_up(start=False)
    assert phone.run("store.change('739152', { pin: '48291374' })")["code"] == "wrong_pin"
    assert phone.run("store.change(argument, { pin: '19870413' })", PIN)["code"] == "pin_date"
    phone.run("store.change(argument, { pin: 'кіт пише дощ місток' })", PIN)
    assert phone.run("store.shape()") == "words"
    phone.run("store.lock()")
    assert phone.run("store.unlock(argument)", PIN)["code"] == "wrong_pin"
    phone.run("store.unlock('кіт пише дощ місток')")
    assert phone.run("store.all('teardown')")[0]["note"] == "ukryttia"


def test_a_key_that_is_bound_to_the_hardware_does_not_open_without_it(phone: Phone) -> None:
    tools = phone.context.new_cdp_session(phone.page)
    tools.send("WebAuthn.enable")
    phone.set_up(start=False)
    options = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True}
    able = {"hasUserVerification": True, "isUserVerified": True, "hasPrf": True, "automaticPresenceSimulation": True}
    made = {"options": {**options, **able}}
    authenticator = tools.send("WebAuthn.addVirtualAuthenticator", made)["authenticatorId"]
    assert phone.run("hardware.available()") is True
    phone.run("store.change(argument, { bind: true })", PIN)
    assert phone.run("store.bound()") is True
    # Another PIN leaves the hardware its half.
    phone.run("store.change(argument, { pin: '739152' })", PIN)
    phone.run("store.lock()")
    phone.run("store.unlock('739152')")
    phone.run("store.lock()")
    assert phone.run("store.unlock(argument)", PIN)["code"] == "wrong_pin"
    # As for whoever copied the memory: the right PIN, and no such hardware. No try is counted for it.
    tools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": authenticator})
    tools.send("WebAuthn.addVirtualAuthenticator", made)
    assert phone.run("store.unlock('739152')")["code"] == "no_hardware"
    assert phone.run("database.keyRow().then((row) => row.tries)") == 1
    assert phone.run(f"seals.unwrap('739152', await database.keyRow(), [{PAD_HASH}])") is None


def found_in(folder: Path, needle: str) -> list[str]:
    """The files below a folder that hold these bytes."""
    found = []
    for path in folder.rglob("*"):
        # Files come and go while the browser runs.
        with suppress(OSError):
            if path.is_file() and bytes.fromhex(needle) in path.read_bytes():
                found.append(path.name)
    return found


def test_what_opened_an_older_key_leaves_the_disk_with_a_new_pin_and_with_a_wipe(
    whole_browser: Browser, fake: FakeFieldServer, tmp_path: Path
) -> None:
    launch = whole_browser.browser_type.launch_persistent_context
    with launch(tmp_path, executable_path=str(chromium()), headless=True, args=arguments()) as context:
        context.set_default_timeout(1000 * PATIENCE_SECONDS)
        phone = Phone(context, context.pages[0], fake)
        phone.open()
        phone.set_up(start=False)
        first = phone.run(PAD)
        phone.run("database.keyRow().then((row) => { window.older = row; })")
        assert found_in(tmp_path, first)
        phone.run("store.lock()")
        phone.run("store.unlock(argument)", PIN)
        phone.run("store.change(argument, { pin: '739152' })", PIN)
        second = phone.run(PAD)
        phone.until(lambda: not found_in(tmp_path, first))
        # The older row, as LevelDB still holds it: the right PIN alone, or with the pad of now, opens nothing.
        for factors in ("[]", f"[{PAD_HASH}]"):
            assert phone.run(f"seals.unwrap(argument, window.older, {factors})", PIN) is None
        assert found_in(tmp_path, second)
        phone.run("store.wipe()")
        phone.until(lambda: not found_in(tmp_path, second))


def test_a_phone_from_before_the_pad_gets_one_with_the_next_pin(phone: Phone) -> None:
    phone.set_up(start=False)
    assert phone.run("store.clean()") is True
    phone.run(WITHOUT_PAD, PIN)
    phone.run("store.lock()")
    phone.run("store.unlock(argument)", PIN)
    assert phone.run("database.keyRow().then((row) => row.padded)") is True
    assert phone.run("store.clean()") is False
    phone.run("store.lock()")
    phone.run("store.unlock(argument)", PIN)
    assert phone.run("store.all('teardown')")[0]["note"] == "ukryttia"


EMPTY = """(async () => {
  const letters = await import("/static/web/field/letters.js");
  const { inbox } = await database.keyRow();
  const { from, keys } = await letters.sealer(inbox);
  const said = { teardown: argument, slot: "whole", kind: "photo", begun: { id: argument, note: "begun" } };
  const about = { ...said, name: "a.jpg", type: "image/jpeg", size: 0, takenAt: "2026-11-22T08:00:00Z" };
  const sealed = await seals.seal(keys, "inbox-empty", seals.encode(JSON.stringify(about)));
  await database.commit({ fresh: [{ name: "inbox-empty", kind: "inbox", from, sealed }] });
})()"""
"""As an earlier release held it."""


def test_an_empty_file_that_was_held_is_told_once_and_holds_up_nothing(phone: Phone) -> None:
    phone.set_up(start=False)
    phone.run("store.remove('teardown', argument)", TEARDOWN)
    phone.run("store.lock()")
    phone.run(EMPTY, "another")
    phone.hold(b"light", HOLD)
    phone.run("store.unlock(argument)", PIN)
    assert phone.run(f"{TAKE}.then((failed) => failed.map(({{ code }}) => code))") == ["empty_file"]
    assert phone.run(TAKE) == []
    assert [photo["size"] for photo in phone.run("store.all('photo')")] == [5]
    # What was said with it is kept: the teardown that it began.
    assert phone.run("store.get('teardown', 'another')")["note"] == "begun"


@pytest.mark.parametrize("held", ["queue.pause()", "queue.setWifiOnly(true)", "store.lock()"])
def test_the_order_to_wipe_is_heard_whatever_holds_the_photos_back(
    phone: Phone, fake: FakeFieldServer, held: str
) -> None:
    phone.set_up()
    phone.until(lambda: fake.order == ["teardowns"])
    phone.run(held)
    phone.run("ear.listen()")
    known = len(fake.syncs)
    fake.wipe = True
    later = "(() => { const now = Date.now; Date.now = () => now() + 301_000; })()"
    phone.run(later)
    phone.run("dispatchEvent(new Event('online'))")
    phone.until(lambda: phone.run("store.status()") == "new")
    phone.until(lambda: fake.syncs[-1].get("wiped"))
    assert fake.syncs[known]["photos"] == []


def test_a_paused_phone_asks_for_the_order_when_the_app_opens(phone: Phone, fake: FakeFieldServer) -> None:
    phone.set_up(start=False)
    phone.run("queue.pause()")
    phone.open()
    phone.run("queue.start()")
    fake.wipe = True
    phone.run("store.unlock(argument)", PIN)
    phone.until(lambda: phone.run("store.status()") == "new")
