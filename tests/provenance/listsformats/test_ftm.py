"""FollowTheMoney out and in again: nothing is lost that its schemata hold."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from provenance.importers.stopping import FileStopped
from provenance.models import (
    Listing,
    ListingChange,
    ListVersion,
    Party,
    PartyIdentifier,
    PartyKind,
    PartyName,
    PartyRelation,
    RelationKind,
    Shipment,
    ShipmentMention,
    TradeFile,
    TradeName,
    TradeSlab,
)
from provenance.queries.ftm_export import ftm_entities
from tests.factories.provenance import make_list, make_party, make_relation, make_shipment
from tests.provenance.listsformats.importing import HEAD, NORTH, counts, row, take, write

pytestmark = pytest.mark.django_db
Entities = list[dict[str, Any]]


def company(key: str, name: str, schema: str = "Company", **properties: list[str]) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": {"name": [name], **properties}}


def lines(tmp_path: Path, entities: Entities) -> Path:
    return write(tmp_path, *(json.dumps(one, ensure_ascii=False) for one in entities), name="entities.ftm.json")


def test_what_others_write(tmp_path: Path) -> None:
    sanction = {
        "entity": ["a"], "authority": ["Council of Examples"], "program": ["EX-1"], "country": ["eu"],
        "startDate": ["2022-03-15"], "endDate": ["2024"], "authorityId": ["EX.1"],
    }  # fmt: skip
    path = lines(
        tmp_path,
        [
            {"id": "s", "schema": "Sanction", "properties": sanction},
            company("a", "North Example", alias=["Норд"], country=["ru"], innCode=["7704730655"], addressEntity=["d"]),
            company("b", "South Sample", "Organization", jurisdiction=["hk"], registrationNumber=["CR No. 77"]),
            company("p", "A Person", "Person"),
            {"id": "d", "schema": "Address", "properties": {"full": ["1 Sample Street, Testburg"], "country": ["ru"]}},
            {
                "id": "o",
                "schema": "Ownership",
                "properties": {"owner": ["b"], "asset": ["a"], "startDate": ["2019-01-01"]},
            },
            {"id": "q", "schema": "Ownership", "properties": {"owner": ["p"], "asset": ["a"]}},
            {
                "id": "i",
                "schema": "Identification",
                "properties": {"holder": ["b"], "number": ["LEI 1"], "type": ["x"]},
            },
        ],
    )
    report = take(path, "ftm", effective="2024-05-01")
    assert [version.list.name for version in report.versions] == ["Council of Examples", "FollowTheMoney entities"]
    assert (report.left_out, report.refused, report.relations, report.new_parties) == (2, 0, 1, 2)
    listing = Listing.objects.select_related("list", "party").get()
    assert (listing.start, listing.end, listing.programme, listing.reference) == (
        date(2022, 3, 15), None, "EX-1", "EX.1",
    )  # fmt: skip
    assert (listing.jurisdiction, listing.party.name, listing.party.country) == ("EU", "North Example", "RU")
    assert listing.party.addresses == ["1 Sample Street, Testburg"]
    relation = PartyRelation.objects.get()
    assert (relation.party.name, relation.kind, relation.start) == ("South Sample", "owner", date(2019, 1, 1))
    assert set(PartyIdentifier.objects.values_list("scheme", flat=True)) == {"inn", "hkcr", "other"}
    assert take(path, "ftm", effective="2024-05-01").unchanged


def world(tmp_path: Path) -> None:
    take(write(tmp_path, HEAD, NORTH, row("South Sample", until="2023-01-01", address="1 Sample Street, Testburg")))
    maker, distributor = make_party("Samplechip", PartyKind.MAKER), make_party("Example GmbH", "broker", country="DE")
    owner = make_party("Big Holding", PartyKind.BRAND_OWNER)
    make_relation(distributor, RelationKind.AUTHORISED_DISTRIBUTOR, maker, start=date(2015, 1, 1))
    make_relation(owner, RelationKind.OWNER, maker)
    make_relation(distributor, RelationKind.SHARES_ADDRESS, owner)
    make_relation(distributor, RelationKind.NOT_AUTHORISED, owner)
    make_relation(owner, RelationKind.SUCCESSOR, distributor)
    make_shipment(distributor, Party.objects.get(name="South Sample"), date(2022, 5, 1), part_number="LM317T")
    make_list("Empty list")


def state() -> list[Any]:
    listings = Listing.objects.values_list("party__public_id", "list__name", "programme", "start", "end", "reference")
    relations = PartyRelation.objects.values_list("party__name", "kind", "target__name", "start", "end", "source__name")
    goods = Shipment.objects.values_list(
        "reference", "source__name", "seller__name", "buyer__name", "earliest", "latest", "hs6", "quantity", "unit"
    )
    return [
        sorted(Party.objects.values_list("public_id", "name", "kind", "country")),
        sorted(PartyName.objects.values_list("party__public_id", "name")),
        sorted(PartyIdentifier.objects.values_list("party__public_id", "scheme", "value")),
        sorted((str(party), *party.addresses) for party in Party.objects.all()),
        *(sorted(map(str, rows)) for rows in (listings, relations, goods)),
    ]


def test_out_and_in_again_changes_nothing(tmp_path: Path) -> None:
    world(tmp_path)
    before = state()
    report = take(lines(tmp_path, list(ftm_entities())), "ftm")
    assert (report.new_parties, report.refused, report.relations, report.shipments) == (0, 0, 0, 0)
    assert state() == before


def test_out_and_into_an_empty_database(tmp_path: Path) -> None:
    world(tmp_path)
    before, entities = state(), list(ftm_entities())
    PartyRelation.objects.all().delete()
    for model in (
        ShipmentMention, Shipment, TradeName, TradeSlab, TradeFile, ListingChange, Listing, Party, ListVersion,
    ):  # fmt: skip
        model.objects.all().delete()
    report = take(lines(tmp_path, entities), "ftm")
    assert (report.refused, report.shipments) == (0, 1)
    assert state() == before


def test_shipments_are_customs_declarations(tmp_path: Path) -> None:
    world(tmp_path)
    (goods,) = [one for one in ftm_entities() if one["schema"] == "EconomicActivity"]
    assert goods["properties"]["startDate"] == ["2022-05-01"]
    assert goods["properties"]["vedCode"] == ["854231"]
    assert goods["properties"]["sender"] != goods["properties"]["receiver"]


def test_the_command_writes_a_whole_file(tmp_path: Path) -> None:
    world(tmp_path)
    out, said = tmp_path / "out.json", io.StringIO()
    call_command("export_ftm", "--out", str(out), stderr=io.StringIO())
    call_command("export_ftm", stdout=said)
    assert out.read_text() == said.getvalue()
    assert {json.loads(line)["schema"] for line in out.read_text().splitlines()} == {
        "Company", "Sanction", "Ownership", "Succession", "Representation", "UnknownLink", "EconomicActivity",
    }  # fmt: skip
    with pytest.raises(CommandError):
        call_command("export_ftm", "--out", str(tmp_path / "no" / "out.json"))


def test_wrong_lines_are_named_and_half_a_file_is_refused(tmp_path: Path) -> None:
    good = json.dumps(company("a", "North Example"))
    path = write(tmp_path, good, "{broken", "[1]", '{"id": "x", "schema": "Company", "properties": []}', "", good)
    report = take(path, "ftm")
    assert [(error.line, error.code) for error in report.errors] == [(2, "not_json"), (3, "shape"), (4, "shape")]
    assert counts(report)["new"] == 1
    path.write_text(good + "\n" + good[:20])
    with pytest.raises(FileStopped):
        take(path, "ftm")
