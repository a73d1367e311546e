"""`import_shipments` and `roll_back_shipments` as they are typed."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from provenance.models import Shipment

pytestmark = pytest.mark.django_db
ROWS = "ID;Дата;Продавець;Покупець;Кількість\n1;05.03.2022;Alfa;Beta;1 000,5\n2;05.03.2022;Alfa;Alfa;7\n"


def run(*arguments: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


MAPPINGS = {
    "ours.json": '{"row_id": "ID", "date": "Дата", "seller": "Продавець", "buyer": "Покупець"}',
    "theirs.json": '{"ID": "row_id", "Дата": "date", "Продавець": "seller", "Покупець": "buyer"}',
    "columns.json": '{"columns": {"row_id": "ID", "date": "Дата", "seller": "Продавець", "buyer": "Покупець"}}',
    "ours.csv": "row_id,ID\ndate,Дата\nseller,Продавець\nbuyer,Покупець\nquantity,Кількість\n",
    "headed.csv": "field;column\nrow_id;ID\ndate;Дата\nseller;Продавець\nbuyer;Покупець\n",
}


@pytest.mark.parametrize("name", MAPPINGS)
def test_mapping_files(tmp_path: Path, file: Path, name: str) -> None:
    mapping = tmp_path / name
    mapping.write_text(MAPPINGS[name], encoding="utf-8")
    out, err = run("import_shipments", file, "--mapping", mapping, "--json")
    told = json.loads(out)
    assert (told["new"], told["refused"]) == (1, 1)
    assert told["errors"] == [{"line": 3, "code": "party_with_itself", "value": "Alfa"}]
    assert "line 3" in err
    assert "[party_with_itself]" in err
    assert Shipment.objects.get().reference == "1"


def test_single_columns_preview_and_roll_back(file: Path) -> None:
    maps = [f"--map={pair}" for pair in ("row_id=ID", "date=Дата", "seller=Продавець", "buyer=Покупець")]
    out, _ = run("import_shipments", file, *maps, "--preview")
    assert "nothing was stored" in out
    assert not Shipment.objects.exists()
    told = json.loads(run("import_shipments", file, *maps, "--json")[0])
    again, _ = run("import_shipments", file, *maps)
    assert "nothing is new" in again
    run("roll_back_shipments", told["file"])
    assert not Shipment.objects.exists()
    with pytest.raises(CommandError):
        run("roll_back_shipments", told["file"])


@pytest.mark.parametrize(
    "arguments", [["--map", "colour=ID"], ["--map", "row_id=No"], ["--mapping", "/nowhere.json"], []]
)
def test_what_cannot_be_mapped_is_said(file: Path, arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        run("import_shipments", file, *arguments)
