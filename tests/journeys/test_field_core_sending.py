"""What waits for the network goes, whatever the network does: nothing lost, nothing twice."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser

from teardowns.receipts import receipt_code, same_code
from tests.fakes import field_replies as failing
from tests.fakes.field_server import FakeFieldServer, Reply, fake_field_server
from tests.journeys.field_phone import PIN, TEARDOWN, Phone, noise, phone_of, photo_of_a_board

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def fake() -> Iterator[FakeFieldServer]:
    with fake_field_server() as server:
        yield server


@pytest.fixture
def phone(whole_browser: Browser, fake: FakeFieldServer) -> Iterator[Phone]:
    with phone_of(whole_browser, fake) as phone:
        yield phone


def problem(phone: Phone) -> str:
    return str((phone.seen()["problem"] or {}).get("code", ""))


def test_teardown_then_previews_then_originals_and_only_then_may_it_forget(phone: Phone, fake: FakeFieldServer) -> None:
    phone.set_up(start=False)
    contents = [photo_of_a_board(seed) for seed in (1, 2)]
    photos = [phone.add(content, f"slot{number}") for number, content in enumerate(contents)]
    heic = phone.add(b"\x00\x00\x00\x18ftypheic" + noise(5000), type="image/heic")
    phone.run("photos.settled()")
    first = photos[0]["id"]
    assert phone.run("photos.previewUrl(argument)", first).startswith("blob:")
    assert phone.run("photos.previewUrl(argument)", heic["id"]) is None
    assert phone.run("photos.forget(argument)", first)["code"] == "no_receipt"
    phone.run("queue.start()")
    phone.all_received(3)
    assert fake.order[:3] == ["teardowns", "preview", "preview"] and fake.order[3:] == ["original"] * 3
    assert fake.sent[f"teardowns/{TEARDOWN}/"] == {"weapon_model": "geran-2", "note": "ukryttia"}
    assert set(fake.received) == {photo["sha256"] for photo in [*photos, heic]}
    for photo in photos:
        preview = fake.previews[photo["sha256"]]
        assert len(preview) <= 80_000 and b"SECRET" not in preview and b"Exif" not in preview
        assert max(Image.open(BytesIO(preview)).size) <= 1280
    upload = fake.uploads[first]
    assert upload.metadata["slot"] == "slot0" and upload.metadata["teardown"] == TEARDOWN
    seen = phone.seen()["photos"][0]
    assert same_code(seen["receipt"], fake.receipt(upload)["Chiptrail-Receipt"])
    # A server that is put back to last night's backup has lost it: only told again a day later it may go.
    confirm = "(async () => { await sync.contact(argument, await store.all('photo')); })()"
    for hours in (0, 23):
        fake.later = timedelta(hours=hours)
        phone.run(confirm, fake.token)
        assert phone.run("photos.forget(argument)", first)["code"] == "not_confirmed"
    fake.later = timedelta(hours=25)
    phone.run(confirm, fake.token)
    assert phone.run("photos.forget(argument)", first)["forgotten"] is True
    assert phone.run("photos.bytes(argument)", first)["code"] == "forgotten"
    assert phone.run("photos.previewUrl(argument)", first).startswith("blob:")
    assert phone.seen()["photos"][0]["receipt"] == seen["receipt"]


@pytest.mark.parametrize(
    "failures",
    [
        {"PATCH": [failing.cut, failing.cut_after(10), failing.cut_after(40_000)]},
        {"PATCH": [failing.lost_answer, failing.cut]},
        {"PATCH": [failing.refused(409), failing.refused(423), failing.refused(503)]},
        {"PATCH": [failing.changed_on_the_way, failing.refused(460, "checksum_mismatch"), failing.portal]},
        {"PATCH": [failing.refused(404), failing.refused(410)]},
        {"PATCH": [failing.cut_after(30_000)], "HEAD": [failing.refused(404)]},
        {"POST": [failing.cut, failing.portal, failing.lost_answer, failing.lost_answer, failing.refused(429)]},
        {"PUT": [failing.lost_answer, failing.portal, failing.refused(500)]},
    ],
    ids=["cuts", "answers lost", "busy", "changed on the way", "upload gone", "head gone", "post", "put"],
)
def test_whatever_the_network_does_every_photo_arrives_once(
    phone: Phone, fake: FakeFieldServer, failures: dict[str, list[Reply]]
) -> None:
    phone.run("(() => { Math.random = () => 0; })()")
    phone.set_up(start=False)
    photos = [phone.add(noise(150_000, seed)) for seed in (1, 2)]
    for method, replies in failures.items():
        fake.next(method, *replies)
    phone.run("queue.start()")
    for _tap in range(20):
        phone.run("queue.resume()")
        phone.page.wait_for_timeout(300)
        if phone.states() == ["received"] * 2:
            break
    phone.all_received(2)
    assert fake.received == {photo["sha256"]: 1 for photo in photos}
    assert not any(fake.planned(method) for method in failures)
    assert problem(phone) == ""


def test_a_broken_chunk_is_not_sent_again_from_its_beginning(phone: Phone, fake: FakeFieldServer) -> None:
    phone.set_up(start=False)
    phone.add(noise(300_000))
    fake.next("PATCH", failing.cut_after(50_000), failing.cut_after(10_000))
    phone.run("queue.start()")
    phone.all_received(1)
    # The browser itself tries once more on a connection that broke: that chunk comes twice, and is refused (409).
    assert 300_000 <= fake.body_bytes <= 310_000


def test_an_expired_token_asks_again_and_loses_nothing(phone: Phone, fake: FakeFieldServer) -> None:
    phone.set_up()
    phone.all_received(0)
    phone.until(lambda: fake.order == ["teardowns"])
    fake.token = "ct_renewed"
    phone.add(noise(10_000))
    phone.until(lambda: problem(phone) == "sign_in")
    assert phone.states() == ["phone"]
    phone.run("store.renew(argument)", fake.enrolment | {"secret": "b3RoZXI="})
    # The server still signs with the first secret: a receipt of an earlier enrolment stays good.
    phone.all_received(1)
    assert problem(phone) == ""


def test_a_full_server_is_waited_for_and_a_refused_photo_says_why(phone: Phone, fake: FakeFieldServer) -> None:
    phone.set_up(start=False)
    refused, full = phone.add(noise(9_000, 1)), phone.add(noise(9_000, 2))
    fake.next("POST", lambda handler: handler.api(), failing.refused(415, "not_a_photo"), failing.refused(507))
    phone.run("queue.start()")
    phone.until(lambda: problem(phone) == "server_full")
    by_id = {photo["id"]: photo for photo in phone.seen()["photos"]}
    assert by_id[refused["id"]]["problem"]["problem"]["code"] == "not_a_photo"
    assert by_id[full["id"]]["state"] == "phone" and by_id[full["id"]]["problem"] is None
    phone.run("queue.resume()")
    phone.all_received(2)


def test_a_receipt_that_does_not_fit_is_not_believed(phone: Phone, fake: FakeFieldServer) -> None:
    phone.set_up(start=False)
    photo = phone.add(noise(5_000))
    fake.secret = b"another"
    phone.run("queue.start()")
    phone.until(lambda: any(one["problem"] for one in phone.seen()["photos"]))
    assert phone.seen()["photos"][0]["problem"]["code"] == "receipt_wrong"
    assert phone.run("photos.forget(argument)", photo["id"])["code"] == "no_receipt"
    right = {"sha256": "ab" * 32, "size": 7, "photo": "p", "receivedAt": "2026-11-22T11:20:44Z"}
    assert phone.run("receipts.receiptCode(...argument)", ["czM=", right]) == receipt_code(
        b"s3", sha256="ab" * 32, size=7, photo="p", received_at=fake.now().replace(2026, 11, 22, 11, 20, 44)
    )


def test_pause_and_wifi_only_hold_everything_back_and_say_so(phone: Phone, fake: FakeFieldServer) -> None:
    phone.set_up(start=False)
    phone.add(noise(5_000))
    phone.run("queue.pause()")
    phone.run("queue.start()")
    phone.until(lambda: problem(phone) == "paused")
    phone.run("queue.setWifiOnly(true)")
    phone.run("queue.resume()")
    phone.until(lambda: problem(phone) == "line_unknown")
    phone.open()
    phone.run("queue.start()")
    phone.run("store.unlock(argument)", PIN)
    phone.until(lambda: problem(phone) == "line_unknown")
    assert fake.order == []
    phone.run("Object.defineProperty(navigator, 'connection', { value: { type: 'wifi' } }) && queue.wake()")
    phone.all_received(1)


def test_two_tabs_add_and_one_sends(phone: Phone, fake: FakeFieldServer) -> None:
    phone.set_up()
    first = phone.page
    photos = [phone.add(noise(200_000, 1))]
    second = phone.tab()
    phone.run("queue.start()")
    phone.run("store.unlock(argument)", PIN)
    photos += [phone.add(noise(200_000, seed)) for seed in (2, 3)]
    for page in (first, second):
        phone.page = page
        phone.all_received(3)
    assert fake.received == {photo["sha256"]: 1 for photo in photos}
    assert fake.body_bytes == 600_000
    # The one that sent is closed: the other goes on.
    first.close()
    phone.add(noise(200_000, 4))
    phone.all_received(4)


def test_two_phones_with_one_token_both_get_their_receipts(whole_browser: Browser, fake: FakeFieldServer) -> None:
    with phone_of(whole_browser, fake) as one, phone_of(whole_browser, fake) as other:
        for number, phone in enumerate((one, other)):
            phone.set_up()
            phone.add(noise(50_000, 9))
            phone.add(noise(50_000, number))
        for phone in (one, other):
            phone.all_received(2)
    assert len(fake.received) == 3


def test_a_killed_page_goes_on_at_the_byte_where_it_was(phone: Phone, fake: FakeFieldServer) -> None:
    phone.set_up(start=False)
    photo = phone.add(noise(400_000))
    fake.next("PATCH", failing.cut_after(60_000))
    phone.run("queue.start()")
    phone.until(lambda: fake.body_bytes >= 60_000)
    phone.page.close()
    phone.tab()
    phone.run("queue.start()")
    assert phone.seen()["waiting"] == 0 and phone.seen()["locked"]
    phone.run("store.unlock(argument)", PIN)
    phone.all_received(1)
    assert fake.received == {photo["sha256"]: 1}
    assert fake.body_bytes < 410_000


def test_locked_by_itself_it_sends_on_and_locked_by_hand_it_stops(phone: Phone, fake: FakeFieldServer) -> None:
    phone.set_up(start=False)
    phone.add(noise(100_000, 1))
    # Before the queue has read what there is.
    phone.run("(() => { queue.start(); store.lock({ keepSending: true }); })()")
    phone.until(lambda: len(fake.received) == 1)
    assert phone.seen()["photos"] == [] and phone.run("store.all('photo')")["code"] == "locked"
    late = phone.add(noise(100_000, 2))
    phone.until(lambda: len(fake.received) == 2)
    assert late["id"]
    phone.run("store.lock()")
    assert phone.add(noise(100, 3))["code"] == "locked"
    phone.run("store.unlock(argument)", PIN)
    phone.all_received(2)


def test_the_phones_clock_is_kept_as_it_is_and_the_difference_is_learned(phone: Phone, fake: FakeFieldServer) -> None:
    fake.later = timedelta(days=-365)
    phone.set_up()
    phone.add(noise(5_000))
    phone.all_received(1)
    offset = phone.run("sync.clockOffset()") / 86_400_000
    assert -365.01 < offset < -364.99
    assert fake.uploads[phone.seen()["photos"][0]["id"]].metadata["taken_at"].startswith(str(fake.now().year + 1))


def test_what_the_lab_asks_comes_back_and_a_lost_receipt_is_found(phone: Phone, fake: FakeFieldServer) -> None:
    phone.set_up()
    photo = phone.add(noise(5_000))
    fake.requests[photo["sha256"]] = [{"code": "glare", "sentence": "Light from the side.", "chips": []}]
    phone.all_received(1)
    phone.until(lambda: phone.seen()["photos"][0]["requests"])
    forgets = "store.update('photo', argument, (one) => ({ ...one, receipt: '', sent: 0, uploadUrl: '' }))"
    phone.run("queue.pause()")
    phone.run(forgets, photo["id"])
    phone.until(lambda: phone.states() == ["phone"] or phone.states() == ["preview"])
    phone.run("queue.resume()")
    phone.all_received(1)
    assert fake.body_bytes == 5_000


def test_a_teardown_that_the_server_lost_goes_again_before_its_photos(phone: Phone, fake: FakeFieldServer) -> None:
    phone.set_up(start=False)
    phone.add(noise(5_000))
    phone.run("photos.settled()")
    fake.next("POST", lambda handler: handler.api(), failing.refused(404, "not_found"))
    phone.run("queue.start()")
    phone.all_received(1)
    assert fake.order == ["teardowns", "teardowns", "original"]


def test_a_small_thing_over_which_the_server_stumbles_holds_up_no_photo(phone: Phone, fake: FakeFieldServer) -> None:
    phone.set_up(start=False)
    phone.run("store.put('code', { id: argument, teardown: argument, raw: 'AA==' })", TEARDOWN)
    phone.add(noise(5_000))
    fake.next("PUT", lambda handler: handler.api(), *[failing.refused(500)] * 9)
    phone.run("queue.start()")
    phone.all_received(1)
    assert "codes" not in fake.order


def test_the_server_wipes_and_is_told(phone: Phone, fake: FakeFieldServer) -> None:
    phone.set_up()
    phone.add(noise(5_000))
    phone.all_received(1)
    fake.wipe = True
    phone.page.wait_for_timeout(3_100)
    phone.run("queue.resume()")
    phone.until(lambda: phone.run("store.status()") == "new")
    phone.until(lambda: fake.syncs[-1].get("wiped"))
    assert phone.seen()["photos"] == [] and phone.seen()["waiting"] == 0
