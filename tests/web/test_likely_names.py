"""The page of likely names: the worklist, one name, a judgement, and taking it back."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.roles import Role
from provenance.models import NameJudgement, Shipment, TradeName
from tests.factories.provenance import make_party, make_shipment, make_trade_name
from tests.web.markup import Element, tree

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def name() -> TradeName:
    broker, importer = make_party("Quay Lantern", country="HK"), make_party("Ostrelina LLC", country="RU")
    make_shipment(broker, importer, date(2022, 8, 26), likely=True)
    make_trade_name(broker, how="likely", text="Quay Lanternn")
    return TradeName.objects.get(text="Ostrelina LLCx")


def page_of(client: Client, where: str = "/names/") -> Element:
    answer = client.get(where)
    assert answer.status_code == 200
    return tree(answer.content)


def radios(page: Element) -> list[Element]:
    return [one for one in page.all("#judge input") if one.attributes.get("type") == "radio"]


def test_the_weightiest_name_comes_first_with_whom_it_may_mean(signed_in: Enter, name: TradeName) -> None:
    page = page_of(signed_in(Role.ANALYST))
    assert [one.one("b").said for one in page.all(".name-list a")] == [name.text, "Quay Lanternn"]
    assert page.one("h2").said == name.text
    assert "taken for it so far" in page.one(".cands li").said and "Ostrelina LLC" in page.one(".cands li").said
    assert len(radios(page)) == 1
    row = Shipment.objects.get()
    assert page.one("table a")["href"] == f"/shipments/{row.file.public_id}/{row.reference.replace(' ', '%20')}/"
    keyed = [*page.all("button"), *page.all("input"), *page.all("a")]
    keys = {one["data-key"] for one in keyed if "data-key" in one.attributes}
    assert keys == {"Enter", "KeyN", "KeyS", "KeyF", "Digit1"}


def test_who_may_not_judge_reads(signed_in: Enter, name: TradeName) -> None:
    page = page_of(signed_in(Role.ENFORCEMENT), f"/names/?text={name.text}")
    assert page.one("h2").said == name.text
    assert not page.all("#judge button") and not radios(page)


def test_a_judgement_is_made_shown_and_taken_back(signed_in: Enter, name: TradeName) -> None:
    client = signed_in(Role.ANALYST)
    key = {"text": name.text, "country": name.country, "registration": ""}
    other = make_party("Ostrelina Holding", country="RU")
    search = client.get(
        "/names/", key | {"find": "Ostrelina H"}, headers={"HX-Request": "true", "HX-Target": "companies"}
    )
    link = tree(search.content).one("a")
    assert link.said == other.name
    page = page_of(client, link["href"])
    chosen = [one["value"] for one in radios(page) if "checked" in one.attributes]
    assert chosen == [str(other.public_id)]
    answer = client.post("/names/judge/", key | {"party": chosen[0], "verdict": "chosen", "note": "their letter"})
    assert answer["Location"] == "/names/"
    judged = page_of(client, f"/names/?text={name.text}")
    assert "It is another company." in judged.said and "their letter" in judged.said
    taken = client.post(f"/names/judgements/{NameJudgement.objects.get().public_id}/take-back/", {"note": "not theirs"})
    again = page_of(client, taken["Location"])
    assert "not theirs" in again.said and again.all("#judge button")


def test_one_of_its_own_and_what_is_no_name_any_more(signed_in: Enter, name: TradeName) -> None:
    client = signed_in(Role.ANALYST)
    key = {"text": name.text, "country": name.country, "registration": "", "next": "/names/"}
    client.post("/names/judge/", key | {"verdict": "new"})
    assert TradeName.objects.get(pk=name.pk).party.name == name.text
    for wrong in (key, key | {"text": "gone"}, key | {"text": ""}, key | {"text": "\x00"}):
        assert client.post("/names/judge/", wrong | {"verdict": "new"})["Location"] == "/names/"
    assert "Nobody has to judge this name" in page_of(client).said
    assert NameJudgement.objects.count() == 1
    assert client.get("/names/?text=gone").status_code == 404
    assert client.get("/names/?text=%00").status_code == 404
    assert client.get("/names/?beside=nobody").status_code == 404


def test_nothing_waits(signed_in: Enter) -> None:
    assert "No name waits for you" in page_of(signed_in(Role.ANALYST)).said
