"""Trace requests through the maker's API."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role, Scope
from makers.operations.wordings import show_wording, write_wording
from tests.factories.accounts import bearer, make_principal, make_token, make_user
from tests.factories.provenance import make_maker
from tests.factories.requests import PART, QUESTION, make_officer, make_request, make_speaker

pytestmark = pytest.mark.django_db
LIST = "/api/v1/manufacturer/requests/"


def key(user: User, *scopes: Scope) -> dict[str, Any]:
    return bearer(make_token(user, scopes or None))


def test_a_request_is_listed_taken_and_answered_to(client: Client) -> None:
    made = make_request()
    own = key(make_officer(made))
    (row,) = client.get(LIST, **own).json()["results"]
    assert (row["id"], row["part_number"], row["status"], row["brand"]["name"]) == (
        *(str(made.public_id), PART, "sent"),
        "Analog Devices",
    )
    whole = client.get(f"{LIST}{made.public_id}/", **own).json()
    assert whole["status"] == "delivered" and whole["question"] == QUESTION and len(whole["findings"]) == 2
    assert [one["kind"] for one in whole["events"]] == ["send", "deliver"]
    body: dict[str, str] = {"text": "Which side?"}
    asked = client.post(f"{LIST}{made.public_id}/ask/", body, "application/json", **own).json()
    assert asked["status"] == "clarifying" and asked["events"][-1]["text"] == "Which side?"
    assert client.get(LIST, {"status": "sent"}, **own).json()["results"] == []
    declined = client.post(f"{LIST}{made.public_id}/decline/", {"text": "None."}, "application/json", **own)
    assert declined.json()["status"] == "declined"
    again = client.post(f"{LIST}{made.public_id}/acknowledge/", {}, "application/json", **own)
    assert again.status_code == 409 and again.json()["code"] == "step_not_possible"


def test_more_time_is_taken_with_a_day(client: Client) -> None:
    made = make_request()
    own = key(make_officer(made))
    for until, status in (("2020-01-01", 422), ("soon", 422)):
        body = {"until": until, "reason": "x"}
        assert client.post(f"{LIST}{made.public_id}/extend/", body, "application/json", **own).status_code == status


def test_our_wording_is_shown_with_its_clock_and_replied_to(client: Client) -> None:
    made = make_request()
    draft = write_wording(principal=make_principal(Role.ANALYST), request=made, text="Words.")
    own = key(make_officer(made))
    assert client.get(f"{LIST}{made.public_id}/", **own).json()["wordings"] == []
    show_wording(principal=make_principal(Role.ANALYST), wording=draft, seen="Words.")
    (shown,) = client.get(f"{LIST}{made.public_id}/", **own).json()["wordings"]
    assert shown["text"] == "Words." and shown["due_on"] and shown["no_reply"] is False
    reply = f"/api/v1/manufacturer/wordings/{shown['id']}/reply/"
    said = client.post(reply, {"kind": "correction", "text": "Other words."}, "application/json", **own)
    assert said.json()["late"] is False
    (shown,) = client.get(f"{LIST}{made.public_id}/", **own).json()["wordings"]
    assert [one["text"] for one in shown["replies"]] == ["Other words."]


def test_scopes_and_other_makers(client: Client) -> None:
    made = make_request()
    reader, other = (
        make_officer(made),
        make_user(Role.MAKER, organisation=make_speaker(make_maker("Texas Instruments"))),
    )
    address = f"{LIST}{made.public_id}/"
    assert client.get(address, **key(reader, Scope.FINDINGS)).status_code == 403
    reads = key(reader, Scope.REQUESTS)
    assert client.get(address, **reads).status_code == 200
    assert client.post(f"{address}ask/", {"text": "?"}, "application/json", **reads).status_code == 403
    assert client.get(address, **key(other)).status_code == 404
    assert client.get(LIST, **key(other)).json() == {"results": [], "next": None}


@pytest.mark.parametrize("lookup", ["organisation", "releases__public_id", "drafted_by__email", "score__gt", "follows"])
def test_only_what_is_allowed_narrows_the_list(client: Client, lookup: str) -> None:
    made = make_request()
    assert client.get(LIST, {lookup: "1"}, **key(make_officer(made))).status_code == 400
