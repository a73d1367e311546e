"""`GET /api/v1/analyst/parts/{manufacturer}/{number}/` carries the same facts as the page."""

from datetime import date

import pytest

from accounts.roles import Role
from provenance.models import PartyRelation
from tests.api.calling import caller
from tests.factories.provenance import make_maker, make_part, make_relation

pytestmark = pytest.mark.django_db
API = "/api/v1/analyst/parts/"


def test_facts_hints_and_owners() -> None:
    maker = make_maker("Xilinx")
    relation = make_relation(make_maker("AMD"), "owner", maker, start=date(2022, 1, 1))
    PartyRelation.objects.filter(pk=relation.pk).update(start_latest=date(2022, 12, 31))
    make_part("XC7A100T-2FGG484I", maker, category="fpga")
    shown = caller(Role.ENFORCEMENT)[0].get(f"{API}xilinx/XC7A100T-2FGG484I/").json()
    known = shown["known"]
    assert shown["catalogued"] and known["base"] == "XC7A100T"
    assert known["packages"][0]["value"] == "BGA" and known["packages"][0]["derived"] is True
    assert known["grade"]["grade"] == "industrial" and known["grade"]["stands_out"] is False
    assert (known["temperature"]["low_celsius"], known["temperature"]["of"]) == (-40, "junction")
    assert known["kind"] == {"value": "fpga", "derived": False, "stated_by": "Source test-source"}
    assert known["customs"][0]["priority"]["tier"] == "1" and known["customs"][0]["priority"]["as_of"] == "2024-02-23"
    hints = {(one["code"], one["jurisdiction"]): one for one in known["hints"]}
    assert hints["3A001.a.7", "EU"]["effective_from"] == "2021-09-09"
    assert hints["3A001.a.7", "US"]["only_if"].startswith("Only if") and hints["3A001.a.7", "US"]["stated_by"]
    before, after = known["owners"]
    assert before["owners"] == [] and before["ended_latest"] == "2022-12-30"
    assert [one["name"] for one in after["owners"]] == ["AMD"]
    assert (after["began_earliest"], after["began_latest"]) == ("2022-01-01", "2022-12-31")
    assert after["grade"] == "B2"


def test_a_number_by_itself_is_derived_and_no_number_is_nothing() -> None:
    make_maker("Actel")
    client, _ = caller(Role.ANALYST)
    shown = client.get(f"{API}actel/RTAX2000S-CQ352B/").json()
    assert not shown["catalogued"] and shown["known"]["grade"]["stands_out"] is True
    assert shown["known"]["gone_on"] is None and shown["known"]["customs"] == []
    assert client.get(f"{API}actel/NOTHING/").status_code == 404


def test_sentences_are_in_the_language_of_the_request() -> None:
    make_maker("Actel")
    english, ukrainian = (
        caller(Role.ANALYST, language=language)[0].get(f"{API}actel/RTAX2000S-CQ352B/").json()["known"]["hints"][0]
        for language in ("en", "uk")
    )
    assert english["code"] == ukrainian["code"] and english["only_if"].startswith("Only if")
