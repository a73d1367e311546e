"""The published table of recovered components: only what our own engine is sure of becomes a part."""

from pathlib import Path

import pytest

from provenance.importers.part_row import PartRow
from provenance.importers.recovered import read_recovered
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError
from provenance.models import ImportFormat, ImportState, Part
from provenance.operations.reference import load_reference
from tests.factories.lists import applied

HEADER = "gur_id,weapon_sample,name_and_marking,manufacturer_as_published,manufacturer_country_iso2,snapshot_date\n"
ROWS = [
    "1,UAV,,Texas Instruments,US,2026-06-13",
    "2,UAV,Microcontroller STM32F405RGT6,STMicroelectronics,CH,2026-06-13",
    "3,UAV,Xilinx|XC7A100T,Xilinx Inc. (AMD),US,2026-06-13",
    "4,UAV,Servo motor 1242,,CN,2026-06-13",
    "5,UAV,STM32F405RGT6,Texas Instruments,US,2026-06-13",
    "6,UAV,Microcontroller|STM32F405RGT6,,CH,2026-06-13",
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(HEADER + "\n".join(ROWS) + "\n", encoding="utf-8")
    return path


@pytest.mark.django_db
def test_only_what_is_surely_a_part_becomes_one(table: Path) -> None:
    load_reference()
    found = dict(read_recovered(table))
    assert isinstance(found[2], RowError) and found[2].code == "no_marking"
    assert found[3] == PartRow("STM32F405RGT6", "STMicroelectronics") == found[7]
    assert found[4] == PartRow("XC7A100T", "Xilinx")
    assert isinstance(found[5], RowError) and found[5].code == "not_surely_a_part"
    assert isinstance(found[6], RowError) and found[6].code == "maker_disagrees"


@pytest.mark.django_db
def test_its_source_is_flagged_as_a_party_to_the_war(table: Path) -> None:
    load_reference()
    row = applied(table.read_bytes(), wanted=ImportFormat.RECOVERED, source="Recovered")
    assert row.state == ImportState.APPLIED and row.source.party_to_war
    assert [row.counts[kind] for kind in ("new", "known", "left_out", "gone")] == [1, 1, 4, 0]
    assert Part.objects.get(number="XC7A100T").source == row.source


def test_another_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    for text, reason in (("", "empty_file"), ("mpn,manufacturer\nA,B\n", "columns_missing"), (HEADER, "only_header")):
        path.write_text(text)
        with pytest.raises(FileStopped) as caught:
            list(read_recovered(path))
        assert caught.value.reason == reason
