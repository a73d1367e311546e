"""From a table of relations to the answer of the command: a sale outside the territory is said, and ranks nothing."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from provenance.hypothesis_words import describe_fact
from provenance.models import PartyKind
from provenance.trace_words import describe_reason
from tests.factories.provenance import make_maker, make_part, make_party, make_shipment

pytestmark = pytest.mark.django_db
PART = "STM32F427VIT6"
ROW = "party,relation,other_party,from,territory,source\nExample Rhine,authorised_distributor_of,Example Silicon,2012,"


@pytest.fixture
def world() -> None:
    maker = make_maker("Example Silicon")
    make_part(PART, maker, category="microcontroller")
    distributor = make_party("Example Rhine", PartyKind.AUTHORISED_DISTRIBUTOR, country="DE")
    broker = make_party("Example Harbour", PartyKind.BROKER, country="HK")
    importer = make_party("Example North", PartyKind.IMPORTER, country="RU")
    make_shipment(distributor, broker, date(2022, 3, 7), part_number=PART, manufacturer=maker)
    make_shipment(broker, importer, date(2022, 4, 20), part_number=PART, manufacturer=maker)


def taken(tmp_path: Path, territory: str) -> dict:
    path = tmp_path / "relations.csv"
    path.write_text(f'{ROW}"{territory}",annual report\n', encoding="utf-8")
    call_command("import_relations", str(path), stdout=StringIO())
    out = StringIO()
    asked = (PART, "--manufacturer", "Example Silicon", "--date-code", "2135", "--recovered", "2023-06-01", "--json")
    call_command("trace_part", *asked, stdout=out)
    return json.loads(out.getvalue())["chains"][0]


def told(chain: dict) -> list[str]:
    return [one["text"] for hop in chain["hops"] for one in hop["reasons"] if one["code"].endswith("_territory")]


def test_a_sale_outside_its_territory(world, tmp_path: Path) -> None:
    chain = taken(tmp_path, "EU")
    assert told(chain) == ["Example Rhine was authorised for “EU”; this sale went to Hong Kong."]
    assert chain["complete"] and chain["tier"] == "documented"
    diverted = next(one for one in chain["hypotheses"] if one["kind"] == "distributor_diversion")
    assert {
        "code": "sold_outside_territory",
        "text": "Example Rhine was authorised for “EU”; its delivery to Example Harbour went to Hong Kong.",
        "documented": True,
    } in diverted["for"]


def test_a_sale_inside_its_territory(world, tmp_path: Path) -> None:
    assert told(taken(tmp_path, "Asia, EU")) == [
        "Example Rhine was authorised for “Asia, EU”: this sale (Hong Kong) lay within."
    ]


@pytest.mark.parametrize("territory", ["", "as agreed"])
def test_unsaid_or_not_understood(territory: str, world, tmp_path: Path) -> None:
    assert told(taken(tmp_path, territory)) == []


def test_countries_are_named_in_the_language_of_the_reader() -> None:
    params = {"party": "P", "seller": "P", "buyer": "B", "territory": "EU", "went_to": "HK"}
    with translation.override("en"):
        assert "Hong Kong." in describe_fact("sold_outside_territory", params)
    with translation.override("uk"):
        assert "Гонконг" in describe_reason("sold_outside_territory", params)
