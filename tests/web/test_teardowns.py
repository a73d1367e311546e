import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.queries import principal_for
from accounts.roles import Role
from teardowns.models import Assembly, Photo, Teardown
from tests.factories.accounts import make_organisation, make_principal, make_user
from tests.factories.teardowns import jpeg_bytes, make_proposal, make_teardown, make_weapon_model

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


def test_a_teardown_is_opened_with_what_is_known(signed_in: Enter) -> None:
    make_weapon_model()
    client = signed_in(Role.FIELD)
    typed = {"order_number": "KH-1", "specimen_label": "S-1", "weapon_model": "shahed-136", "recovered_on": "2025-03"}
    answer = client.post("/teardowns/new/", typed)
    teardown = Teardown.objects.get()
    assert answer.headers["Location"] == f"/teardowns/{teardown.public_id}/"
    assert teardown.specimen.recovered_precision == "month"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Teardown KH-1 is open." in page and "Mar 2025" in page


def test_what_was_typed_stays_when_something_is_wrong(signed_in: Enter) -> None:
    team = make_organisation()
    user = make_user(Role.FIELD, organisation=team)
    make_teardown(principal_for(user))
    taken = Teardown.objects.get().order_number
    typed = {"order_number": taken, "specimen_label": "S-77", "recovered_on": "14.03.2025"}
    answer = signed_in(user).post("/teardowns/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="S-77"' in page and "Write the date as" in page
    again = signed_in(user).post("/teardowns/new/", typed | {"recovered_on": ""})
    assert again.status_code == 422 and "already has a teardown with the number" in again.content.decode()


@pytest.mark.parametrize("day", ["9999", "2999-12-31", "0001-01-01", "1949-12"])
def test_a_day_on_which_nothing_was_recovered_is_refused_beside_its_field(day: str, signed_in: Enter) -> None:
    typed = {"order_number": "KH-1", "specimen_label": "S-1", "recovered_on": day}
    answer = signed_in(Role.FIELD).post("/teardowns/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and 'id="id_recovered_on_error"' in page
    assert "Nothing can have been recovered on" in page and not Teardown.objects.exists()


def test_a_specimen_that_is_known_keeps_its_record_and_the_team_is_told(signed_in: Enter) -> None:
    client = signed_in(Role.FIELD)
    client.post("/teardowns/new/", {"order_number": "KH-1", "specimen_label": "S-1", "region": "UA-63"})
    typed = {"specimen_label": "S-1", "region": "UA-63"}
    again = client.post("/teardowns/new/", typed | {"order_number": "KH-2"}, follow=True)
    assert "knows specimen" not in again.content.decode()
    other = client.post("/teardowns/new/", typed | {"order_number": "KH-3", "region": "UA-14"}, follow=True)
    assert "Your team knows specimen S-1 already." in other.content.decode()


def test_a_script_is_refused_in_words_of_its_own_form(signed_in: Enter) -> None:
    nowhere = "/teardowns/00000000-0000-4000-8000-000000000000/photos/"
    asked = {"accept": "application/json"}
    missing = signed_in(Role.FIELD).post(nowhere, headers=asked)
    assert missing.status_code == 404 and missing.json()["code"] == "not_found"
    refused = signed_in(Role.ANALYST).post(nowhere, headers=asked)
    assert refused.status_code == 403 and "Ask your administrator" in refused.json()["message"]


def test_several_photos_come_in_by_a_plain_form_each_with_its_fate(signed_in: Enter) -> None:
    principal = make_principal(Role.FIELD)
    teardown = make_teardown(principal)
    files = [
        SimpleUploadedFile("a.jpg", jpeg_bytes(1)),
        SimpleUploadedFile("b.jpg", jpeg_bytes(2)),
        SimpleUploadedFile("empty.jpg", b""),
        SimpleUploadedFile("note.jpg", b"this is only text, many words of it"),
    ]
    client = signed_in(principal.user)
    answer = client.post(f"/teardowns/{teardown.public_id}/photos/", {"photos": files}, follow=True)
    page = answer.content.decode()
    assert Photo.objects.count() == 2
    assert "2 photos were received." in page and "empty.jpg" in page and "note.jpg" in page


def test_one_photo_by_script_gets_a_receipt_and_the_same_bytes_the_same_one(signed_in: Enter) -> None:
    principal = make_principal(Role.FIELD)
    teardown = make_teardown(principal)
    client = signed_in(principal.user)

    def send(data: bytes, key: str) -> tuple[int, dict[str, object]]:
        answer = client.post(
            f"/teardowns/{teardown.public_id}/photos/",
            {"photos": io.BytesIO(data)},
            headers={"accept": "application/json", "idempotency-key": key},
        )
        return answer.status_code, answer.json()

    status, receipt = send(jpeg_bytes(3), "one")
    assert status == 201 and receipt["size"] == len(jpeg_bytes(3)) and receipt["created"] is True
    status, again = send(jpeg_bytes(3), "one")
    assert status == 200 and again["sha256"] == receipt["sha256"] and again["created"] is False
    status, refused = send(jpeg_bytes(4), "one")
    assert status == 409 and refused["code"] == "idempotency_key_reused" and refused["message"]


def test_boards_form_a_tree_and_a_cycle_is_refused_in_words(signed_in: Enter) -> None:
    principal = make_principal(Role.FIELD)
    teardown = make_teardown(principal)
    client = signed_in(principal.user)
    client.post(f"/teardowns/{teardown.public_id}/assemblies/", {"name": "Radio unit"})
    outer = Assembly.objects.get()
    client.post(f"/teardowns/{teardown.public_id}/assemblies/", {"name": "Radio board", "parent": outer.public_id})
    inner = Assembly.objects.get(name="Radio board")
    here = f"/teardowns/{teardown.public_id}/"
    answer = client.post(f"/assemblies/{outer.public_id}/move/", {"parent": inner.public_id, "next": here}, follow=True)
    assert "cannot lie inside itself" in answer.content.decode()
    assert "depth-1" in answer.content.decode()


def test_the_page_asks_again_only_while_photos_are_being_read(signed_in: Enter) -> None:
    proposal = make_proposal()
    teardown, photo = proposal.component.teardown, proposal.reading.marking.photo
    client = signed_in(Role.ANALYST)
    address = f"/teardowns/{teardown.public_id}/progress/"
    assert "every 2s" not in client.get(address).content.decode()
    Photo.objects.filter(pk=photo.pk).update(state="prepared")
    page = client.get(address).content.decode()
    assert "every 2s" in page and "markings are being read" in page


def test_another_team_finds_nothing(signed_in: Enter) -> None:
    teardown = make_teardown()
    other = signed_in(Role.FIELD)
    unknown = other.get("/teardowns/00000000-0000-4000-8000-000000000000/")
    foreign = other.get(f"/teardowns/{teardown.public_id}/")
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.content.count(b"There is nothing here for you.") == unknown.content.count(
        b"There is nothing here for you."
    )
