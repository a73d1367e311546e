"""Reported links beside a list: every listed party is found in spite of spelling, and who was listed only after a
delivery is told to the day, with the version of the list. The list is made by us, in the form of the plain format.
"""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from provenance.models import Claim, Party
from tests.factories.provenance import make_maker

pytestmark = pytest.mark.django_db
LIST = (
    "list,name,aliases,country_iso2,address,listing_date,delisting_date,programme,registration_ids",
    'Example Annex,SMT iLogic LLC,"ООО «СМТ-Айлогик»; SMT-iLogic; SMT-Ailogic",RU,"St. Petersburg",2023-02-25,,EX,',
    'Example Annex,Device Consulting,"ООО «Девайс Консалтинг»; OOO Devais Konsalting",RU,"St. Petersburg",'
    "2023-02-25,,EX,",
    "Example Annex,Asia Pacific Links Ltd.,Asia Pacific Links Limited,HK,Hong Kong,2023-06-23,,EX,",
    "Example Annex,Luchengtech Co Ltd,北京鲁成伟业科技发展有限公司,CN,Beijing,2022-06-15,2022-07-31,EX,",
    "Example Annex,Xinghua Co Ltd,Xinghuatech Co. Ltd,HK,Hong Kong,2021-12-31,,EX,",
)
LINKS = (
    "shipper,shipper_country,consignee,consignee_country,date_from,date_to,quantity,value_usd,goods,notes,source",
    "Example Tech,US,SMT-iLogic LLC; Device Consulting LLC,RU,2020-10,2022-02,1300+ units,,GUM3703FEBY module,,Report",
    'Asia Pacific Links,HK,SMT-iLogic; Device Consulting; other Russian companies,RU,2019,2021,,">9,000",parts,,Report',
    "Luchengtech Co Ltd,CN,SMT iLogic,RU,2022-05,2022-08,200+ units,,engines,,Report",
    "Xinghua Co.,HK,SMT-iLogic,RU,2021-12,,,,computers,,Report",
    "Xinghua Co. Limited,HK,Девайс Консалтинг,RU,2022-01-15,2022-01-15,,,computers,,Report",
)


def write(path: Path, lines: tuple[str, ...]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def known(tmp_path):
    """The list is there, then the links come."""
    call_command("import_list", "csv", write(tmp_path / "list.csv", LIST), stdout=StringIO(), stderr=StringIO())
    call_command("import_reported_links", write(tmp_path / "links.csv", LINKS), stdout=StringIO())


def test_every_listed_party_of_the_links_is_found(known) -> None:
    parties = {party for claim in Claim.objects.all() for party in (claim.seller, claim.buyer)}
    listed = set(Party.objects.filter(listings__isnull=False))
    assert {party.name for party in parties - listed} == {"Example Tech"}
    assert parties >= listed


def test_screening_finds_each_of_them_first_as_the_links_write_it(known, monkeypatch) -> None:
    meant = {
        "SMT-iLogic": "SMT iLogic LLC",
        "SMT-iLogic LLC": "SMT iLogic LLC",
        "Device Consulting LLC": "Device Consulting",
        "Девайс Консалтинг": "Device Consulting",
        "Asia Pacific Links": "Asia Pacific Links Ltd.",
        "Luchengtech Co Ltd": "Luchengtech Co Ltd",
        "Xinghua Co. Limited": "Xinghua Co Ltd",
        "Example Tech": None,
    }
    monkeypatch.setattr("sys.stdin", StringIO("\n".join(meant) + "\n"))
    out = StringIO()
    call_command("screen_names", "--as-of", "2022-06-15", "--json", stdout=out, stderr=StringIO())
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert {one["name"]: one["matches"][0]["party"] if one["matches"] else None for one in found} == meant
    in_force = {one["name"] for one in found for match in one["matches"] if match["listed"]}
    assert in_force == {"Luchengtech Co Ltd", "Xinghua Co. Limited"}


def command(*arguments: str) -> dict:
    out = StringIO()
    call_command("trace_part", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_listed_after_it_shipped_is_right_to_the_day_with_the_version(known) -> None:
    make_maker("Gumstix")
    answer = command("GUM3703FEBY", "--manufacturer", "Gumstix", "--recovered", "2023-06-01")
    listed = [
        verdict
        for chain in answer["chains"]
        for verdict in chain["verdicts"]
        if verdict["event"] == "listing" and verdict["verdict"] == "before"
    ]
    assert {verdict["party"] for verdict in listed} == {"SMT iLogic LLC", "Device Consulting"}
    for verdict in listed:
        assert verdict["date"] == "2023-02-25"
        assert verdict["in_force"] == "no"
        least, most = (date(2023, 2, 25) - date(2022, 2, 28)).days, (date(2023, 2, 25) - date(2020, 10, 1)).days
        assert verdict["days"] == [least, most] == [362, 877]
        assert verdict["version"]
        assert "362 to 877 days" in verdict["text"]
    assert len(answer["chains"]) == 2
    assert all(chain["tier"] != "documented" for chain in answer["chains"])
