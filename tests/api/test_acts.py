"""A maker's log for programs: own acts alone, in pages, and the same table as on the page."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.queries import principal_for
from accounts.roles import Role, Scope
from makers.models import OwnAct
from makers.operations.acts import note
from tests.factories.accounts import bearer, make_token, make_user

pytestmark = pytest.mark.django_db
AT = timezone.now()
ACTS, TABLE = "/api/v1/manufacturer/acts/", "/api/v1/manufacturer/acts.csv"


@pytest.fixture
def officer() -> User:
    return make_user(Role.MAKER, name="Ann")


@pytest.fixture
def token(officer: User) -> dict:
    return bearer(make_token(officer, [Scope.ACTS]))


def did(user: User, act: str, **details: object) -> None:
    note(principal=principal_for(user), act=act, subject_type="finding", subject_id="7", details=details)


def walk(client: Client, token: dict, path: str) -> list[dict]:
    found: list[dict] = []
    following: str | None = path
    while following:
        page = client.get(following, **token).json()
        found += page["results"]
        following = page["next"]
    return found


def test_own_acts_newest_first_in_pages(client: Client, officer: User, token: dict) -> None:
    colleague = make_user(Role.MAKER, organisation=officer.membership.organisation)
    for number in range(5):
        did(officer if number % 2 else colleague, f"act.{number}", sha256=str(number))
    did(make_user(Role.MAKER), "act.foreign")
    acts = walk(client, token, f"{ACTS}?limit=2")
    assert [one["act"] for one in acts] == [f"act.{number}" for number in (4, 3, 2, 1, 0)]
    assert acts[1]["person"] == {"id": str(officer.public_id), "name": "Ann", "email": officer.email}
    assert acts[0]["sha256"] == "4" and acts[0]["details"] == {"sha256": "4"}
    assert len({one["id"] for one in acts}) == 5
    assert not OwnAct.objects.filter(act__startswith="acts.").exists(), "reading is none"


def test_acts_of_one_moment_are_each_there_once(client: Client, officer: User, token: dict) -> None:
    for number in range(7):
        OwnAct(
            organisation=officer.membership.organisation, user=officer, act=f"act.{number}", subject_type="finding",
            subject_id="7", at=AT,
        ).save()  # fmt: skip
    assert {one["act"] for one in walk(client, token, f"{ACTS}?limit=3")} == {f"act.{number}" for number in range(7)}


def test_the_filter(client: Client, officer: User, token: dict) -> None:
    colleague = make_user(Role.MAKER, organisation=officer.membership.organisation)
    did(officer, "finding.seen")
    did(colleague, "finding.seen")
    did(colleague, "answer.given")
    for query, count in (
        ("act=finding.seen", 2), (f"person={colleague.public_id}", 2), (f"person={make_user(None).public_id}", 0),
        ("first=2199-01-01", 0), ("last=2199-01-01", 3), ("first=2020-01-01&last=2020-12-31", 0),
    ):  # fmt: skip
        assert len(client.get(f"{ACTS}?{query}", **token).json()["results"]) == count, query
    for query in ("person=x", "first=yesterday", "user__email=x", "ordering=id"):
        assert client.get(f"{ACTS}?{query}", **token).status_code == 400, query


def test_the_table_is_that_of_the_page(client: Client, officer: User, token: dict) -> None:
    did(officer, "finding.seen", note="=1+1")
    did(officer, "answer.given")
    did(make_user(Role.MAKER), "act.foreign")
    answer = client.get(f"{TABLE}?act=finding.seen", **token)
    taken = b"".join(answer)
    assert answer["Content-Disposition"].startswith('attachment; filename="acts-')
    (line,) = csv.DictReader(io.StringIO(taken.decode("utf-8-sig")))
    assert (line["act"], line["e_mail"], line["object_id"]) == ("finding.seen", officer.email, "7")
    own = OwnAct.objects.order_by("-pk")[0]
    assert own.act == "acts.exported" and own.details["size"] == len(taken) and own.token
    browser = Client()
    browser.force_login(officer)
    assert b"".join(browser.get("/maker/acts.csv?act=finding.seen")) == taken


def test_the_scope_is_asked_for(client: Client, officer: User) -> None:
    other = bearer(make_token(officer, [Scope.FINDINGS]))
    for path in (ACTS, TABLE):
        assert client.get(path, **other).status_code == 403
        assert client.get(path, **bearer(make_token(make_user(Role.ANALYST)))).status_code == 403
        assert client.get(path).status_code == 401


def test_a_page_costs_the_same_however_long_the_log(client: Client, officer: User, token: dict) -> None:
    counts = []
    client.get(ACTS, **token)
    for _time in range(2):
        for _number in range(30):
            did(officer, "finding.seen")
        with CaptureQueriesContext(connection) as caught:
            client.get(ACTS, **token)
        counts.append(len(caught))
    assert counts[0] == counts[1]
