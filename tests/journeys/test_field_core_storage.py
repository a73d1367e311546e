"""What the phone keeps: sealed, whole or not at all, behind a PIN, gone when it must be gone."""

import hashlib
import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from teardowns import bag_codes
from tests.fakes.field_server import FakeFieldServer, fake_field_server
from tests.journeys.field_phone import PIN, TEARDOWN, Phone, phone_of

pytestmark = [pytest.mark.browser, pytest.mark.once]

EVERYTHING = """(async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((ok) => { indexedDB.open(name).onsuccess = (event) => ok(event.target.result); });
    for (const store of db.objectStoreNames) {
      const request = db.transaction(store).objectStore(store);
      const all = (what) => new Promise((ok) => { request[what]().onsuccess = (event) => ok(event.target.result); });
      const rows = [await all("getAllKeys"), await all("getAll")].flat(2);
      const bytes = (row) => String.fromCharCode(...row.subarray(0, 60000));
      found.push(...rows.filter((row) => row !== "ballast").map((row) => row instanceof Uint8Array ? bytes(row) :
        JSON.stringify(row, (_k, value) => value instanceof Uint8Array ? String.fromCharCode(...value) : value)));
    }
    db.close();
  }
  return found.join("\\n");
})()"""
# Puts the pieces of one photo where those of another are, or changes one bit.
TAMPER = """(async ({ from, to, flip }) => {
  const held = store.inner.keysOf();
  const [one, other] = [await seals.nameOf(held, "bytes", from), await seals.nameOf(held, "bytes", to)];
  const [piece] = await database.pieces(one, 0, 0);
  if (flip) piece[40] ^= 1;
  await database.commit({ pieces: [[other, 0, piece]] });
})(argument)"""


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeFieldServer]:
    with fake_field_server() as server:
        yield server


@pytest.fixture
def phone(whole_browser: Browser, fake: FakeFieldServer) -> Iterator[Phone]:
    with phone_of(whole_browser, fake) as phone:
        yield phone


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def test_a_photo_is_kept_to_the_byte_and_nothing_can_be_read_beside_it(phone: Phone) -> None:
    phone.set_up(start=False)
    content = b"MARKER-IN-THE-PHOTO" + noise(3 * 262_144 + 17)
    photo = phone.add(content, "data_plate")
    assert photo["size"] == len(content)
    for start, end in [(0, 10), (262_140, 262_150), (262_144, 786_432), (786_430, len(content) + 50), (5, 5)]:
        got = phone.run("photos.bytes(...argument).then((bytes) => seals.hex(bytes))", [photo["id"], start, end])
        assert got == content[start:end].hex()
    text = phone.run(EVERYTHING)
    for secret in ("MARKER", "ukryttia", "data_plate", "teardown", TEARDOWN, photo["id"], photo["sha256"], "ct_phone"):
        assert secret not in text
    again = phone.add(content, "board")
    assert again["already"] and again["id"] == photo["id"]


def test_a_closed_phone_shows_nothing_and_a_right_pin_shows_all(phone: Phone) -> None:
    phone.set_up()
    photo = phone.add(noise(1000))
    phone.run("store.lock()")
    assert phone.run("store.status()") == "locked"
    for call in ("store.all('teardown')", "store.enrolment()", "store.put('x', {id: '1'})", "photos.forget(argument)",
                 "photos.bytes(argument)", "photos.previewUrl(argument)"):  # fmt: skip
        assert phone.run(call, photo["id"])["code"] == "locked", call
    assert phone.add(noise(10))["code"] == "locked"
    seen = phone.seen()
    assert seen["locked"] and not seen["photos"]
    phone.open()
    assert phone.run("store.status()") == "locked"
    phone.run("store.unlock(argument)", PIN)
    assert phone.run("store.all('teardown')")[0]["note"] == "ukryttia"
    assert phone.run("photos.bytes(argument).then((bytes) => bytes.length)", photo["id"]) == 1000


def test_wrong_pins_cost_time_and_the_tenth_costs_the_key(phone: Phone) -> None:
    assert phone.run("store.setup('12345')")["code"] == "pin_short"
    phone.set_up(start=False)
    assert phone.run("store.setup('597413')")["code"] == "already_set_up"
    phone.run("store.lock()")
    for left in (9, 8, 7):
        assert phone.run("store.unlock('000000')") == {"code": "wrong_pin", "details": {"left": left, "seconds": 0}}
    assert phone.run("store.unlock('000000')")["details"]["seconds"] > 25
    phone.open()
    waits = phone.run("store.unlock(argument)", PIN)
    assert waits["code"] == "wait" and 25 < waits["details"]["seconds"] <= 30
    # A clock that is set back shortens nothing; one that is set forward still leaves ten tries.
    row = "(async () => { await database.putKeyRow({...await database.keyRow(), ...argument}); })()"
    phone.run(row, {"since": 4_000_000_000_000})
    assert phone.run("store.unlock(argument)", PIN)["details"]["seconds"] >= 29
    phone.run(row, {"since": 0, "tries": 9})
    assert phone.run("store.unlock('000000')")["code"] == "wiped"
    assert phone.run("store.status()") == "new"
    assert phone.run("indexedDB.databases().then((list) => list.length)") <= 1


def test_a_wipe_takes_the_key_first_and_leaves_nothing_in_any_tab(phone: Phone) -> None:
    phone.set_up()
    phone.add(noise(5000))
    phone.run("localStorage.setItem('chiptrail-waiting', '3')")
    phone.run("caches.open('chiptrail-field-1')")
    first, second = phone.page, phone.tab()
    phone.run("store.unlock(argument)", PIN)
    phone.page = first
    phone.run("store.wipe()")
    for page in (first, second):
        phone.page = page
        phone.until(lambda: phone.run("store.status()") == "new")
        assert phone.run("store.all('teardown')")["code"] == "locked"
    assert phone.run("caches.keys()") == []
    assert phone.run("localStorage.length") == 0
    assert phone.run(EVERYTHING) == ""


def test_changed_or_exchanged_bytes_are_noticed_photo_by_photo(phone: Phone) -> None:
    phone.set_up(start=False)
    one, two, three = (phone.add(noise(2000, seed)) for seed in (1, 2, 3))
    phone.run(TAMPER, {"from": one["id"], "to": two["id"]})
    assert phone.run("photos.bytes(argument)", two["id"])["code"] == "damaged"
    phone.run(TAMPER, {"from": one["id"], "to": one["id"], "flip": True})
    record = """(async () => {
      const name = await store.inner.nameOf("photo", argument);
      const row = await database.record(name);
      row.sealed[20] ^= 1;
      await database.commit({ records: [row] });
    })()"""
    four = phone.add(noise(2000, 4))
    phone.run(record, four["id"])
    phone.run("queue.start()")
    phone.until(lambda: sorted(phone.states()) == ["phone", "phone", "received"])
    by_id = {photo["id"]: photo for photo in phone.seen()["photos"]}
    assert by_id[one["id"]]["problem"]["code"] == by_id[two["id"]]["problem"]["code"] == "damaged"
    assert by_id[three["id"]]["problem"] is None
    assert len(phone.seen()["damaged"]) == 1


def test_what_was_cut_off_while_it_was_added_does_not_count_and_is_cleaned_up(phone: Phone) -> None:
    phone.set_up(start=False)
    kept = phone.add(noise(700_000))
    broken = """photos.add({ teardown: "t", slot: "s", file: {
      name: "x.jpg", type: "image/jpeg", size: 5_000_000,
      slice: (from, to) => ({ size: to - from, arrayBuffer: async () => {
        if (from) throw new DOMException("gone", "NotReadableError");
        return new ArrayBuffer(to - from);
      } }) } })"""
    assert phone.run(broken)["code"] == "unreadable"
    phone.run("store.room()")
    names = "database.namesWithPieces().then((names) => names.length - 1)"  # less the ballast
    assert phone.run(names) == 1
    # A kill leaves pieces without a record.
    phone.run("database.commit({ pieces: [['orphan', 0, new Uint8Array(9)], ['orphan', 1, new Uint8Array(9)]] })")
    assert phone.run(names) == 2
    phone.open()
    phone.run("queue.start()")
    phone.run("store.unlock(argument)", PIN)
    phone.until(lambda: phone.run(names) == 1)
    assert phone.run("photos.bytes(argument).then((bytes) => bytes.length)", kept["id"]) == 700_000


# The browser's storage with so many bytes left; DevTools' own quota does not bind IndexedDB. On a disk that is really
# full, a file system of 110 MB, it was seen to do the same.
FILL_UP = """((left) => {
  window.room_ = left;
  const sizes = new Map([["ballast", 33_554_432]]);
  const { put, delete: drop } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value, key) {
    if (value instanceof Uint8Array) {
      if (value.length > window.room_) throw new DOMException("full", "QuotaExceededError");
      window.room_ -= value.length;
      sizes.set(key[0], (sizes.get(key[0]) ?? 0) + value.length);
    }
    return put.apply(this, arguments);
  };
  IDBObjectStore.prototype.delete = function (range) {
    window.room_ += sizes.get(range.lower?.[0]) ?? 0;
    sizes.delete(range.lower?.[0]);
    return drop.apply(this, arguments);
  };
})(argument)"""


def test_a_full_phone_says_so_before_the_shot_and_keeps_the_shot_that_was_begun(phone: Phone) -> None:
    phone.set_up(start=False)
    kept = [phone.add(noise(1000))]
    assert phone.run("photos.roomForAShot()") is True
    phone.run(FILL_UP, 1_000_000)
    # The phone filled up while the camera was open: this photo takes the room that was held for it.
    kept.append(phone.add(noise(4_000_000)))
    assert phone.run("store.room()") == 0
    assert phone.run("photos.roomForAShot()") is False
    # Whoever shoots all the same: refused whole, and nothing of it stays.
    phone.run("(() => { window.room_ = 2_500_000; })()")
    assert phone.add(noise(4_000_000, 2))["code"] == "storage_full"
    for photo in kept:
        assert phone.run("photos.bytes(argument).then((bytes) => bytes.length)", photo["id"]) == photo["size"]
    assert phone.run("database.namesWithPieces().then((names) => names.length)") == 2
    phone.run("(() => { window.room_ = 1e9; })()")
    assert phone.run("photos.roomForAShot()") is True


def test_a_browser_that_keeps_nothing_is_named(phone: Phone) -> None:
    nothing = """(() => {
      indexedDB.open = () => { throw new DOMException("private", "InvalidStateError"); };
    })()"""
    phone.open()
    phone.run(nothing)
    assert phone.run("store.status()")["code"] == "no_storage"


def test_codes_are_the_servers(phone: Phone) -> None:
    for _count in range(20):
        code = phone.run("bagcodes.newCode()")
        assert bag_codes.read(code) == code
    code = bag_codes.new_code()
    typed = f" {code[:5]}-{code[5:]} ".lower()
    assert phone.run("bagcodes.readCode(argument)", typed) == code
    assert phone.run("bagcodes.shown(argument)", code) == bag_codes.shown(code)
    wrong = code[:3] + ("0" if code[3] != "0" else "1") + code[4:]
    assert phone.run("bagcodes.readCode(argument)", wrong) is None
    assert phone.run("bagcodes.readCode('Ж')") is None


def test_the_hash_is_the_one_of_the_file_whatever_its_size(phone: Phone) -> None:
    phone.set_up(start=False)
    for size in (1, 262_143, 262_144, 2_097_152, 2_097_153):
        content = noise(size, size)
        assert phone.add(content)["sha256"] == hashlib.sha256(content).hexdigest()
    assert phone.add(b"")["code"] == "empty_file"
