"""Exports for programs: ask, wait, fetch; a name that is no filter is refused; a revoked token ends what it asked."""

import hashlib
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts import operations
from accounts.models import ApiToken, User
from accounts.roles import OrganisationKind, Role, Scope
from makers.models import FindingExport
from teardowns.models import Release
from teardowns.operations.releasing import withdraw
from tests.factories.accounts import ACTOR, bearer, make_organisation, make_principal, make_token, make_user
from tests.factories.exports import run_export
from tests.factories.provenance import make_maker, represent
from tests.factories.teardowns import make_finding

pytestmark = pytest.mark.django_db
EXPORTS = "/api/v1/manufacturer/exports/"


@pytest.fixture
def officer() -> User:
    house, brand = make_organisation(OrganisationKind.MAKER), make_maker("Analog Devices")
    represent(house, brand)
    make_finding("AD9361BBCZ", brand)
    make_finding("ADF4351BCPZ", brand)
    make_finding("XC7Z020", make_maker("Xilinx"))
    return make_user(Role.MAKER, organisation=house)


@pytest.fixture
def token(officer: User) -> dict[str, Any]:
    return bearer(make_token(officer, [Scope.FINDINGS]))


def ask(client: Client, token: dict[str, Any], **said: object) -> Any:
    return client.post(EXPORTS, json.dumps(said), content_type="application/json", **token)


def test_ask_wait_fetch(client: Client, token: dict[str, Any]) -> None:
    asked = ask(client, token, format="json", part_number="AD93", made_from="2020-01-01")
    assert asked.status_code == 202
    shown = asked.json()
    assert (shown["state"], shown["file"], shown["sha256"]) == ("waiting", None, "")
    assert shown["filter"] == {"part_number": "AD93", "made_from": "2020-01-01"}
    address = f"{EXPORTS}{shown['id']}/"
    assert client.get(f"{address}file/", **token).status_code == 409
    run_export(FindingExport.objects.get())
    shown = client.get(address, **token).json()
    assert (shown["state"], shown["written"], shown["file"]) == ("ready", 1, f"{address}file/")
    taken = client.get(shown["file"], **token)
    text = b"".join(taken)
    assert hashlib.sha256(text).hexdigest() == shown["sha256"] and len(text) == shown["size"]
    assert [one["part_number"] for one in json.loads(text)["findings"]] == ["AD9361BBCZ"]
    assert taken["Cache-Control"] == "no-store"
    assert client.get(EXPORTS, **token).json()["results"] == [shown]


@pytest.mark.parametrize(
    "said",
    [
        {}, {"format": "exe"}, {"format": "csv", "brand__name": "x"}, {"format": "csv", "opened_since": "x"},
        {"format": "csv", "withdrawn_at": "2020-01-01"}, {"format": "csv", "lot": "\0"}, {"format": "csv", "limit": 2},
        {"format": ["csv"]},
    ],
)  # fmt: skip
def test_what_is_no_filter_is_refused(client: Client, token: dict[str, Any], said: dict[str, object]) -> None:
    answer = ask(client, token, **said)
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert not FindingExport.objects.exists()


def test_the_list_goes_in_pages(client: Client, token: dict[str, Any]) -> None:
    made = [ask(client, token, format="csv", lot=str(number)).json()["id"] for number in range(3)]
    page = client.get(f"{EXPORTS}?limit=2", **token).json()
    rest = client.get(page["next"], **token).json()
    assert [one["id"] for one in [*page["results"], *rest["results"]]] == made[::-1]
    assert client.get(f"{EXPORTS}?state=ready", **token).status_code == 400


def test_a_revoked_token_ends_what_it_asked_for(client: Client, officer: User, token: dict[str, Any]) -> None:
    ask(client, token, format="csv")
    row = run_export(FindingExport.objects.get())
    other = bearer(make_token(officer, [Scope.FINDINGS]))
    operations.revoke_token(token=ApiToken.objects.earliest("pk"), actor=ACTOR)
    address = f"{EXPORTS}{row.public_id}/"
    assert client.get(f"{address}file/", **token).status_code == 401
    answer = client.get(f"{address}file/", headers={"Accept-Language": "en"}, **other)
    assert answer.status_code == 410 and answer.json()["code"] == "export_ended"
    assert "token that did" in answer.json()["detail"]
    shown = client.get(address, **other).json()
    assert (shown["state"], shown["cause"], shown["file"]) == ("ended", "not_allowed", None)


def test_a_finding_that_was_taken_back_is_handed_out_no_more(client: Client, token: dict[str, Any]) -> None:
    ask(client, token, format="csv")
    row = run_export(FindingExport.objects.get())
    found = Release.objects.get(part_number="AD9361BBCZ")
    withdraw(principal=make_principal(Role.ANALYST), release=found, reason="misread")
    assert found.opened_at < timezone.now()
    assert client.get(f"{EXPORTS}{row.public_id}/file/", **token).status_code == 410


def test_others_hear_of_nothing(client: Client, token: dict[str, Any]) -> None:
    ask(client, token, format="csv")
    row = FindingExport.objects.get()
    stranger = bearer(make_token(make_user(Role.MAKER), [Scope.FINDINGS]))
    for path in (f"{EXPORTS}{row.public_id}/", f"{EXPORTS}{row.public_id}/file/"):
        assert client.get(path, **stranger).status_code == 404
    assert client.get(EXPORTS, **stranger).json()["results"] == []
    assert ask(client, bearer(make_token(make_user(Role.ANALYST))), format="csv").status_code == 403
