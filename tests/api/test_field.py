"""A field team's program: teardowns, assemblies, and what became of a photo."""

from typing import Any

import pytest

from accounts.queries import Principal
from accounts.roles import Role
from jobs.models import Job, JobState
from teardowns.models import Identification, PhotoState, Reading, Standing
from teardowns.operations.identifying import mark_illegible
from tests.api.calling import Caller, caller
from tests.factories.accounts import make_principal
from tests.factories.teardowns import make_photo, make_proposal, make_reading, make_teardown, make_weapon_model

pytestmark = pytest.mark.django_db
URL = "/api/v1/field/teardowns/"
TEARDOWN = {
    "order_number": "KH-1",
    "specimen_label": "S-1",
    "weapon_model": "Герань-2",
    "region": "UA-63",
    "recovered_on": "2025-03-14",
    "circumstances": "у полі",
}


@pytest.fixture
def team() -> tuple[Caller, Principal]:
    """A field team's program; one weapon model is known."""
    make_weapon_model()
    return caller(Role.FIELD)


def test_a_teardown_is_opened_and_shown(team: Any) -> None:
    one, _principal = team
    opened = one.post(URL, TEARDOWN)
    assert opened.status_code == 201
    assert opened.json()["weapon_model"] == "shahed-136"
    assert one.get(f"{URL}{opened.json()['id']}/").json() == opened.json()
    listed = one.get(URL).json()["results"]
    assert [row["order_number"] for row in listed] == ["KH-1"]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"weapon_model": "no such thing"}, 422, "unknown_weapon_model"),
        ({"weapon_model": "\u202e{name}{0}"}, 422, "unknown_weapon_model"),
        ({"region": "UA-00"}, 422, "invalid"),
        ({"order_number": "\u202e\u200b"}, 422, "bad_text"),
        ({"circumstances": "x" * 4001}, 422, "invalid"),
        ({"recovered_on": "2025-02-30"}, 422, "invalid"),
        ({"recovered_precision": "hour"}, 422, "invalid"),
    ],
)
def test_a_teardown_that_cannot_be_opened(team: Any, change: dict[str, str], status: int, code: str) -> None:
    one, _principal = team
    response = one.post(URL, {**TEARDOWN, **change})
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert one.get(URL).json()["results"] == []


def test_an_order_number_is_used_once(team: Any) -> None:
    one, _principal = team
    one.post(URL, TEARDOWN)
    response = one.post(URL, TEARDOWN)
    assert (response.status_code, response.json()["code"]) == (409, "order_number_taken")


def test_weapon_models_come_with_all_their_names(team: Any) -> None:
    one, _principal = team
    (row,) = one.get("/api/v1/field/weapon-models/").json()["results"]
    assert (row["slug"], row["name_uk"]) == ("shahed-136", "Шахед-136 / Герань-2")
    assert "Герань-2" in row["aliases"]


def test_assemblies_form_a_tree_without_rings(team: Any) -> None:
    one, principal = team
    url = f"{URL}{make_teardown(principal).public_id}/"
    outer = one.post(f"{url}assemblies/", {"name": "nose"}).json()
    inner = one.post(f"{url}assemblies/", {"name": "board", "parent": outer["id"]}).json()
    assert inner["parent"] == outer["id"]
    ring = one.patch(f"/api/v1/field/assemblies/{outer['id']}/", {"parent": inner["id"]})
    assert (ring.status_code, ring.json()["code"]) == (422, "cyclic_assembly")
    moved = one.patch(f"/api/v1/field/assemblies/{inner['id']}/", {"parent": None})
    assert (moved.status_code, moved.json()["parent"]) == (200, None)
    assert {each["name"] for each in one.get(url).json()["assemblies"]} == {"nose", "board"}


def test_assemblies_of_others_are_not_there(team: Any) -> None:
    one, principal = team
    stranger, other = caller(Role.FIELD)
    theirs = stranger.post(f"{URL}{make_teardown(other).public_id}/assemblies/", {"name": "x"}).json()["id"]
    own = f"{URL}{make_teardown(principal).public_id}/assemblies/"
    assert one.patch(f"/api/v1/field/assemblies/{theirs}/", {"parent": None}).status_code == 404
    assert one.post(own, {"name": "y", "parent": theirs}).status_code == 404


def asked(one: Caller, photo: Any) -> dict[str, Any]:
    """What the API says of a photo."""
    shown: dict[str, Any] = one.get(f"/api/v1/field/photos/{photo.public_id}/").json()
    return shown


def test_progress_is_that_of_the_running_job(team: Any) -> None:
    one, principal = team
    photo = make_photo(make_teardown(principal), state=PhotoState.PREPARED)
    Job.objects.create(
        name="teardowns.read_photo",
        key="k",
        subject_type="photo",
        subject_id=str(photo.public_id),
        state=JobState.RUNNING,
        progress_done=2,
        progress_total=5,
    )
    assert asked(one, photo)["progress"] == {"done": 2, "total": 5, "working": True}


@pytest.mark.parametrize(
    ("state", "truncated", "code"),
    [
        (PhotoState.UNDISPLAYABLE, False, "undisplayable"),
        (PhotoState.RESOLVED, True, "truncated"),
        (PhotoState.RESOLVED, False, "nothing_found"),
        (PhotoState.FAILED, False, ""),
        (PhotoState.PREPARED, False, ""),
    ],
)
def test_what_should_be_shot_again(team: Any, state: str, truncated: bool, code: str) -> None:
    one, principal = team
    photo = make_photo(make_teardown(principal), state=state)
    photo.truncated = truncated
    photo.save()
    reading = asked(one, photo)["reading"]
    assert (reading["chips"], reading["chips_read"], reading["shoot_again"]) == (0, 0, bool(code))
    assert reading["code"] == code
    requests = [(one["code"], one["chips"], bool(one["sentence"])) for one in reading["requests"]]
    assert requests == ([(code, [], True)] if code else [])


def test_a_chip_that_nobody_can_read_should_be_shot_again(team: Any) -> None:
    one, principal = team
    photo = make_photo(make_teardown(principal))
    proposal = make_proposal(photo=photo)
    make_reading([], photo)
    reading = asked(one, photo)["reading"]
    assert (reading["chips"], reading["chips_read"], reading["shoot_again"], reading["code"]) == (2, 1, False, "")
    mark_illegible(principal=make_principal(Role.ANALYST), component=proposal.component)
    assert Identification.objects.filter(standing=Standing.ILLEGIBLE).exists()
    assert asked(one, photo)["reading"]["code"] == "illegible"


SMALL = {"verdict": "partial", "reasons": [{"code": "too_small", "params": {"height": 9, "needed": 20}}]}
CLOSER = "Closer, please: the letters are 9 px high, 20 are needed."


def test_a_chip_that_is_hard_to_read_is_asked_for_by_name_and_in_a_sentence(team: Any) -> None:
    one, principal = team
    photo = make_photo(make_teardown(principal))
    reading = make_reading(["QQ77"], photo)
    Reading.objects.filter(pk=reading.pk).update(legibility=SMALL)
    shown = asked(one, photo)["reading"]
    params = {"height": 9, "needed": 20}
    assert shown["requests"] == [{"code": "too_small", "params": params, "chips": ["U1"], "sentence": CLOSER}]


def test_the_first_look_is_told_while_the_photo_waits_to_be_read(team: Any) -> None:
    one, principal = team
    photo = make_photo(make_teardown(principal), state=PhotoState.PREPARED)
    assert asked(one, photo)["legibility"] is None
    photo.legibility = {"verdict": "partial", "reasons": [{"code": "dark", "params": {}}]}
    photo.save()
    shown = asked(one, photo)
    assert (shown["legibility"]["verdict"], shown["legibility"]["word"]) == ("partial", "hard to read")
    assert shown["legibility"]["reasons"][0]["code"] == shown["reading"]["code"] == "dark"
    assert shown["legibility"]["request"] == "More light, please: it is too dark here."
    assert shown["reading"]["requests"][0]["sentence"] == shown["legibility"]["request"]
