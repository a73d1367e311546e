"""Drawn crops through the machines' door."""

import uuid
from typing import Any

import pytest

from accounts.roles import Role
from jobs import runner
from jobs.models import Job
from teardowns.models import PhotoState, Reading
from teardowns.operations import rereading
from tests.api.calling import Caller, caller
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import make_photo, make_proposal, make_reading
from tests.fakes.engines import CrashingEngine, ScriptedEngine

pytestmark = pytest.mark.django_db
API = "/api/v1/analyst/"
BOX = [[20, 40], [220, 40], [220, 140], [20, 140]]


@pytest.fixture
def analyst() -> Caller:
    return caller(Role.ANALYST)[0]


def run_crops(monkeypatch: pytest.MonkeyPatch, engine: Any) -> None:
    monkeypatch.setattr(rereading, "engine", lambda name: engine)
    for _attempt in range(runner.MAX_ATTEMPTS):
        for job in Job.objects.filter(name=rereading.JOB):
            runner.run(job.pk, rereading.read_drawn)


def test_a_crop_is_asked_for_and_answered_with_lines_and_candidates(
    analyst: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_part("MAX3490ESA+", make_maker("Maxim Integrated"))
    photo = make_photo()
    asked = analyst.post(f"{API}photos/{photo.public_id}/regions/", {"box": BOX, "rotation": 0})
    assert asked.status_code == 202 and asked.json()["state"] == "waiting" and asked.json()["reading"] is None
    run_crops(monkeypatch, ScriptedEngine(region=["MAX3490ESA+", "2039"]))
    done = analyst.get(asked.headers["Location"]).json()
    assert (done["id"], done["state"], done["photo"]) == (asked.json()["id"], "done", str(photo.public_id))
    reading = done["reading"]
    assert [line["text"] for line in reading["lines"]] == ["MAX3490ESA+", "2039"]
    assert (reading["drawn_box"], reading["beside"], reading["author"]) == (BOX, None, "")
    assert reading["drawn_by"] and reading["lines"][0]["pass_name"] == "script"
    assert done["candidates"][0]["part_number"] == "MAX3490ESA+" and done["decision"] == "identified"
    (chip,) = analyst.get(f"{API}photos/{photo.public_id}/").json()["markings"]
    assert (chip["id"], chip["component"]) == (done["marking"], done["component"])


def test_a_chip_read_again_names_the_reading_it_stands_beside(analyst: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = make_proposal()
    marking = proposal.reading.marking
    asked = analyst.post(
        f"{API}photos/{marking.photo.public_id}/regions/", {"box": BOX, "marking": str(marking.public_id)}
    )
    run_crops(monkeypatch, ScriptedEngine(region=["AD9363"]))
    done = analyst.get(asked.headers["Location"]).json()
    assert done["reading"]["beside"] == str(proposal.reading.public_id)
    (chip,) = analyst.get(f"{API}photos/{marking.photo.public_id}/").json()["markings"]
    assert chip["reading"]["id"] == str(proposal.reading.public_id)
    shown = analyst.get(f"{API}components/{marking.component.public_id}/").json()
    assert len(shown["markings"][0]["readings"]) == 2


def test_a_crop_that_fails_says_why(analyst: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = analyst.post(f"{API}photos/{make_photo().public_id}/regions/", {"box": BOX})
    run_crops(monkeypatch, CrashingEngine())
    failed = analyst.get(asked.headers["Location"]).json()
    assert (failed["state"], failed["failure_code"]) == ("failed", "MemoryError")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "invalid"),
        ({"box": "x"}, 422, "invalid"),
        ({"box": BOX[:3]}, 422, "invalid"),
        ({"box": [[1], [2], [3], [4]]}, 422, "invalid"),
        ({"box": [[10**400, 0], *BOX[1:]]}, 422, "invalid"),
        ({"box": [["NaN", 0], *BOX[1:]]}, 422, "invalid"),
        ({"box": BOX, "rotation": 45}, 422, "invalid"),
        ({"box": BOX, "marking": "x"}, 422, "invalid"),
        ({"box": BOX, "marking": str(uuid.uuid4())}, 404, "not_found"),
        ({"box": BOX[::-1]}, 422, "bad_region"),
        ({"box": [[0, 0], [9000, 0], [9000, 90], [0, 90]]}, 422, "bad_region"),
    ],
)
def test_a_box_that_is_none(analyst: Caller, body: Any, status: int, code: str) -> None:
    response = analyst.post(f"{API}photos/{make_photo().public_id}/regions/", body)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert not Job.objects.filter(name=rereading.JOB).exists()


def test_somebody_else_s_marking_and_a_photo_on_its_way(analyst: Caller) -> None:
    marking = make_reading().marking
    elsewhere = analyst.post(
        f"{API}photos/{make_photo().public_id}/regions/", {"box": BOX, "marking": str(marking.public_id)}
    )
    assert elsewhere.status_code == 404
    early = analyst.post(f"{API}photos/{make_photo(state=PhotoState.PREPARED).public_id}/regions/", {"box": BOX})
    assert (early.status_code, early.json()["code"]) == (409, "photo_not_ready")


def test_enforcement_does_not_draw() -> None:
    one, _ = caller(Role.ENFORCEMENT)
    assert one.post(f"{API}photos/{make_photo().public_id}/regions/", {"box": BOX}).status_code == 403
    assert one.get(f"{API}regions/{uuid.uuid4()}/").status_code == 403
    assert not Reading.objects.exists()
