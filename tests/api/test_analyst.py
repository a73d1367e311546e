"""The lab and enforcement: reading the evidence, judging it, tracing parts, keeping the work going."""

import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.roles import Role
from jobs.models import Job, JobState
from provenance.models import Trace
from teardowns.models import Identification, Reading, Release
from tests.api.calling import Caller, caller, checked
from tests.factories.accounts import make_user
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import make_confirmed, make_photo, make_proposal, make_reading, make_teardown

pytestmark = pytest.mark.django_db
API = "/api/v1/analyst/"


@pytest.fixture
def analyst() -> Caller:
    """An analyst's program."""
    return caller(Role.ANALYST)[0]


def test_a_photo_shows_its_chips_with_box_reading_and_state(analyst: Caller) -> None:
    proposal = make_proposal()
    marking = proposal.reading.marking
    shown = analyst.get(f"{API}photos/{marking.photo.public_id}/").json()
    (chip,) = shown["markings"]
    assert chip["box"] == marking.box
    assert (chip["id"], chip["state"]) == (str(marking.public_id), "proposed")
    assert [line["text"] for line in chip["reading"]["lines"]] == ["AD9361BBCZ", "#2147"]
    assert chip["reading"]["engine"] == "scripted"
    for url in (shown["picture"], chip["picture"]):
        picture = analyst.get(url)
        assert picture.headers["Content-Type"] == "image/jpeg"
        assert picture.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_reading_says_how_well_its_chip_can_be_read(analyst: Caller) -> None:
    reading = make_proposal().reading
    small = {"code": "too_small", "params": {"height": 9, "needed": 20}}
    Reading.objects.filter(pk=reading.pk).update(legibility={"verdict": "partial", "reasons": [small]})
    photo = analyst.get(f"{API}photos/{reading.marking.photo.public_id}/").json()
    component = analyst.get(f"{API}components/{reading.marking.component.public_id}/").json()
    closer = "Closer, please: the letters are 9 px high, 20 are needed."
    said = {"verdict": "partial", "word": "hard to read", "reasons": [{**small, "request": closer}], "request": closer}
    assert photo["legibility"] is None
    assert photo["markings"][0]["reading"]["legibility"] == said
    assert component["markings"][0]["readings"][0]["legibility"] == said


def test_no_picture_is_a_plain_no(analyst: Caller) -> None:
    photo = make_photo()
    for kind in ("original", "nothing"):
        assert analyst.get(f"{API}photos/{photo.public_id}/pictures/{kind}/").status_code == 404
    photo.derivatives.all().delete()
    marking = make_reading(photo=photo).marking
    assert analyst.get(f"{API}markings/{marking.public_id}/picture/").status_code == 404


def test_lists_and_their_filters(analyst: Caller) -> None:
    proposal = make_proposal()
    teardown = proposal.component.teardown
    make_photo(make_teardown())
    make_reading()
    assert len(analyst.get(f"{API}teardowns/").json()["results"]) == 3
    assert analyst.get(f"{API}teardowns/{teardown.public_id}/").json()["organisation"] == teardown.organisation.name
    assert len(analyst.get(f"{API}components/").json()["results"]) == 2
    (component,) = analyst.get(f"{API}components/", teardown=str(teardown.public_id)).json()["results"]
    assert component["id"] == str(proposal.component.public_id)
    photos = f"{API}teardowns/{teardown.public_id}/photos/"
    assert len(analyst.get(photos, state="resolved").json()["results"]) == 1
    assert analyst.get(photos, state="failed").json()["results"] == []
    assert analyst.get(photos, state="odd").json()["code"] == "invalid_parameter"
    assert analyst.get(f"{API}components/", teardown="x").json()["code"] == "invalid_parameter"


def test_a_typed_reading_supersedes(analyst: Caller) -> None:
    reading = make_proposal().reading
    url = f"{API}markings/{reading.marking.public_id}/readings/"
    written = analyst.post(url, {"lines": ["AD9363ABCZ", "#2147"], "seen": str(reading.public_id)})
    assert written.status_code == 201
    assert written.json()["supersedes"] == str(reading.public_id)
    assert written.json()["engine"] == "" and written.json()["author"]
    late = analyst.post(url, {"lines": ["X"], "seen": str(reading.public_id)})
    assert (late.status_code, late.json()["code"]) == (409, "judged_meanwhile")
    assert analyst.post(url, {"illegible": True}).json()["illegible"] is True
    component = analyst.get(f"{API}components/{reading.marking.component.public_id}/").json()
    assert len(component["markings"][0]["readings"]) == 3


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"lines": []}, "bad_text"),
        ({"lines": ["\u202e"]}, "bad_text"),
        ({"lines": ["a\x00b"]}, "invalid"),
        ({"lines": ["x" * 100_000]}, "invalid"),
        ({"lines": ["x"] * 41}, "invalid"),
        ({"lines": "text"}, "invalid"),
        ({"lines": [{}]}, "invalid"),
        ({"lines": ["x"], "seen": "me"}, "invalid"),
    ],
)
def test_a_reading_that_cannot_be_stored(analyst: Caller, body: Any, code: str) -> None:
    marking = make_reading().marking
    response = analyst.post(f"{API}markings/{marking.public_id}/readings/", body)
    assert (response.status_code, response.json()["code"]) == (422, code)
    assert Reading.objects.count() == 1


def test_confirming_a_candidate_releases_the_finding(analyst: Caller) -> None:
    proposal = make_proposal()
    queued = analyst.get(f"{API}queue/").json()["results"]
    assert [row["id"] for row in queued] == [str(proposal.public_id)]
    assert queued[0]["candidates"][0]["part_number"] == "AD9361BBCZ"
    url = f"{API}components/{proposal.component.public_id}/identifications/"
    judged = analyst.post(url, {"judgement": "confirm", "candidate": 0, "seen": queued[0]["id"]}).json()
    assert (judged["standing"], judged["part_number"], judged["manufacturer"]) == (
        "confirmed",
        "AD9361BBCZ",
        "analog-devices",
    )
    assert Release.objects.filter(identification__public_id=judged["id"]).count() == 1
    assert analyst.get(f"{API}queue/").json()["results"] == []
    late = analyst.post(url, {"judgement": "reject", "seen": queued[0]["id"]})
    assert (late.status_code, late.json()["code"]) == (409, "judged_meanwhile")


def test_the_other_judgements(analyst: Caller) -> None:
    make_part("ADXL345BCCZ", make_maker("Analog Devices"))
    own = {"judgement": "confirm", "part_number": "ADXL345BCCZ", "manufacturer": "Analog Devices"}
    for body, standing in (
        (own, "confirmed"),
        ({"judgement": "reject"}, "rejected"),
        ({"judgement": "illegible"}, "illegible"),
    ):
        component = make_proposal().component
        response = analyst.post(f"{API}components/{component.public_id}/identifications/", body)
        assert (response.status_code, response.json()["standing"]) == (201, standing)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "invalid"),
        ({"judgement": "accept"}, 422, "invalid"),
        ({"judgement": "confirm"}, 422, "invalid"),
        ({"judgement": "confirm", "candidate": 0, "part_number": "X"}, 422, "invalid"),
        ({"judgement": "confirm", "part_number": "X"}, 422, "invalid"),
        ({"judgement": "confirm", "candidate": -1}, 422, "invalid"),
        ({"judgement": "confirm", "candidate": 10**400}, 422, "invalid"),
        ({"judgement": "confirm", "candidate": 999}, 422, "no_such_candidate"),
        ({"judgement": "confirm", "part_number": "X", "manufacturer": "Nobody {x} Ltd"}, 422, "unknown_maker"),
    ],
)
def test_a_judgement_that_says_nothing(analyst: Caller, body: Any, status: int, code: str) -> None:
    component = make_proposal().component
    response = analyst.post(f"{API}components/{component.public_id}/identifications/", body)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert Identification.objects.count() == 1


def test_a_component_is_described(analyst: Caller) -> None:
    component = make_reading().marking.component
    url = f"{API}components/{component.public_id}/"
    assert analyst.patch(url, {"designator": "U7", "package": "BGA-144"}).json()["designator"] == "U7"
    assert analyst.patch(url, {"package": ""}).json()["designator"] == "U7"
    assert analyst.patch(url, {"assembly": str(uuid.uuid4())}).status_code == 404


def test_enforcement_reads_and_does_not_write() -> None:
    proposal = make_confirmed()
    one, _ = caller(Role.ENFORCEMENT)
    component = f"{API}components/{proposal.component.public_id}/"
    marking = f"{API}markings/{proposal.reading.marking.public_id}/"
    for url in (
        f"{API}teardowns/",
        component,
        f"{marking}picture/",
        f"{API}traces/",
        f"{API}parts/analog-devices/AD9361BBCZ/",
    ):
        assert one.get(url).status_code == 200
    for url in (f"{component}identifications/", f"{marking}readings/"):
        assert one.post(url, {}).status_code == 403
    assert one.patch(component, {}).status_code == 403
    assert one.get(f"{API}queue/").status_code == 403
    assert one.get(f"{API}jobs/").status_code == 403


def test_a_part_says_what_it_counts(analyst: Caller) -> None:
    make_confirmed()
    make_proposal("ADXL345BCCZ")
    shown = analyst.get(f"{API}parts/analog-devices/AD9361BBCZ/").json()
    assert (shown["found"], shown["specimens"], shown["not_confirmed"]) == (1, 1, 0)
    assert shown["catalogued"] is True
    assert analyst.get(f"{API}parts/analog-devices/ADXL345BCCZ/").json()["found"] == 0
    for path in ("nobody/AD9361BBCZ", "analog-devices/XYZ", "analog-devices/%00", "analog-devices/a/../b"):
        assert analyst.get(f"{API}parts/{path}/").status_code == 404


def test_a_trace_is_asked_once_and_answered_with_evidence(analyst: Caller) -> None:
    from provenance.operations.tracing import run_trace

    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    body = {"part_number": "AD9361BBCZ", "manufacturer": "Analog Devices", "recovered": "2025-03-14"}
    asked = analyst.post(f"{API}traces/", body)
    assert asked.status_code == 202
    assert (asked.json()["state"], asked.json()["answer"]) == ("waiting", None)
    assert analyst.post(f"{API}traces/", body).json()["id"] == asked.json()["id"]
    run_trace(public_id=asked.json()["id"])
    answer = analyst.get(asked.json()["url"]).json()["answer"]
    assert answer["maker"]["name"] == "Analog Devices"
    assert all(gap["text"] for gap in answer["gaps"])
    assert Trace.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"manufacturer": "Nobody"}, "unknown_maker"),
        ({"made_from": "2025-02-02", "made_to": "2025-01-01"}, "invalid"),
        ({"part_number": ""}, "invalid"),
        ({"recovered": "0000-00-00"}, "invalid"),
    ],
)
def test_a_trace_that_cannot_be_asked(analyst: Caller, change: dict[str, str], code: str) -> None:
    make_maker("Analog Devices")
    body = {"part_number": "AD9361BBCZ", "manufacturer": "Analog Devices", **change}
    response = analyst.post(f"{API}traces/", body)
    assert (response.status_code, response.json()["code"]) == (422, code)


def test_failed_work_is_run_again_by_an_administrator(analyst: Caller) -> None:
    job = Job.objects.create(name="teardowns.read_photo", key="k", state=JobState.FAILED, failure_code="worker_lost")
    url = f"{API}jobs/{job.public_id}/"
    assert analyst.get(url).json()["failure_code"] == "worker_lost"
    assert [row["id"] for row in analyst.get(f"{API}jobs/", state="failed").json()["results"]] == [str(job.public_id)]
    assert analyst.get(f"{API}jobs/", state="done").json()["results"] == []
    assert analyst.post(f"{url}run-again/").status_code == 403
    admin = Client()
    admin.force_login(make_user(Role.ADMIN))
    assert checked(admin.post(f"{url}run-again/")).json()["state"] == "queued"
    assert checked(admin.get(f"{API}teardowns/")).status_code == 403


def test_history_comes_with_the_hashes_that_seal_it() -> None:
    confirmed = make_confirmed()
    one, _ = caller(Role.ENFORCEMENT)
    rows = one.get(f"{API}ledger/component/{confirmed.component.public_id}/").json()["results"]
    actions = [row["action"] for row in rows]
    assert "identification.proposed" in actions and "identification.confirmed" in actions
    assert all(len(row["entry_hash"]) == 64 for row in rows)
    assert one.get(f"{API}ledger/component/nothing-here/").json() == {"results": [], "next": None}
    assert one.get(f"{API}ledger/x/%00/").status_code == 404
