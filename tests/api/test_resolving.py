"""Markings to parts through the machines' door."""

from typing import Any

import pytest
from pytest_django import Settings

from accounts.roles import Role
from jobs import runner
from jobs.models import Job
from provenance.models import MarkingBatch
from provenance.operations import batches
from tests.api.calling import Caller, caller
from tests.factories.provenance import make_maker, make_part

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/analyst/resolve/"


@pytest.fixture
def analyst() -> Caller:
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    return caller(Role.ANALYST)[0]


def run_lists() -> None:
    for job in Job.objects.filter(name=batches.JOB):
        runner.run(job.pk, batches.resolve_batch)


def test_a_few_markings_are_answered_at_once_and_nothing_is_stored(analyst: Caller) -> None:
    markings = [
        "AD9361 | BBCZ | 2147",
        {"lines": ["AD9361", "BBCZ"], "recovered_on": "2022-08-26", "ref": "x"},
        "",
        "🛰",
    ]
    answer = analyst.post(ADDRESS, {"markings": markings})
    assert answer.status_code == 200
    first, second, empty, picture = answer.json()["results"]
    assert first["decision"] == "identified" and first["lines"] == ["AD9361", "BBCZ", "2147"]
    best = first["candidates"][0]
    assert (best["part_number"], best["manufacturer"], best["catalogued"]) == ("AD9361BBCZ", "Analog Devices", True)
    assert best["reasons"][0] == {
        "sign": "for",
        "code": "exact_number",
        "params": {"number": "AD9361BBCZ"},
        "text": "The number read is in the catalogue: AD9361BBCZ.",
    }
    assert first["date_codes"][0]["earliest"] == "2021-11-22"
    assert second["ref"] == "x" and second["decision"] == "identified"
    for nothing in (empty, picture):
        assert nothing["decision"] == "unknown" and nothing["candidates"] == []
    assert not MarkingBatch.objects.exists()


def test_reasons_are_in_the_language_of_the_request() -> None:
    make_part("AD9361BBCZ", make_maker("Analog Devices"))
    ukrainian = caller(Role.ENFORCEMENT, language="uk")[0]
    reason = ukrainian.post(ADDRESS, {"markings": ["AD9361BBCZ"]}).json()["results"][0]["candidates"][0]["reasons"][0]
    assert reason["code"] == "exact_number" and reason["text"] != "The number read is in the catalogue: AD9361BBCZ."


def test_nothing_on_a_chip_is_made_after_it_was_recovered(analyst: Caller) -> None:
    body = {"markings": [{"lines": ["AD9361BBCZ", "2147"], "recovered_on": "2021-01-01"}]}
    assert analyst.post(ADDRESS, body).json()["results"][0]["date_codes"] == []


def test_many_markings_become_a_list_that_is_asked_for(analyst: Caller, settings: Settings) -> None:
    settings.RESOLVE_AT_ONCE = 2
    markings = ["AD9361BBCZ", {"lines": ["hello"], "ref": "second"}, ""]
    asked = analyst.post(ADDRESS, {"markings": markings, "note": "from a program"})
    assert asked.status_code == 202 and asked.headers["Location"] == asked.json()["url"]
    assert asked.json()["state"] == "waiting" and asked.json()["progress_total"] == 3
    waiting = analyst.get(asked.json()["rows"]).json()["results"]
    assert [row["decision"] for row in waiting] == [None, None, None] and waiting[0]["candidates"] == []
    run_lists()
    done = analyst.get(asked.json()["url"]).json()
    assert (done["state"], done["progress_done"], done["note"]) == ("done", 3, "from a program")
    page = analyst.get(done["rows"], limit=2).json()
    rest = analyst.get(page["next"]).json()
    assert [row["decision"] for row in (*page["results"], *rest["results"])] == ["identified", "unknown", "unknown"]
    assert page["results"][1]["ref"] == "second" and rest["next"] is None
    assert page["results"][0]["candidates"][0]["reasons"][0]["text"]


def test_a_list_is_hidden_from_other_organisations(analyst: Caller, settings: Settings) -> None:
    settings.RESOLVE_AT_ONCE = 1
    asked = analyst.post(ADDRESS, {"markings": ["A1", "B2"]}).json()
    for role in (Role.ANALYST, Role.ENFORCEMENT):
        other = caller(role)[0]
        assert other.get(asked["url"]).status_code == other.get(asked["rows"]).status_code == 404
    assert caller(Role.MAKER)[0].post(ADDRESS, {"markings": ["A1"]}).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"markings": []},
        {"markings": "AD9361"},
        {"markings": [None]},
        {"markings": [7]},
        {"markings": [["AD9361"]]},
        {"markings": [{}]},
        {"markings": [{"lines": []}]},
        {"markings": [{"lines": ["A"] * 25}]},
        {"markings": [{"lines": ["A"], "recovered_on": "26.08.2022"}]},
        {"markings": ["A" * 2001]},
        {"markings": [{"lines": ["A" * 1999, "B" * 1999]}]},
        {"markings": ["A\0"]},
        {"markings": ["A"], "note": "n" * 256},
    ],
)
def test_what_cannot_be_resolved_is_refused_as_a_problem(body: Any, analyst: Caller) -> None:
    answer = analyst.post(ADDRESS, body)
    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json" and answer.json()["code"]
    assert not MarkingBatch.objects.exists()


def test_a_list_beyond_the_limit_is_refused_whole(analyst: Caller, settings: Settings) -> None:
    settings.MARKING_LIST_MAX_ROWS = 3
    answer = analyst.post(ADDRESS, {"markings": ["A1"] * 4})
    assert answer.status_code in (400, 422) and "3" in answer.json()["errors"][0]["detail"]
    unread = analyst.post(ADDRESS, {"markings": [5] * 4}).json()["errors"]
    assert [error["code"] for error in unread] == ["max_length"]
