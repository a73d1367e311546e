"""OFAC's three tables, as a folder and as a zip: other names and addresses belong to the entries of SDN.CSV."""

import zipfile
from pathlib import Path

import pytest

from provenance.importers.stopping import FileStopped
from provenance.models import Listing, ListVersion, Party
from tests.provenance.listsformats.importing import counts, take
from tests.provenance.listsformats.samples import OFAC, SDN_CSV

pytestmark = pytest.mark.django_db
TABLES = {
    "SDN.CSV": SDN_CSV,
    "ALT.CSV": '90001,1,"aka","NE TRADING",-0- \r\n'
    '90001,2,"fka","OLD EXAMPLE","strong"\r\n90002,3,"aka","NICK",-0- \r\n\x1a',
    "ADD.CSV": '90001,1,"1 Sample Street","Testburg 119000","Russia",-0- \r\n'
    '90001,2,-0- ,-0- ,"Cyprus",-0- \r\n90002,3\r\n\x1a',
}


def folder(tmp_path: Path, **other: str) -> Path:
    path = tmp_path / "sdn"
    path.mkdir(exist_ok=True)
    for name, content in {**TABLES, **other}.items():
        (path / name).write_text(content, newline="", encoding="utf-8")
    return path


def check() -> None:
    party = Party.objects.get()
    assert party.country == "RU"
    assert {one.name for one in party.other_names.all()} >= {"NE TRADING", "OLD EXAMPLE", "OOO NORD EKZAMPL"}
    assert party.addresses == ["1 Sample Street, Testburg 119000, Russia"]
    assert Listing.objects.get().reference == "90001"


def test_a_folder(tmp_path: Path) -> None:
    report = take(folder(tmp_path, **{"readme.txt": "x"}), "ofac_sdn")
    assert (counts(report), report.left_out) == ({"new": 1, "refused": 1}, 2)
    assert [(one.line, one.code, one.params["file"]) for one in report.errors] == [
        (3, "wrong_number_of_columns", "add.csv")
    ]
    check()
    assert ListVersion.objects.get().file_name == "sdn.zip"
    assert take(folder(tmp_path), "ofac_sdn").unchanged


def test_a_zip_of_the_publisher(tmp_path: Path) -> None:
    path = tmp_path / "sdnlist.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in TABLES.items():
            archive.writestr(f"publication/{name}", content)
    take(path, "ofac_sdn")
    check()


def test_the_zipped_xml(tmp_path: Path) -> None:
    path = tmp_path / "SDN_XML.ZIP"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("SDN.XML", OFAC)
    assert counts(take(path, "ofac_sdn")) == {"new": 1}


def test_a_folder_without_the_main_table(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "SDN.CSV").unlink()
    with pytest.raises(FileStopped) as refused:
        take(path, "ofac_sdn")
    assert refused.value.reason == "nothing_inside"
    with pytest.raises(FileStopped) as refused:
        take(path, "csv")
    assert refused.value.reason == "a_folder"
    assert not Party.objects.exists()
