"""The pages and the door of screening."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Role
from provenance.models import ScreeningJudgement, ScreeningRun
from tests.factories.accounts import make_token, make_user
from tests.factories.provenance import make_listing, make_party

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return make_user(Role.ANALYST)


@pytest.fixture
def client(analyst):
    client = Client(headers={"accept-language": "en"})
    client.force_login(analyst)
    return client


@pytest.fixture
def party():
    found = make_party("Kometa Instrument Plant JSC", country="RU")
    make_listing(found, date(2022, 3, 1))
    return found


def screened(client, names="АО «Приборный завод «Комета»\nРомашка\n\nSome Company", as_of="2023-06-01"):
    return client.post(reverse("web:screening"), {"names": names, "as_of": as_of})


def test_names_are_screened_and_the_answer_tells_why(client, party):
    answer = screened(client)
    run = ScreeningRun.objects.get()
    assert answer.headers["Location"] == reverse("web:screened", args=[run.public_id])
    page = client.get(answer.headers["Location"]).content.decode()
    assert party.name in page
    assert "Words that mean the same" in page
    assert "The line holds no name." in page
    assert run.sha256 in page
    assert run.began_at.strftime("%Y") in client.get(reverse("web:screening")).content.decode()


@pytest.mark.parametrize(("names", "as_of"), [("", ""), ("\n \n", ""), ("A", "soon"), ("A", "2999-01-01")])
def test_what_is_refused_leaves_the_form(client, names, as_of):
    answer = screened(client, names, as_of)
    assert answer.status_code == 422
    assert ScreeningRun.objects.count() == 0


def test_the_table_has_a_line_for_each_party_and_each_name_without_one(client, party):
    screened(client)
    run = ScreeningRun.objects.get()
    text = client.get(reverse("web:screened_csv", args=[run.public_id])).getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["party"] for row in rows] == [party.name, "", "", ""]
    assert "2022-03-01/.." in rows[0]["listed"]


def test_a_judgement_is_made_and_taken_back_on_the_page(client, party):
    screened(client)
    run = ScreeningRun.objects.get()
    address = reverse("web:judge_screening", args=[run.public_id, 1])
    assert client.post(address, {"party": "x"}).status_code == 404
    client.post(address, {"party": str(party.public_id), "same": "no", "note": "another town"})
    made = ScreeningJudgement.objects.get()
    assert (made.same, made.party, made.note) == (False, party, "another town")
    page = reverse("web:screened", args=[run.public_id])
    assert "another town" in client.get(page).content.decode()
    client.post(reverse("web:take_back_screening_judgement", args=[made.public_id]))
    assert "another town" not in client.get(page).content.decode()


def test_another_organisation_does_not_see_a_screening(client, party, analyst):
    screened(client)
    run = ScreeningRun.objects.get()
    other = Client()
    other.force_login(make_user(Role.ANALYST))
    for name in ("web:screened", "web:screened_csv"):
        assert other.get(reverse(name, args=[run.public_id])).status_code == 404
    colleague = Client()
    colleague.force_login(make_user(Role.ANALYST, organisation=Membership.objects.get(user=analyst).organisation))
    assert colleague.get(reverse("web:screened", args=[run.public_id])).status_code == 200


def test_the_api_answers_and_shows_it_again(client, party, analyst):
    body = {"names": ["Kometa Instrument Plant", ""], "as_of": "2023-06-01"}
    door = Client(headers={"Authorization": f"Bearer {make_token(analyst)}"})
    answer = door.post("/api/v1/analyst/screenings/", body, content_type="application/json")
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert told["answers"][0]["matches"][0]["party"] == party.name
    assert told["answers"][1]["error"]["code"] == "empty"
    again = door.get(f"/api/v1/analyst/screenings/{told['id']}/")
    assert again.json() == told
    wrong = {"names": ["A"], "as_of": "2999-01-01"}
    assert door.post("/api/v1/analyst/screenings/", wrong, content_type="application/json").status_code == 422
