"""What came from phones on the desk's pages: devices, previews, requests, receipts, exhibits, spoken notes."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Device
from accounts.queries import Principal
from accounts.roles import Role
from custody.models import LedgerEntry
from custody.queries import history
from custody.vault import original_path
from teardowns.models import Exhibit, Photo, Preview, ShotRequest, Teardown, VoiceNote
from teardowns.operations.from_phone import Said, put_teardown
from teardowns.operations.intake import receive_photo
from tests.factories.accounts import make_principal, make_user
from tests.factories.devices import Phone, enrolled
from tests.factories.field import bag, hand_over, sent_by_phone
from tests.factories.teardowns import jpeg_bytes, make_teardown
from web import field_data
from web.phone_words import SAFETY, place_said, slot_said
from web.templatetags.phones import label_facts

pytestmark = pytest.mark.django_db


def browser(principal: Principal) -> Client:
    """This person, signed in, reading English."""
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(principal.user)
    return client


@pytest.fixture
def team() -> Principal:
    """A field team member."""
    return make_principal(Role.FIELD)


@pytest.fixture
def lab() -> Client:
    """An analyst's browser."""
    return browser(make_principal(Role.ANALYST))


@pytest.fixture
def sent(team: Principal) -> tuple[Teardown, dict[str, str]]:
    """A teardown with one of everything that phones send."""
    teardown = make_teardown(team)
    return teardown, sent_by_phone(team, teardown)


def text(client: Client, address: str, status: int = 200) -> str:
    """The page."""
    answer = client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_a_team_sees_and_revokes_its_own_phones_in_one_click(team: Principal) -> None:
    phone = Phone(team.user, enrolled(team.user, "Phone A"))
    stranger = enrolled(make_user(), "Phone B").device
    client = browser(team)
    shown = text(client, "/phones/")
    assert "Phone A" in shown
    assert "Phone B" not in shown
    assert client.post(f"/phones/{stranger.public_id}/revoke/").status_code == 404
    assert client.post(f"/phones/{phone.enrolment.device.public_id}/revoke/").status_code == 302
    assert phone.sync().status_code == 401
    assert "revoked" in text(client, "/phones/")


def test_a_wipe_needs_a_reason_and_is_heard_by_the_phone(team: Principal) -> None:
    phone = Phone(team.user)
    client, address = browser(team), f"/phones/{phone.enrolment.device.public_id}/wipe/"
    client.post(address)
    assert Device.objects.get().wipe_requested_at is None
    client.post(address, {"reason": "seized"})
    assert phone.sync().json()["wipe"] is True
    assert "forgets everything at its next contact" in text(client, "/phones/")
    phone.sync(wiped=True)
    assert "has forgotten everything" in text(client, "/phones/")


def test_an_administrator_finds_phones_on_the_page_of_a_person(team: Principal) -> None:
    device = enrolled(team.user, "Phone A").device
    client = browser(make_principal(Role.ADMIN))
    page = text(client, f"/people/{team.user.public_id}/")
    assert f"/phones/{device.public_id}/revoke/" in page
    assert client.post(f"/phones/{device.public_id}/revoke/").status_code == 302
    assert Device.objects.get().revoked_at is not None


def test_a_preview_stands_among_the_photos_until_its_original_is_here(team: Principal, lab: Client) -> None:
    phone = Phone(team.user)
    made = phone.teardown()
    data = jpeg_bytes(3, width=900, height=700)
    phone.preview(made, data, slot="board_front")
    page = text(lab, f"/teardowns/{made}/")
    assert "original pending" in page
    assert "every 10s" in page
    preview = Preview.objects.get()
    assert lab.get(f"/previews/{preview.public_id}.jpg").headers["Content-Type"] == "image/jpeg"
    assert "front of a board" in text(lab, f"/previews/{preview.public_id}/")
    receive_photo(principal=team, teardown=Teardown.objects.get(public_id=made), chunks=[data])
    assert "original pending" not in text(lab, f"/teardowns/{made}/")
    assert lab.get(f"/previews/{preview.public_id}/").headers["Location"] == f"/photos/{Photo.objects.get().public_id}/"


def test_an_original_that_differs_is_told_on_both_pages(sent: Any, team: Principal, lab: Client) -> None:
    teardown, _made = sent
    receipt = receive_photo(principal=team, teardown=teardown, chunks=[jpeg_bytes(4)])
    Preview.objects.update(sha256=receipt.sha256, photo=receipt.photo, differs=True)
    for address in (f"/teardowns/{teardown.public_id}/", f"/photos/{receipt.photo_id}/"):
        assert "shows something else than its preview" in text(lab, address)


def test_an_analyst_asks_for_another_shot_and_sees_the_answer(team: Principal, lab: Client) -> None:
    phone = Phone(team.user)
    made = phone.teardown()
    receipt = receive_photo(
        principal=team,
        teardown=Teardown.objects.get(public_id=made),
        chunks=[jpeg_bytes(5)],
        device=phone.enrolment.device,
    )
    address = f"/photos/{receipt.photo_id}/ask/"
    assert lab.post(address, {"code": "rm -rf"}).status_code == 302
    assert ShotRequest.objects.count() == 0
    lab.post(address, {"code": "other_side"})
    (told,) = phone.sync((receipt.sha256, made)).json()["photos"][0]["requests"]
    assert (told["by"], told["sentence"]) == ("person", "The other side too, please.")
    phone.sync(answers=[{"request": told["id"], "answer": "cannot_reach"}])
    assert "cannot be reached any more" in text(lab, f"/photos/{receipt.photo_id}/")
    assert "cannot be reached any more" in text(lab, f"/teardowns/{made}/")
    acts = [entry.action for entry in history("photo", str(receipt.photo_id))]
    assert acts[1:] == ["shot.asked_for", "shot.answered"]
    lab.post(address, {"code": "other_side"})
    assert ShotRequest.objects.get().answer == ""


@pytest.mark.parametrize("who", ["phone", "mate", "server"])
def test_a_receipt_is_checked_by_whoever_may_see_the_photo(team: Principal, lab: Client, who: str) -> None:
    phone = Phone(team.user)
    mate = Phone(make_user(organisation=team.organisation))
    made = phone.teardown()
    device = None if who == "server" else phone.enrolment.device
    receipt = receive_photo(
        principal=team, teardown=Teardown.objects.get(public_id=made), chunks=[jpeg_bytes(6)], device=device
    )
    code = mate.sync((receipt.sha256, made)).json()["photos"][0]["receipt"] if who == "mate" else receipt.code
    for original in (receipt.sha256, f"sha256 {receipt.sha256[:8]} {receipt.sha256[8:]}", str(receipt.photo_id)):
        page = lab.get("/receipts/", {"code": code.lower().replace("-", " "), "original": original}).content.decode()
        assert "The receipt holds." in page
    wrong = lab.get("/receipts/", {"code": "AAAA-AAAA-AAAA", "original": receipt.sha256}).content.decode()
    assert "not that of this original" in wrong
    path = original_path(receipt.sha256)
    path.chmod(0o600)
    path.write_bytes(b"decayed")
    lost = lab.get("/receipts/", {"code": code, "original": receipt.sha256}).content.decode()
    assert "missing or damaged" in lost
    assert "The receipt holds." not in lost
    stranger = browser(make_principal(Role.FIELD))
    unknown = stranger.get("/receipts/", {"code": code, "original": receipt.sha256}).content.decode()
    assert "No such original is here for you." in unknown


def test_the_code_stands_on_the_photos_pages(team: Principal, lab: Client) -> None:
    teardown = make_teardown(team)
    receipt = receive_photo(principal=team, teardown=teardown, chunks=[jpeg_bytes(7)])
    assert receipt.code in text(lab, f"/photos/{receipt.photo_id}/")
    assert receipt.code in text(lab, f"/teardowns/{teardown.public_id}/")


def test_an_exhibit_shows_its_chain_of_hands_with_both_signatures(sent: Any, team: Principal, lab: Client) -> None:
    teardown, made = sent
    exhibit = Exhibit.objects.get(public_id=made["exhibit"])
    hand_over(team, exhibit, from_name="<b>Nobody</b>", to_name="Lab", at="2025-03-15T10:00:00Z")
    page = text(lab, f"/exhibits/{exhibit.public_id}/")
    assert page.count('class="signature"') == 4
    assert "to whom nobody here had handed it" in page
    assert "<b>Nobody" not in page
    assert "Exhibit handed over" in page
    listed = text(lab, f"/teardowns/{teardown.public_id}/")
    assert "7K3M9-QX216" in listed
    assert "something does not fit" in listed


def test_two_bags_with_one_code_are_told(sent: Any, team: Principal, lab: Client) -> None:
    teardown, made = sent
    bag(team, teardown)
    assert "Another exhibit has the same code" in text(lab, f"/exhibits/{made['exhibit']}/")


def test_labels_are_printed_with_a_code_that_holds(sent: Any, team: Principal, lab: Client) -> None:
    _teardown, made = sent
    client = browser(team)
    assert text(client, "/exhibits/labels/?n=3").count("crispEdges") == 3
    assert text(client, "/exhibits/labels/?n=99999").count("crispEdges") == 12
    assert "7K3M9-QX216" in text(lab, f"/exhibits/{made['exhibit']}/label/")


def test_a_spoken_note_is_played_and_that_is_on_record(sent: Any, lab: Client) -> None:
    _teardown, made = sent
    answer = lab.get(f"/voices/{made['voice']}/")
    assert (answer.headers["Content-Type"], b"".join(answer.streaming_content)[:4]) == ("audio/ogg", b"OggS")  # type: ignore[attr-defined]
    assert LedgerEntry.objects.filter(action="voice.heard", subject_id=made["voice"]).count() == 1
    assert VoiceNote.objects.count() == 1


def test_what_a_code_says_beyond_the_usual_stands_in_pairs() -> None:
    facts = {"lot": "0X", "others": [["9K", "PO-7"], ["url", "https://example.org/x"]]}
    assert label_facts(facts) == [("lot", "0X"), ("under “9K”", "PO-7"), ("web address", "https://example.org/x")]


def test_a_player_may_jump_within_a_spoken_note_and_is_on_record_once(sent: Any, lab: Client) -> None:
    _teardown, made = sent
    address, size = f"/voices/{made['voice']}/", VoiceNote.objects.get().size
    whole = b"".join(lab.get(address).streaming_content)  # type: ignore[attr-defined]
    for asked, begin, end in (("bytes=0-1", 0, 1), ("bytes=2-", 2, size - 1), ("bytes=-3", size - 3, size - 1)):
        answer = lab.get(address, headers={"Range": asked})
        assert (answer.status_code, answer.headers["Content-Range"]) == (206, f"bytes {begin}-{end}/{size}")
        part = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert part == whole[begin : end + 1]
        assert answer.headers["Content-Length"] == str(len(part))
    assert lab.get(address, headers={"Range": f"bytes={size}-"}).status_code == 416
    assert lab.get(address, headers={"Range": "bytes=0-1,3-4"}).status_code == 200
    assert LedgerEntry.objects.filter(action="voice.heard", subject_id=made["voice"]).count() == 3


def test_the_phones_facts_stand_beside_the_servers(team: Principal, lab: Client) -> None:
    said = Said(
        place_kind="point",
        place="49.98,36.25",
        safety=["cleared"],
        circumstances=["shot_down", "new_code"],
        skipped={"plate": "burnt"},
        started_at="2024-03-14T09:41:07+02:00",
        recovered_on="2999-01-01",
    )
    teardown = make_teardown(team)
    put_teardown(principal=team, public_id=teardown.public_id, said=said)
    teardown.field_facts.__class__.objects.update(clock_offset=-366 * 86400)
    page = text(lab, f"/teardowns/{teardown.public_id}/")
    for words in ("50.0,36.2", "Sappers have cleared it", "shot down, new_code", "2024-03-14T09:41:07+02:00"):
        assert words in page
    assert "its clock was 366 days behind" in page
    assert "2999-01-01" in page


def test_what_a_phone_reads_from_a_label_is_shown_as_it_was(sent: Any, lab: Client) -> None:
    teardown, _made = sent
    assert "⟨1E⟩06⟨1D⟩1PAD9361BBCZ" in text(lab, f"/teardowns/{teardown.public_id}/")


def test_the_desk_says_what_the_phone_said() -> None:
    english = field_data.words("en")
    board = {"board": "2", "chip": "1"}
    for code, key in (("board2-chip1", "slot.chip"), ("board2-front", "slot.board_front"), ("label", "slot.label")):
        assert slot_said(code) == english[key] % board
    assert {code: str(said) for code, said in SAFETY.items()} == {code: english[f"safety.{code}"] for code in SAFETY}
    assert place_said("grid", "49.5,36.0") == "49.5–50.0° N, 36.0–36.5° E"
    assert place_said("point", "49.9,36.2") == "49.9,36.2"
