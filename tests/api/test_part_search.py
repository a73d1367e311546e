"""Asking outside through the machines' door."""

import json
from typing import Any

import pytest

from accounts.roles import Role
from tests.api.calling import caller
from tests.fakes.nexar import QUOTA, FakeNexar, graphql_error

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/analyst/parts/search/"


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ENFORCEMENT])
def test_an_answer_has_its_source_time_and_hash(keyed: FakeNexar, role: Role) -> None:
    answer = caller(role)[0].post(ADDRESS, {"number": "AD9361BBCZ"})
    assert answer.status_code == 200
    found = answer.json()
    assert (found["service"], found["asked"], found["hits"], found["partial"]) == ("Nexar", "AD9361BBCZ", 1, False)
    assert len(found["sha256"]) == 64 and found["asked_at"] < found["fresh_until"]
    assert [one["standing"] for one in found["parts"][0]["sellers"]] == ["authorised", "broker", "other"]


def test_without_a_key_it_is_off() -> None:
    answer = caller(Role.ANALYST)[0].post(ADDRESS, {"number": "AD9361BBCZ"})
    assert (answer.status_code, answer.json()["code"]) == (409, "part_search_off")


@pytest.mark.parametrize("body", [{}, {"number": ""}, {"number": "x" * 81}, {"number": "-"}, {"number": ["A"]}])
def test_what_is_no_number_is_not_sent(keyed: FakeNexar, body: dict[str, Any]) -> None:
    assert caller(Role.ANALYST)[0].post(ADDRESS, body).status_code == 422
    assert not keyed.asked


def test_a_failure_of_the_service_is_a_502_in_three_sentences(keyed: FakeNexar) -> None:
    keyed.next(graphql_error(QUOTA))
    client = caller(Role.ANALYST, language="uk")[0].client
    answer = client.post(ADDRESS, json.dumps({"number": "AD9361BBCZ"}), content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (502, "application/problem+json")
    problem = json.loads(answer.content)
    assert problem["code"] == "part_search_quota_used_up"
    assert all(problem[name] for name in ("title", "detail", "kept", "next_step"))


def test_who_may_not_ask_does_not(keyed: FakeNexar) -> None:
    assert caller(Role.FIELD)[0].post(ADDRESS, {"number": "AD9361BBCZ"}).status_code == 403
    assert not keyed.asked
