"""Each published format, with small files of ours in its true form."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from provenance.importers.stopping import FileStopped
from provenance.models import Listing, Party, PartyIdentifier, PartyRelation
from tests.provenance.listsformats.importing import counts, only_version, take, write
from tests.provenance.listsformats.samples import (
    BOMB,
    CSL,
    CSL_CSV,
    EU,
    HOLDING,
    LEVEL_1,
    LEVEL_1_API,
    LEVEL_1_COPY,
    LEVEL_2,
    OFAC,
    OFSI_CSV,
    OFSI_XML,
    OPENSANCTIONS,
    SDN_CSV,
    UK_CSV,
    UK_XML,
)

pytestmark = pytest.mark.django_db


def check_north(*, start: date | None, jurisdiction: str, numbers: set[str]) -> None:
    party = Party.objects.get(listings__isnull=False)
    assert party.name.upper() == "NORTH EXAMPLE LLC"
    assert party.country == "RU"
    listing = Listing.objects.select_related("list").get()
    assert (listing.start, listing.end, listing.jurisdiction) == (start, None, jurisdiction)
    strong = PartyIdentifier.objects.filter(party=party, strong=True)
    assert set(strong.values_list("scheme", flat=True)) == numbers
    assert party.other_names.exists()


def test_eu_consolidated(tmp_path: Path) -> None:
    report = take(write(tmp_path, EU), "eu_consolidated")
    assert (counts(report)["new"], report.left_out) == (1, 1)
    assert [(error.line, error.code) for error in report.errors] == [(20, "date_too_early")]
    check_north(start=date(2022, 3, 15), jurisdiction="EU", numbers={"inn", "ogrn"})
    assert only_version(report).effective_on == date(2024, 5, 6)
    assert Listing.objects.get().reference == "EU.9001.1"


def test_eu_list_follows_its_own_numbers_when_a_name_changes(tmp_path: Path) -> None:
    take(write(tmp_path, EU), "eu_consolidated")
    other = EU.replace("North Example LLC", "Entirely Other Name").replace("2024-05-06", "2024-06-06")
    report = take(write(tmp_path, other.replace("7704730655", "").replace("1027700132195", "")), "eu_consolidated")
    assert counts(report)["changed"] == 1
    assert Party.objects.count() == 1


@pytest.mark.parametrize("content", [OFAC, SDN_CSV])
def test_ofac(tmp_path: Path, content: str) -> None:
    path = tmp_path / "sdn"
    path.write_text(content, newline="")
    report = take(path, "ofac_sdn")
    assert counts(report) == {"new": 1}
    assert report.left_out == (1 if content == OFAC else 2)
    check_north(start=None, jurisdiction="US", numbers={"inn"})
    assert Listing.objects.get().programme == "RUSSIA-EO14024, UKRAINE-EO13662"
    assert Listing.objects.get().reference == "90001"


def test_ofac_that_holds_fewer_entries_than_it_says_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileStopped) as refused:
        take(write(tmp_path, OFAC.replace("<Record_Count>2<", "<Record_Count>3<")), "ofac_sdn")
    assert refused.value.reason == "entries_missing"
    assert not Party.objects.exists()


def test_us_csl(tmp_path: Path) -> None:
    report = take(write(tmp_path, json.dumps(CSL, indent=1)), "us_csl")
    lists = {version.list.name: version.counts["new"] for version in report.versions}
    assert set(lists.values()) == {1}
    assert (len(lists), report.left_out, Party.objects.count()) == (2, 1, 1)
    assert Party.objects.get().name == "North Example LLC"
    assert set(Listing.objects.values_list("start", flat=True)) == {date(2022, 6, 30), None}
    table = write(tmp_path, *CSL_CSV)
    again = take(table, "us_csl", preview=True)
    assert again.new_parties == 0
    assert again.shrinking == ["Specially Designated Nationals (SDN) - Treasury Department"]


def test_us_csl_table(tmp_path: Path) -> None:
    take(write(tmp_path, *CSL_CSV), "us_csl")
    check_north(start=date(2022, 6, 30), jurisdiction="US", numbers={"inn"})
    assert len(Party.objects.get().addresses) == 2


@pytest.mark.parametrize(
    "content", [UK_XML, "\n".join(UK_CSV), "\n".join(OFSI_CSV), OFSI_XML], ids=["xml", "csv", "ofsi", "ofsi-xml"]
)
def test_uk(tmp_path: Path, content: str) -> None:
    report = take(write(tmp_path, content), "uk")
    assert counts(report) == {"new": 1}
    check_north(start=date(2022, 3, 15), jurisdiction="GB", numbers={"inn", "ogrn"})
    assert only_version(report).effective_on == date(2024, 5, 6)
    names = set(Party.objects.get().other_names.values_list("name", flat=True))
    assert names == {"NE TRADING", "ООО Норд Экзампл"}
    assert Listing.objects.get().reference in ("RUS9001", "19001")


def test_opensanctions_csv(tmp_path: Path) -> None:
    report = take(write(tmp_path, *OPENSANCTIONS), "opensanctions_csv")
    assert {(version.list.jurisdiction, version.counts["new"]) for version in report.versions} == {("EU", 1), ("GB", 1)}
    assert Party.objects.count() == 1
    assert PartyIdentifier.objects.filter(strong=True).count() == 2
    assert report.versions[0].effective_on == date(2024, 5, 6)


def test_gleif_names_companies_and_owners_and_lists_nobody(tmp_path: Path) -> None:
    first = write(tmp_path, *(line.replace("969500000000000000{}", HOLDING) for line in LEVEL_1))
    report = take(first, "gleif")
    assert counts(report) == {"new": 2}
    assert not Listing.objects.exists()
    north = Party.objects.get(name="North Example LLC")
    assert set(north.identifiers.values_list("scheme", flat=True)) == {"lei", "ogrn"}
    second = take(write(tmp_path, *(line.replace("{}", HOLDING) for line in LEVEL_2), name="rr.csv"), "gleif")
    assert (second.relations, second.left_out) == (1, 1)
    assert [(error.line, error.code) for error in second.errors] == [(4, "unknown_entry")]
    owns = PartyRelation.objects.get()
    assert (owns.party.name, owns.target, owns.start, owns.credibility) == (
        "Big Holding plc",
        north,
        date(2019, 1, 1),
        6,
    )


@pytest.mark.parametrize("form", ["api", "copy"])
def test_gleif_json(tmp_path: Path, form: str) -> None:
    take(write(tmp_path, json.dumps(LEVEL_1_API if form == "api" else LEVEL_1_COPY)), "gleif")
    party = Party.objects.get()
    assert (party.name, party.country) == ("Big Holding plc", "GB")
    assert party.other_names.get().name == "Holding, the big one"
    assert party.identifiers.filter(scheme="lei", strong=True).exists()
    assert party.addresses[0].startswith("2 Sample Street")


@pytest.mark.parametrize(
    ("wanted", "content"),
    [
        ("eu_consolidated", EU), ("ofac_sdn", OFAC), ("us_csl", json.dumps(CSL)), ("uk", UK_XML), ("uk", OFSI_XML),
    ],
)  # fmt: skip
def test_half_a_file_a_page_and_another_format_are_refused(tmp_path: Path, wanted: str, content: str) -> None:
    for text in (
        content[: len(content) * 3 // 4],
        "<!DOCTYPE html><html><title>Sorry</title></html>",
        "<other/>",
        "{}",
        "x",
    ):
        with pytest.raises(FileStopped):
            take(write(tmp_path, text), wanted)
    whole = write(tmp_path, content).read_bytes()
    packed = tmp_path / "list.gz"
    packed.write_bytes(gzip.compress(whole)[:-20])
    with pytest.raises(FileStopped):
        take(packed, wanted)
    assert not Party.objects.exists()
    packed.write_bytes(gzip.compress(whole))
    assert take(packed, wanted).new_parties == 1


def test_entities_in_xml_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileStopped) as refused:
        take(write(tmp_path, BOMB), "eu_consolidated")
    assert refused.value.reason == "xml_entities"
