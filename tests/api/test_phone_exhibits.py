"""Exhibits and hand-overs from phones: in any order, twice, with doubts told and nothing refused."""

import hashlib
import json
from typing import Any
from uuid import uuid4

import pytest

from custody.queries import history
from teardowns.models import Exhibit, HandOver
from tests.factories.accounts import make_user
from tests.factories.devices import Phone

pytestmark = pytest.mark.django_db
SIGNED = {"from": [[0, 0, 500, 500]], "to": [[10, 10, 20, 20], [30, 30]]}


@pytest.fixture
def phone() -> Phone:
    """A phone of a field team."""
    return Phone(make_user())


def bag(phone: Phone, code: str = "7K3M9QX216", **said: Any) -> str:
    """An exhibit of a new teardown; its id."""
    made = str(uuid4())
    answer = phone.put(f"/api/v1/field/exhibits/{made}/", {"teardown": phone.teardown(), "code": code, **said})
    assert answer.status_code == 201, answer.content
    return made


def hand(phone: Phone, *exhibits: str, made: str = "", **said: Any) -> Any:
    """A hand-over of these exhibits."""
    body = {"exhibits": list(exhibits), "from_name": "Koval", "to_name": "Bondar", "signatures": SIGNED, **said}
    return phone.put(f"/api/v1/field/handovers/{made or uuid4()}/", body)


def test_a_bag_is_kept_with_its_code_as_it_is_read(phone: Phone) -> None:
    made = bag(phone, "7k3m9-qx2i6", description="board", sealed=True)
    exhibit = Exhibit.objects.get(public_id=made)
    assert (exhibit.code, exhibit.sealed) == ("7K3M9QX216", True)
    body = {
        "teardown": str(exhibit.teardown.public_id),
        "code": "7K3M9QX216",
        "description": "two boards",
        "sealed": True,
    }
    assert phone.put(f"/api/v1/field/exhibits/{made}/", body).status_code == 200
    exhibit.refresh_from_db()
    assert exhibit.earlier[0]["values"] == {"description": "board"}
    assert [entry.action for entry in history("exhibit", made)] == ["exhibit.bagged", "exhibit.corrected"]


def test_a_code_whose_check_does_not_fit_is_refused(phone: Phone) -> None:
    body = {"teardown": phone.teardown(), "code": "7K3M9QX217"}
    answer = phone.put(f"/api/v1/field/exhibits/{uuid4()}/", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_bag_code")


def test_a_hand_over_is_a_custody_event_of_each_exhibit(phone: Phone) -> None:
    one, other = bag(phone), bag(phone, "0000000001")
    made = str(uuid4())
    answer = hand(phone, one, other, made=made, at="2025-03-14T12:00:00+02:00")
    assert (answer.status_code, answer.json()["doubts"]) == (201, [])
    for exhibit in (one, other):
        entry = history("exhibit", exhibit).last()
        assert entry is not None
        assert (entry.action, entry.details["to_name"]) == ("exhibit.handed_over", "Bondar")
        assert entry.details["phone_time"] == "2025-03-14T12:00:00+02:00"
    assert hand(phone, one, other, made=made, at="2025-03-14T12:00:00+02:00").status_code == 200
    assert HandOver.objects.get().earlier == []


def test_a_hand_over_that_comes_before_its_exhibit_is_asked_to_wait(phone: Phone) -> None:
    answer = hand(phone, str(uuid4()))
    assert (answer.status_code, answer.json()["code"]) == (409, "send_first")
    assert HandOver.objects.count() == 0


def test_doubts_are_told_and_refuse_nothing(phone: Phone) -> None:
    one = bag(phone)
    hand(phone, one, at="2025-03-14T12:00:00Z")
    second = hand(phone, one, from_name="Shevchenko", to_name="Lab", at="2025-03-14T13:00:00Z")
    assert (second.status_code, second.json()["doubts"]) == (201, ["not_holder"])
    third = hand(phone, one, from_name="Lab", to_name="Vault", at="2025-03-14T14:00:00Z", signatures={"from": []})
    assert third.json()["doubts"] == ["unsigned_from", "unsigned_to"]


def test_signed_again_with_other_strokes_keeps_the_first(phone: Phone) -> None:
    one, made = bag(phone), str(uuid4())
    hand(phone, one, made=made, at="2025-03-14T12:00:00Z")
    again = hand(phone, one, made=made, at="2025-03-14T12:00:00Z", signatures={**SIGNED, "to": [[1, 1]]})
    assert (again.status_code, again.json()["doubts"]) == (200, ["signed_twice"])
    assert HandOver.objects.get().earlier[0]["values"]["signatures"] == SIGNED
    entry = history("exhibit", one).last()
    assert entry is not None
    assert entry.action == "exhibit.handed_over_again"


@pytest.mark.parametrize("signatures", [{"from": "M0 0"}, {"from": [[0, 9999]]}, {"to": [["a", "b"]]}])
def test_strokes_are_numbers(phone: Phone, signatures: Any) -> None:
    answer = hand(phone, bag(phone), signatures=signatures)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_signature")


def test_another_teams_exhibit_cannot_be_handed_over(phone: Phone) -> None:
    one, made = bag(phone), str(uuid4())
    stranger = Phone(make_user())
    assert hand(stranger, one).json()["code"] == "send_first"
    hand(phone, one, made=made)
    assert hand(stranger, bag(stranger), made=made).status_code == 404


def test_a_clock_a_year_off_orders_by_what_the_phone_says(phone: Phone) -> None:
    one = bag(phone)
    hand(phone, one, from_name="Bondar", to_name="Lab", at="2024-03-14T13:00:00Z")
    late = hand(phone, one, from_name="Koval", to_name="Bondar", at="2024-03-14T12:00:00Z")
    assert late.json()["doubts"] == []


def test_the_ledger_holds_the_signatures_by_their_hash(phone: Phone) -> None:
    one = bag(phone)
    hand(phone, one)
    written = json.dumps(HandOver.objects.get().signatures, sort_keys=True, separators=(",", ":"))
    entry = list(history("exhibit", one))[-1]
    assert entry.details["signatures_sha256"] == hashlib.sha256(written.encode()).hexdigest()
