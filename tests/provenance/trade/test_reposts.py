"""A copy of a file is no second source, in whatever encoding, order of columns or of rows it comes."""

from pathlib import Path

import pytest

from provenance.models import Shipment, Source, TradeFile
from provenance.operations.trade_import import ShipmentReport, import_shipments, preview_shipments

pytestmark = pytest.mark.django_db
HEAD, ROWS = "row_id,date,seller,buyer,quantity", ("1,2022-03-05,Київ Прилад,Beta,5", "2,2022-03-06,Beta,Gamma,7")


def take(
    tmp_path: Path, name: str, *rows: str, head: str = HEAD, encoding: str = "utf-8", source: str = ""
) -> ShipmentReport:
    path = tmp_path / name
    path.write_text("\n".join((head, *rows)) + "\n", encoding=encoding)
    looked = preview_shipments(path, source=source)
    stored = import_shipments(path, actor="test", source=source)
    assert (looked.counts(), looked.repeats) == (stored.counts(), stored.repeats)
    return stored


def turned(line: str) -> str:
    return ";".join(reversed(line.split(",")))


COPIES = {
    "same": (HEAD, ROWS, "utf-8"),
    "encoding": (HEAD, ROWS, "cp1251"),
    "rows": (HEAD, ROWS[::-1], "utf-8"),
    "columns": (turned(HEAD), tuple(map(turned, ROWS)), "utf-16"),
    "more columns": (f"{HEAD},remark", tuple(f"{row},seen" for row in ROWS), "utf-8"),
}


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_is_told(tmp_path: Path, copy: str) -> None:
    first = take(tmp_path, "first.csv", *ROWS)
    assert (first.created, first.repeats, first.encoding) == (2, "", "UTF-8")
    head, rows, encoding = COPIES[copy]
    again = take(tmp_path, "copy.csv", *rows, head=head, encoding=encoding)
    assert (again.created, again.unchanged, again.errors, again.repeats) == (0, 2, (), "first.csv")
    assert (Shipment.objects.count(), Source.objects.count(), TradeFile.objects.count()) == (2, 1, 1)


def test_rows_without_numbers_in_another_order(tmp_path: Path) -> None:
    bare = [row.partition(",")[2] for row in (HEAD, *ROWS)]
    take(tmp_path, "first.csv", *bare[1:], head=bare[0])
    again = take(tmp_path, "copy.csv", *bare[:0:-1], head=bare[0])
    assert (again.created, again.unchanged, again.errors, again.repeats) == (0, 2, (), "first.csv")


def test_a_copy_under_another_name_repeats_the_first(tmp_path: Path) -> None:
    take(tmp_path, "first.csv", *ROWS, source="Customs")
    said = take(tmp_path, "copy.csv", *ROWS, source="A paper")
    assert (said.created, said.repeats) == (2, "first.csv")
    third = take(tmp_path, "third.csv", *(f"{row},A blog" for row in ROWS), head=f"{HEAD},source")
    assert (third.created, third.repeats) == (2, "first.csv")
    origins = dict(Source.objects.values_list("name", "origin__name"))
    assert origins == {"Customs": None, "A paper": "Customs", "A blog": "Customs"}


def test_other_rows_and_other_numbers_are_another_source(tmp_path: Path) -> None:
    take(tmp_path, "first.csv", *ROWS)
    assert take(tmp_path, "more.csv", *ROWS, "3,2022-03-07,Beta,Delta,9").repeats == ""
    other = take(tmp_path, "numbers.csv", *(f"9{row}" for row in ROWS))
    assert (other.created, other.repeats) == (2, "")
