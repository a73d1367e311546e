"""What a phone says later, or in the wrong place: taken where it fits, told where not, never the machine's words."""

import base64
import hashlib
from uuid import uuid4

import pytest

from teardowns.models import FieldFacts, ShotRequest, Teardown
from tests.factories.accounts import make_user
from tests.factories.devices import Phone
from tests.factories.teardowns import jpeg_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone() -> Phone:
    """A phone of a field team."""
    return Phone(make_user())


def test_a_number_and_a_label_that_are_written_later_are_taken(phone: Phone) -> None:
    phone.teardown(order_number="KH-1", specimen_label="tail")
    made = phone.teardown()
    address = f"/api/v1/field/teardowns/{made}/"
    named = {"order_number": "KH-2", "specimen_label": "nose"}
    for _again in range(2):
        assert phone.put(address, named).json()["order_number"] == "KH-2"
    teardown = Teardown.objects.get(public_id=made)
    short = f"F-{made[:8].upper()}"
    assert teardown.specimen.label == "nose"
    assert [one["values"] for one in teardown.field_facts.earlier] == [{"order_number": short, "specimen_label": short}]
    taken = {"order_number": "KH-1", "specimen_label": "tail"}
    for _again in range(2):
        assert phone.put(address, taken).json()["order_number"] == f"KH-1-{short}"
    teardown = Teardown.objects.get(public_id=made)
    assert (teardown.specimen.label, teardown.field_facts.unused) == ("nose", {"specimen_label": "tail"})


def test_an_exact_place_in_the_wrong_field_is_not_kept(phone: Phone) -> None:
    made = phone.teardown(region="49.98123,36.25217")
    assert FieldFacts.objects.get(teardown__public_id=made).unused == {"region": "?"}


def test_the_machine_is_given_no_words_that_it_does_not_have(phone: Phone) -> None:
    made, data = phone.teardown(), jpeg_bytes(3)
    phone.preview(made, data)
    sha256 = hashlib.sha256(data).hexdigest()
    answers = [{"request": f"m.{made}.{sha256}.{code}", "answer": "done"} for code in ("all_is_proven", "glare")]
    assert phone.sync(answers=answers).status_code == 200
    assert [request.code for request in ShotRequest.objects.all()] == ["glare"]


def test_no_byte_of_a_code_stumbles_the_database(phone: Phone) -> None:
    raw = b"[)>\x1e06\x1d1PA\x00B\x1dQ5\x1e\x04"
    body = {"teardown": phone.teardown(), "raw": base64.b64encode(raw).decode()}
    answer = phone.put(f"/api/v1/field/codes/{uuid4()}/", body)
    assert (answer.status_code, answer.json()["facts"].get("part", "AB")) == (201, "AB")
