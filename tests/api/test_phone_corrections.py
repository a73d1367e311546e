"""What a phone says later, or in the wrong place: taken where it fits, told where not, never the machine's words."""

import base64
import hashlib
from uuid import uuid4

import pytest

from accounts.queries import principal_for
from custody.queries import history
from custody.vault import original_path
from teardowns.models import FieldFacts, ShotRequest, Teardown
from teardowns.operations.intake import receive_photo
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


def test_the_ledger_says_what_was_said_and_what_it_became(phone: Phone) -> None:
    made = phone.teardown(note="nose whole", region="UA-63")
    address = f"/api/v1/field/teardowns/{made}/"
    for number in range(103):
        phone.put(address, {"note": f"{number} " + "x" * 400, "region": "UA-63"})
    opened, *corrected = history("teardown", made)
    assert (opened.details["said"]["note"], opened.details["said"]["region"]) == ("nose whole", "UA-63")
    assert corrected[0].details["changes"]["note"]["from"] == "nose whole"
    assert len(corrected[0].details["changes"]["note"]["to"]["begins"]) == 300
    kept = Teardown.objects.get(public_id=made).field_facts.earlier
    assert (len(corrected), len(kept), kept[1]["values"]["note"][:2]) == (103, 103, "0 ")


def test_the_ledger_says_what_an_exhibit_was_called(phone: Phone) -> None:
    made, exhibit = phone.teardown(), str(uuid4())
    for words in ("board", "board of the receiver"):
        body = {"teardown": made, "code": "7K3M9-QX216", "description": words}
        assert phone.put(f"/api/v1/field/exhibits/{exhibit}/", body).status_code < 300
    bagged, corrected = history("exhibit", exhibit)
    assert bagged.details["description"] == "board"
    assert corrected.details["changes"] == {"description": {"from": "board", "to": "board of the receiver"}}


def test_what_the_vault_lost_is_not_called_received(phone: Phone) -> None:
    made, data = phone.teardown(), jpeg_bytes(5)
    assert phone.user is not None
    receipt = receive_photo(
        principal=principal_for(phone.user), teardown=Teardown.objects.get(public_id=made), chunks=[data]
    )
    assert phone.sync((receipt.sha256, made)).json()["photos"][0]["state"] == "received"
    original_path(receipt.sha256).unlink()
    told = phone.sync((receipt.sha256, made)).json()["photos"][0]
    assert (told["state"], told["receipt"], told["photo"]) == ("unknown", "", None)
