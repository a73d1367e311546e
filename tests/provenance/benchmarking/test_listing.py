from pathlib import Path

import pytest

from provenance.importers.parts import PartRow, read_parts
from provenance.importers.table import ImportStopped
from provenance.management.benchmarking.listing import SUFFIXES, drawn, write


@pytest.fixture
def real(tmp_path: Path) -> Path:
    path = tmp_path / "real.csv"
    path.write_text("mpn,manufacturer\n" + "".join(f"AB{n},Maker\n" for n in range(50)) + ",Maker\n", encoding="utf-8")
    return path


def test_fewer_parts_are_drawn_and_the_seed_decides_which(real: Path) -> None:
    some = [row.number for row in drawn(real, 20, seed=1)]
    assert len(set(some)) == 20
    assert some == [row.number for row in drawn(real, 20, seed=1)]
    assert some != [row.number for row in drawn(real, 20, seed=2)]


def test_more_parts_are_variants_and_all_differ(real: Path) -> None:
    rows = [row.number for row in drawn(real, 130, seed=1)]
    assert len(set(rows)) == 130
    assert all(number.endswith(SUFFIXES) for number in rows[50:])
    assert len(list(drawn(real, 10_000, seed=1))) == 50 * (len(SUFFIXES) + 1)


def test_what_is_written_can_be_imported_and_the_chosen_rows_come_back(real: Path, tmp_path: Path) -> None:
    path = tmp_path / "made.tsv"
    kept = write(drawn(real, 60, seed=1), path, {0, 59})
    read = [row for _, row in read_parts(path) if isinstance(row, PartRow)]
    assert len(read) == 60
    assert [row.number for row in kept] == [read[0].number, read[59].number]


def test_a_list_that_cannot_be_read_stops_it(tmp_path: Path) -> None:
    with pytest.raises(ImportStopped):
        list(drawn(tmp_path / "missing.csv", 5, seed=1))
