"""Corrections by a program."""

import uuid
from typing import Any

import pytest

from accounts.roles import Role
from provenance.models import Correction, Party
from tests.api.calling import Caller, caller
from tests.factories.provenance import make_maker, make_part

pytestmark = pytest.mark.django_db
URL = "/api/v1/analyst/corrections/"
WHY = "the data sheet says so"


@pytest.fixture
def analyst() -> Caller:
    """An analyst's program."""
    return caller(Role.ANALYST)[0]


def test_each_kind_is_made_listed_and_taken_back(analyst: Caller) -> None:
    maker, other = make_maker("Old Chips"), make_maker("New Chips")
    make_part("ZQX7712", other)
    sent = [
        {"kind": "merged_parties", "party": str(maker.public_id), "into": str(other.public_id), "note": WHY},
        {"kind": "alias", "party": str(maker.public_id), "part_number": "ZQX7712", "alias": "ZQX77-TI", "note": WHY},
        {"kind": "rule_wrong", "rule": "prefix:LMH", "note": WHY},
    ]
    made = []
    for one in sent:
        answer = analyst.post(URL, one)
        assert answer.status_code == 201, answer.json()
        made.append(answer.json())
    assert made[0]["into"] == {"id": str(other.public_id), "name": "New Chips"}
    assert made[1]["party"]["name"] == "New Chips"
    assert [row["id"] for row in analyst.get(URL).json()["results"]] == [one["id"] for one in reversed(made)]
    for one in made:
        taken = analyst.post(f"{URL}{one['id']}/withdrawal/", {"note": "not so"})
        assert taken.status_code == 201
        assert (taken.json()["withdrawal_note"], bool(taken.json()["withdrawn_at"])) == ("not so", True)
    again = analyst.post(f"{URL}{made[0]['id']}/withdrawal/", {"note": "not so"})
    assert (again.status_code, again.json()["code"]) == (409, "taken_back_already")
    assert not Correction.objects.filter(withdrawn_at__isnull=True).exists()


def test_a_company_that_was_merged_meanwhile_is_not_taken_for_the_one_that_stands(analyst: Caller) -> None:
    old, new, third = (make_maker(name) for name in ("Old Chips", "New Chips", "Third Chips"))

    def merge(party: Party, into: Party) -> Any:
        ids = {"party": str(party.public_id), "into": str(into.public_id)}
        return analyst.post(URL, {"kind": "merged_parties", **ids, "note": WHY})

    assert merge(old, new).status_code == 201
    for party, into in ((old, third), (third, old)):
        assert merge(party, into).json()["code"] == "merged_already"


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({"kind": "merged_parties"}, {"party", "into"}),
        ({"kind": "alias"}, {"party", "part_number", "alias"}),
        ({"kind": "rule_wrong"}, {"rule"}),
        ({"kind": "nothing"}, {"kind"}),
    ],
)
def test_what_is_missing_is_named(analyst: Caller, sent: dict[str, str], fields: set[str]) -> None:
    answer = analyst.post(URL, sent | {"note": WHY})
    assert answer.status_code == 422
    assert fields <= {error["pointer"].removeprefix("#/") for error in answer.json()["errors"]}


def test_refusals_have_their_codes(analyst: Caller) -> None:
    maker = make_maker("One")
    nobody = str(uuid.uuid4())
    merge = {"kind": "merged_parties", "party": str(maker.public_id), "note": WHY}
    assert analyst.post(URL, merge | {"into": nobody}).status_code == 404
    answer = analyst.post(URL, merge | {"into": str(maker.public_id)})
    assert (answer.status_code, answer.json()["code"]) == (422, "merged_with_itself")
    answer = analyst.post(URL, {"kind": "rule_wrong", "rule": "prefix:NO", "note": WHY})
    assert (answer.status_code, answer.json()["code"]) == (422, "rule_unknown")
    assert analyst.post(f"{URL}{nobody}/withdrawal/", {"note": WHY}).status_code == 404


def test_who_may_not_correct_sees_what_was_corrected() -> None:
    reader = caller(Role.ENFORCEMENT)[0]
    assert reader.get(URL).json()["results"] == []
    assert reader.post(URL, {"kind": "rule_wrong", "rule": "prefix:LMH", "note": WHY}).status_code == 403
    assert caller(Role.MAKER)[0].get(URL).status_code == 403
