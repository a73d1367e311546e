"""A wipe: whatever else goes on at that moment, nothing comes back, and nothing that comes later is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.fakes.field_server import FakeFieldServer, fake_field_server
from tests.journeys.field_phone import PIN, Phone, phone_of

pytestmark = [pytest.mark.browser, pytest.mark.once]

SIGNALS = """(() => {
  window.signals = [];
  PublicKeyCredential.signalUnknownCredential = async (one) => { window.signals.push(one); };
})()"""


@pytest.fixture
def fake() -> Iterator[FakeFieldServer]:
    with fake_field_server() as server:
        # Passkeys are bound to a name, never to a number.
        server.address = server.address.replace("127.0.0.1", "localhost")
        yield server


@pytest.fixture
def phone(whole_browser: Browser, fake: FakeFieldServer) -> Iterator[Phone]:
    with phone_of(whole_browser, fake) as phone:
        yield phone


def test_whoever_keeps_the_passkey_hears_that_nobody_asks_for_it_any_more(phone: Phone) -> None:
    tools = phone.context.new_cdp_session(phone.page)
    tools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True}
    able = {"hasUserVerification": True, "isUserVerified": True, "hasPrf": True, "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, **able}})
    phone.set_up(start=False)
    phone.run(SIGNALS)
    bound = "database.keyRow().then(({ bound }) => seals.base64url(bound.id))"
    phone.run("store.change(argument, { bind: true })", PIN)
    first = phone.run(bound)
    phone.run("store.change(argument, { pin: '739152' })", PIN)
    assert phone.run("window.signals") == []
    phone.run("store.change('739152', { bind: false })")
    assert phone.run("window.signals") == [{"rpId": "localhost", "credentialId": first}]
    phone.run("store.change('739152', { bind: true })")
    second = phone.run(bound)
    told = "new Promise((tell) => { store.onChange((...all) => tell(all)); store.wipe(); })"
    assert phone.run(told) == ["wiped", "hand", True]
    assert [one["credentialId"] for one in phone.run("window.signals")] == [first, second]
    # A browser that knows no such word wipes all the same.
    phone.run("store.setup(argument)", PIN)
    phone.run("store.change(argument, { bind: true })", PIN)
    phone.run("(() => { PublicKeyCredential.signalUnknownCredential = undefined; })()")
    phone.run("store.wipe()")
    assert phone.run("store.status()") == "new"


@pytest.mark.parametrize("milliseconds", [50, 200])
def test_a_wipe_while_a_pin_is_being_tried_is_not_undone(phone: Phone, milliseconds: int) -> None:
    phone.set_up(start=False)
    phone.run("store.lock()")
    race = """(async () => {
      const trying = store.unlock(argument[0]).catch(({ code }) => code);
      await new Promise((later) => setTimeout(later, argument[1]));
      const row = await database.keyRow();
      await store.wipe();
      const late = await database.replaceKeyRow(row.salt, row).catch(({ code }) => code);
      await trying;
      return [late, await store.status(), (await database.keyRow()) ?? null];
    })()"""
    assert phone.run(race, [PIN, milliseconds]) == ["wiped", "new", None]


def test_what_comes_to_a_wiped_phone_is_not_called_kept_and_an_empty_file_never(phone: Phone) -> None:
    hold = "inbox.hold({ teardown: 't', slot: 's', file: new File([argument], 'a.jpg') })"
    phone.set_up(start=False)
    phone.run("store.lock()")
    assert phone.run(hold, "")["code"] == "empty_file"
    phone.run("store.wipe()")
    assert phone.run(hold, "light")["code"] == "not_kept"


def test_what_comes_while_the_phone_is_being_wiped_is_not_called_kept(phone: Phone) -> None:
    phone.set_up(start=False)
    phone.run("store.lock()")
    race = """(async () => {
      let come;
      const light = new Promise((tell) => { come = () => tell(new Uint8Array(5).buffer); });
      let asked;
      const asks = new Promise((tell) => { asked = tell; });
      const part = { size: 5, arrayBuffer: () => { asked(); return light; } };
      const file = { name: "a.jpg", type: "image/jpeg", size: 5, slice: () => part };
      const held = inbox.hold({ teardown: "t", slot: "s", file }).catch(({ code }) => code);
      await asks;
      await store.wipe();
      come();
      const rows = async () => (await database.recordsOf("inbox")).length;
      return [await held, await store.status(), await rows(), (await database.namesWithPieces()).length];
    })()"""
    assert phone.run(race) == ["not_kept", "new", 0, 0]


@pytest.mark.parametrize("milliseconds", [0, 50, 300])
def test_a_wipe_while_a_phone_is_being_set_up_leaves_nothing(phone: Phone, milliseconds: int) -> None:
    race = """(async () => {
      const made = store.setup(argument[0]).then(() => "made", ({ code }) => code);
      await new Promise((later) => setTimeout(later, argument[1]));
      await store.wipe();
      const said = await made;
      return [["made", "wiped"].includes(said), await store.status(), (await database.keyRow()) ?? null];
    })()"""
    assert phone.run(race, [PIN, milliseconds]) == [True, "new", None]


@pytest.mark.parametrize("other_tab", [False, True])
def test_what_is_set_up_while_a_wipe_clears_away_stays(phone: Phone, other_tab: bool) -> None:
    phone.set_up(start=False)
    first = phone.page
    if other_tab:
        phone.tab()
    began = "store.onChange((what) => { if (what === 'wiped') window.seen = true; })"
    phone.page.evaluate(f"() => {{ {began}; }}")
    # As when the browser takes its time to delete a database.
    slow = "navigator.locks.request('chiptrail-field-clearing', () => new Promise((end) => { window.go_on = end; }))"
    first.evaluate(f"() => {{ void {slow}; window.wiping = store.wipe(); }}")
    phone.until(lambda: phone.page.evaluate("Boolean(window.seen)"))
    phone.page.evaluate("(pin) => { window.made = store.setup(pin).then(() => 'made', ({ code }) => code); }", PIN)
    first.evaluate("() => { window.go_on(); }")
    first.evaluate("() => window.wiping")
    assert phone.page.evaluate("() => window.made") == "made"
    phone.open()
    assert phone.run("store.status()") == "locked"
    phone.run("store.unlock(argument)", PIN)
    phone.run("store.put('teardown', { id: 't', note: 'after' })")
    assert phone.run("store.all('teardown')")[0]["note"] == "after"
