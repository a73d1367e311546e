"""Phones at the API: enrolment in a browser, then a token that sends and lists nothing."""

import base64
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken, Device
from accounts.operations import order_wipe, revoke_device, suspend_user
from accounts.queries import principal_for
from accounts.roles import Role
from custody.queries import history
from teardowns.models import FieldFacts, PhotoState, ShotRequest, Teardown
from teardowns.operations.intake import receive_photo
from teardowns.receipts import receipt_code
from tests.api.calling import Caller
from tests.factories.accounts import ACTOR, make_organisation, make_user
from tests.factories.devices import Phone
from tests.factories.teardowns import jpeg_bytes, make_confirmed, make_photo, make_weapon_model

pytestmark = pytest.mark.django_db
DEVICES, SYNC = "/api/v1/field/devices/", "/api/v1/field/sync/"
SAID = {
    "weapon_model": "shahed-136",
    "region": "",
    "place": {"kind": "region", "value": "UA-63"},
    "recovered_on": "2025-03-14",
    "circumstances": ["field", "shot_down"],
    "note": "nose whole",
    "safety": ["eod_cleared"],
    "skipped": {"data_plate": "not_there"},
    "started_at": "2025-03-14T09:41:07+02:00",
}


@pytest.fixture
def phone() -> Phone:
    """A phone of a field team; one weapon model is known."""
    make_weapon_model()
    return Phone(make_user())


def browser(role: Role = Role.FIELD) -> Client:
    """Somebody signed in in a browser that checks forgeries."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(role))
    return client


def mate_of(phone: Phone) -> Phone:
    """Another phone of the same team."""
    assert phone.user is not None
    return Phone(make_user(organisation=principal_for(phone.user).organisation))


def test_a_phone_is_enrolled_in_a_browser_session_with_its_anti_forgery_token() -> None:
    client = browser()
    body = {"label": "Samsung A52", "phone_time": "2024-01-01T00:00:00Z"}
    assert client.post(DEVICES, body, content_type="application/json").status_code == 403
    client.get("/account/logout/")
    token = client.cookies["chiptrail_csrf"].value
    answer = client.post(DEVICES, body, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 201
    given = answer.json()
    assert (len(base64.b64decode(given["secret"])), given["feedback"]) == (32, False)
    assert Device.objects.get().clock_offset is not None
    asked = Client().post(
        SYNC, {}, content_type="application/json", headers={"Authorization": f"Bearer {given['token']}"}
    )
    assert (asked.status_code, asked.json()["photos"], asked.json()["wipe"]) == (200, [], False)
    renewed = client.post(
        DEVICES, {**body, "device": given["device"]}, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert (renewed.json()["device"], renewed.json()["secret"]) == (given["device"], given["secret"])


def test_a_key_enrols_nothing_and_an_analyst_neither(phone: Phone) -> None:
    assert phone.post(DEVICES, {"label": "x"}).status_code == 403
    assert Caller(phone.user).post(DEVICES, {"label": "x"}).status_code == 403
    assert browser(Role.ANALYST).post(DEVICES, {}).status_code == 403
    assert Client().post(DEVICES, {}).status_code == 401


def test_a_phones_token_lists_nothing(phone: Phone) -> None:
    made = phone.teardown(**SAID)
    for path in ("teardowns/", f"teardowns/{made}/", "weapon-models/", f"teardowns/{made}/photos/"):
        assert phone.get(f"/api/v1/field/{path}").status_code == 403
    assert phone.get("/api/v1/analyst/teardowns/").status_code == 403


def test_a_teardown_is_opened_once_and_corrected_after(phone: Phone) -> None:
    made = str(uuid4())
    address = f"/api/v1/field/teardowns/{made}/"
    first, again = phone.put(address, SAID), phone.put(address, SAID)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    teardown = Teardown.objects.get(public_id=made)
    facts = teardown.field_facts
    assert (teardown.specimen.region, teardown.circumstances) == ("UA-63", "nose whole")
    assert (facts.place, facts.safety, facts.skipped) == ("UA-63", ["eod_cleared"], {"data_plate": "not_there"})
    assert facts.started_at == SAID["started_at"]
    corrected = phone.put(address, {**SAID, "weapon_model": "", "note": "and tail", "safety": []})
    assert corrected.status_code == 200
    facts.refresh_from_db()
    assert facts.earlier[0]["values"] == {
        "safety": ["eod_cleared"],
        "weapon_model": "Shahed-136 / Geran-2",
        "note": "nose whole",
    }
    assert [entry.action for entry in history("teardown", made)] == ["teardown.opened", "teardown.corrected"]


def test_what_cannot_be_used_is_told_and_refuses_nothing(phone: Phone) -> None:
    ahead = (timezone.now() + timedelta(days=365)).date().isoformat()
    made = phone.teardown(
        **{**SAID, "weapon_model": "no such", "recovered_on": ahead, "region": "UA-99", "started_at": "when?"}
    )
    facts = FieldFacts.objects.get(teardown__public_id=made)
    assert facts.unused == {"weapon_model": "no such", "recovered_on": ahead, "region": "UA-99"}
    assert (facts.started_at, facts.teardown.specimen.recovered_on) == ("", None)


def test_nothing_need_be_said(phone: Phone) -> None:
    made = phone.teardown()
    teardown = Teardown.objects.get(public_id=made)
    assert teardown.order_number == f"F-{made[:8].upper()}" == teardown.specimen.label
    assert teardown.field_facts.place_kind == "none"


def test_a_number_that_is_taken_gets_a_part_of_the_id(phone: Phone) -> None:
    phone.teardown(order_number="KH-1")
    made = str(uuid4())
    answer = phone.put(f"/api/v1/field/teardowns/{made}/", {"order_number": "KH-1"})
    assert answer.json()["order_number"] == f"KH-1-F-{made[:8].upper()}"


def test_another_teams_teardown_is_not_there(phone: Phone) -> None:
    made = phone.teardown(**SAID)
    stranger = Phone(make_user())
    assert stranger.put(f"/api/v1/field/teardowns/{made}/", {"note": "x"}).status_code == 404
    assert stranger.preview(made, jpeg_bytes(1)).status_code == 404
    exhibit = {"teardown": made, "code": "0000000001"}
    assert stranger.put(f"/api/v1/field/exhibits/{uuid4()}/", exhibit).status_code == 404
    label = {"teardown": made, "raw": "QQ=="}
    assert stranger.put(f"/api/v1/field/codes/{uuid4()}/", label).status_code == 404
    assert Teardown.objects.get(public_id=made).circumstances == "nose whole"


def received(phone: Phone, teardown: str, data: bytes) -> Any:
    """A photo of this phone through the intake."""
    assert phone.user is not None
    return receive_photo(
        principal=principal_for(phone.user),
        teardown=Teardown.objects.get(public_id=teardown),
        chunks=[data],
        device=phone.enrolment.device,
        slot="whole",
        taken_at="2024-01-01T10:00:00Z",
    )


def test_sync_tells_the_receipt_with_the_code_of_the_phone_that_asks(phone: Phone) -> None:
    made = phone.teardown()
    receipt = received(phone, made, jpeg_bytes(5))
    told = phone.sync((receipt.sha256, made)).json()["photos"][0]
    assert (told["state"], told["kind"], told["photo"]) == ("received", "photo", str(receipt.photo_id))
    assert told["receipt"] == receipt.code == receipt.photo.receipt
    mate = mate_of(phone)
    theirs = mate.sync((receipt.sha256, made)).json()["photos"][0]
    assert theirs["receipt"] != told["receipt"]
    assert theirs["receipt"] == receipt_code(
        mate.enrolment.secret,
        sha256=receipt.sha256,
        size=receipt.size,
        photo=told["photo"],
        received_at=receipt.received_at,
    )
    assert told["received_at"].endswith("Z")
    assert "." not in told["received_at"]
    entry = history("photo", told["photo"])[0]
    assert entry.details["receipt"] == told["receipt"]


def test_sync_tells_nothing_of_what_the_team_did_not_send(phone: Phone) -> None:
    made = phone.teardown()
    receipt = received(phone, made, jpeg_bytes(6))
    stranger = Phone(make_user())
    theirs = stranger.teardown()
    asked = stranger.sync((receipt.sha256, made), (receipt.sha256, theirs), ("0" * 64, str(uuid4())))
    assert [one["state"] for one in asked.json()["photos"]] == ["unknown"] * 3
    assert phone.sync(("0" * 64, made)).json()["photos"][0]["state"] == "unknown"


def test_a_request_for_another_shot_comes_and_its_answer_goes_back(phone: Phone) -> None:
    made = phone.teardown()
    receipt = received(phone, made, jpeg_bytes(7))
    receipt.photo.state, receipt.photo.truncated = PhotoState.RESOLVED, True
    receipt.photo.save()
    request = phone.sync((receipt.sha256, made)).json()["photos"][0]["requests"][0]
    assert (request["code"], request["by"], request["answer"]) == ("truncated", "machine", "")
    again = {"request": request["id"], "answer": "cannot_reach"}
    told = phone.sync((receipt.sha256, made), answers=[again, again, {"request": "m.x", "answer": "done"}])
    assert told.json()["photos"][0]["requests"][0]["answer"] == "cannot_reach"
    assert ShotRequest.objects.get().answered_by == phone.user
    assert [entry.action for entry in history("photo", str(receipt.photo_id))][-1] == "shot.answered"
    Phone(make_user()).sync(answers=[{"request": request["id"], "answer": "done"}])
    assert ShotRequest.objects.get().answer == "cannot_reach"


@pytest.mark.parametrize(("allowed", "outcome"), [(False, ""), (True, "identified")])
def test_what_became_of_a_chip_is_told_only_if_policy_allows(
    phone: Phone, settings: LazySettings, allowed: bool, outcome: str
) -> None:
    settings.FIELD_FEEDBACK = allowed
    teardown = Teardown.objects.get(public_id=phone.teardown())
    photo = make_photo(teardown)
    make_confirmed("AD9361BBCZ", photo=photo)
    told = phone.sync((photo.sha256, str(teardown.public_id))).json()["photos"][0]
    assert told["outcome"] == outcome


def test_a_revoked_or_suspended_or_expired_phone_gets_401(phone: Phone) -> None:
    assert phone.user is not None
    revoke_device(device=phone.enrolment.device, actor=ACTOR)
    assert phone.sync().status_code == 401
    other = Phone(make_user())
    ApiToken.objects.filter(device=other.enrolment.device).update(expires_at=timezone.now())
    assert other.sync().status_code == 401
    third = Phone(make_user())
    assert third.user is not None
    suspend_user(user=third.user, reason="lost", actor=ACTOR)
    assert third.put(f"/api/v1/field/teardowns/{uuid4()}/", {}).status_code == 401


def test_a_phone_hears_of_its_wipe_and_confirms_it(phone: Phone) -> None:
    made = phone.teardown()
    receipt = received(phone, made, jpeg_bytes(8))
    order_wipe(device=phone.enrolment.device, actor=ACTOR)
    assert phone.put(f"/api/v1/field/teardowns/{uuid4()}/", {}).status_code == 403
    assert phone.get(f"/api/v1/field/photos/{receipt.photo_id}/").status_code == 403
    told = phone.sync((receipt.sha256, made)).json()
    assert (told["wipe"], told["photos"]) == (True, [])
    assert phone.sync(wiped=True).json()["wipe"] is False
    assert phone.sync().status_code == 401


def test_a_phone_that_wiped_itself_says_so(phone: Phone) -> None:
    assert phone.sync(wiped=True).json()["wipe"] is False
    assert phone.sync().status_code == 401
    assert Device.objects.get().wiped_at is not None


def test_labels_are_read_once_with_their_bytes_kept(phone: Phone) -> None:
    made = phone.teardown()
    address = f"/api/v1/field/codes/{uuid4()}/"
    raw = b"[)>\x1e06\x1dPAD9361BBCZ\x1d1T0X\x1e\x04"
    body = {"teardown": made, "raw": base64.b64encode(raw).decode(), "symbology": "data_matrix", "read_at": "?"}
    first, again = phone.put(address, body), phone.put(address, {**body, "raw": "QQ=="})
    assert (first.status_code, again.status_code) == (201, 200)
    code = Teardown.objects.get(public_id=made).label_codes.get()
    assert (bytes(code.raw), code.read_at) == (raw, "")
    assert phone.put(f"/api/v1/field/codes/{uuid4()}/", {**body, "raw": "no base64!"}).status_code == 422


def test_another_team_cannot_take_an_id(phone: Phone) -> None:
    made, taken = phone.teardown(), uuid4()
    body = {"teardown": made, "raw": "QQ==", "code": "0000000001"}
    phone.put(f"/api/v1/field/codes/{taken}/", body)
    phone.put(f"/api/v1/field/exhibits/{taken}/", body)
    stranger = Phone(make_user(organisation=make_organisation()))
    own = {**body, "teardown": stranger.teardown()}
    assert stranger.put(f"/api/v1/field/codes/{taken}/", own).status_code == 404
    assert stranger.put(f"/api/v1/field/exhibits/{taken}/", own).status_code == 404
