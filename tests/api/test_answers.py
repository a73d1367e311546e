"""Answers through the machines' door."""

from typing import Any

import pytest

from accounts.roles import Role, Scope
from jobs import runner
from jobs.models import Job
from makers.models import Answer, TraceRequest
from makers.operations.answer_files import JOB, read_table
from provenance.models import Claim
from tests.api.calling import Caller
from tests.factories.accounts import make_user
from tests.factories.requests import LOT, make_request

pytestmark = pytest.mark.django_db
API = "/api/v1/manufacturer/"
SALE = {"sold_to": "Example GmbH", "country": "DE", "date": "2021-11-05", "quantity": 2000}


@pytest.fixture
def asked() -> TraceRequest:
    return make_request()


@pytest.fixture
def officer(asked: TraceRequest) -> Caller:
    return Caller(make_user(Role.MAKER, organisation=asked.organisation))


def url(asked: TraceRequest) -> str:
    return f"{API}requests/{asked.public_id}/answers/"


def test_answering_correcting_withdrawing(asked: TraceRequest, officer: Caller) -> None:
    body: dict[str, Any] = {"verdict": "genuine", "use": "open", "sales": [SALE]}
    first = officer.post(url(asked), body)
    assert first.status_code == 201 and first.json()["stands"] and first.json()["whole"]
    assert officer.post(url(asked), body).json()["id"] == first.json()["id"], "the same answer sent twice is one"
    other = {**body, "terms": {"quantity": "leads"}}
    conflict = officer.post(url(asked), other)
    assert (conflict.status_code, conflict.json()["code"]) == (409, "answered_meanwhile")
    second = officer.post(url(asked), {**other, "seen": first.json()["id"]})
    assert second.status_code == 201 and Claim.objects.get().quantity is None
    listed = officer.get(url(asked)).json()
    assert [one["stands"] for one in listed] == [True, False]
    assert listed[0]["sales"][0]["quantity"] == {"value": "2000", "terms": "leads"}
    assert officer.post(f"{API}answers/{second.json()['id']}/withdraw/").status_code == 204
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"use": "open"},
        {"verdict": "maybe", "use": "open"},
        {"verdict": "genuine"},
        {"verdict": "genuine", "use": "secret"},
        {"verdict": "genuine", "use": "open", "terms": {"colour": "open"}},
        {"use": "open", "sales": [{"sold_to": "A", "date": "tomorrow"}]},
        {"use": "open", "sales": [{"country": "DE"}]},
        {"use": "open", "sales": "no"},
    ],
)
def test_what_cannot_be_taken_is_told(asked: TraceRequest, officer: Caller, body: Any) -> None:
    assert officer.post(url(asked), body).status_code == 422
    assert not Answer.objects.exists()


def test_a_sale_has_terms_of_its_own(asked: TraceRequest, officer: Caller) -> None:
    sales = [SALE, {**SALE, "use": "sealed"}, {**SALE, "terms": {"sold_to": "leads until 2199-01-01"}}]
    officer.post(url(asked), {"verdict": "genuine", "use": "open", "sales": sales})
    assert [row.terms["sold_to"] for row in Answer.objects.get().rows.all()] == [
        "open", "sealed", "leads until 2199-01-01",
    ]  # fmt: skip
    assert Claim.objects.count() == 1


def test_all_sales_are_given_page_by_page_with_their_number(asked: TraceRequest, officer: Caller) -> None:
    sales = [{**SALE, "quantity": 1 + number} for number in range(130)]
    made = officer.post(url(asked), {"verdict": "genuine", "use": "sealed", "sales": sales}).json()
    assert (len(made["sales"]), made["sales_in_all"]) == (100, 130)
    following, read = f"{API}answers/{made['id']}/sales/?limit=60", []
    while following:
        page = officer.get(following).json()
        assert page["count"] == 130
        read += page["results"]
        following = page["next"]
    assert [one["quantity"]["value"] for one in read] == [str(1 + number) for number in range(130)]
    assert read[:100] == made["sales"] and "order" not in read[0]
    stranger = Caller(make_user(Role.MAKER))
    assert stranger.get(f"{API}answers/{made['id']}/sales/").status_code == 404
    assert Caller(make_user(Role.ANALYST)).get(f"{API}answers/{made['id']}/sales/").status_code == 403


def test_a_table(asked: TraceRequest, officer: Caller) -> None:
    table = f"lot,verdict,sold_to,date\n{LOT},genuine,Alfa,2021-11-05\nX1234567,genuine,Beta,2021\n".encode()
    once, again = f"{API}answers.csv?use=open", f"{API}requests/{asked.public_id}/answers.csv?use=open"
    for path, told in ((once, [3]), (again, [2, 3])):
        sent = officer.raw(path, table, "text/csv")
        assert sent.status_code == 202
        for job in Job.objects.filter(name=JOB):
            runner.run(job.pk, read_table)
        state = officer.get(f"{API}answers/tables/{sent.json()['id']}/").json()
        assert (state["state"], [one["line"] for one in state["faults"]]) == ("done", told)
        assert "no request to you is about X1234567" in state["faults"][-1]["why"]
    assert state["faults"][0]["code"] == "same_as_standing"


def test_a_token_that_only_reads_answers_nothing(asked: TraceRequest, officer: Caller) -> None:
    reader = Caller(officer.user, scopes=[Scope.REQUESTS])
    assert reader.get(url(asked)).status_code == 200
    assert reader.post(url(asked), {"verdict": "genuine", "use": "open"}).status_code == 403
