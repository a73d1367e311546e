"""Likely names by a program."""

from datetime import date

import pytest

from accounts.roles import Role
from tests.api.calling import caller
from tests.factories.provenance import make_party, make_shipment

pytestmark = pytest.mark.django_db
URL = "/api/v1/analyst/names/"


def test_names_are_listed_judged_and_taken_back() -> None:
    right, other = make_party("Ostrelina LLC", country="RU"), make_party("Ostrelina Holding", country="RU")
    make_shipment(make_party("Quay Lantern", country="HK"), right, date(2022, 8, 26), likely=True)
    analyst = caller(Role.ANALYST)[0]
    (row,) = analyst.get(URL).json()["results"]
    assert (row["text"], row["party"]["name"], row["rows"], row["traces"]) == ("Ostrelina LLCx", right.name, 1, 0)
    key = {part: row[part] for part in ("text", "country", "registration")}
    lacking = analyst.post(f"{URL}judgements/", key | {"verdict": "other"})
    assert lacking.status_code == 422
    sent = key | {"verdict": "other", "party": str(other.public_id), "note": "their letter"}
    made = analyst.post(f"{URL}judgements/", sent)
    assert (made.status_code, made.json()["party"]["name"], made.json()["before"]["name"]) == (
        201, other.name, right.name)  # fmt: skip
    assert analyst.get(URL).json() == {"total": 0, "results": []}
    assert analyst.post(f"{URL}judgements/", key | {"verdict": "same"}).json()["code"] == "name_not_likely"
    back = analyst.post(f"{URL}judgements/{made.json()['id']}/withdrawal/", {"note": "not theirs"})
    assert (back.status_code, back.json()["withdrawal_note"]) == (201, "not theirs")
    for verdict in ("same", "new"):
        made = analyst.post(f"{URL}judgements/", key | {"verdict": verdict})
        assert made.status_code == 201, made.json()
        analyst.post(f"{URL}judgements/{made.json()['id']}/withdrawal/", {"note": "again"})
    assert [one["verdict"] for one in analyst.get(f"{URL}judgements/").json()["results"]] == ["new", "same", "other"]
    assert analyst.post(f"{URL}judgements/", {"text": "nobody", "verdict": "same"}).status_code == 404
