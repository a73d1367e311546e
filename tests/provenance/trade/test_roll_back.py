"""A file of shipments taken back leaves the store as it was, unless later files rest on it."""

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from problems import NotFound
from provenance.models import Party, Shipment, ShipmentMention, TradeFile, TradeName, TradeSlab
from provenance.operations.trade_import import import_shipments
from provenance.operations.trade_roll_back import TradeFileNeeded, TradeFileNotApplied, roll_back_shipments
from tests.factories.provenance import make_listing, make_party

pytestmark = pytest.mark.django_db
HEAD = "row_id,date,seller,seller_country,buyer,buyer_country,hs_code,description,quantity,seller_id,source"
TABLES = (Shipment, ShipmentMention, TradeSlab, TradeName, Party)


def load(tmp_path: Path, name: str, *rows: str) -> UUID:
    path = tmp_path / name
    path.write_text("\n".join((HEAD, *rows)) + "\n")
    return UUID(import_shipments(path, actor="test").file)


def counts() -> list[int]:
    return [table.objects.count() for table in TABLES]


def test_all_that_a_file_brought_goes(tmp_path: Path) -> None:
    make_party("Beta", country="RU")
    before = counts()
    row = "{n},2022-01-05,Alfa,CN,Beta,RU,854231,CHIP QX9931ZB,5,7704730655,S"
    file = load(tmp_path, "one.csv", *(row.format(n=n) for n in range(3)))
    assert counts() != before
    roll_back_shipments(file_id=file, actor="test")
    assert counts() == before
    assert TradeFile.objects.get().state == "rolled_back"
    with pytest.raises(TradeFileNotApplied):
        roll_back_shipments(file_id=file, actor="test")
    with pytest.raises(NotFound):
        roll_back_shipments(file_id=uuid4(), actor="test")
    again = load(tmp_path, "one.csv", *(row.format(n=n) for n in range(3)))
    assert again != file
    assert Shipment.objects.count() == 3


def test_what_others_refer_to_stays(tmp_path: Path) -> None:
    first = load(
        tmp_path, "one.csv", "1,2022-01-05,Alfa,CN,Beta,RU,854231,,5,,S", "2,2022-01-05,Alfa,CN,Gamma,RU,854231,,5,,S"
    )
    load(tmp_path, "two.csv", "3,2022-02-05,Alfa,CN,Delta,RU,854231,,5,,S")
    make_listing(Party.objects.get(name="Gamma"), start=date(2020, 1, 1))
    roll_back_shipments(file_id=first, actor="test")
    assert set(Party.objects.values_list("name", flat=True)) == {"Alfa", "Gamma", "Delta"}
    assert set(TradeName.objects.values_list("text", flat=True)) == {"Alfa", "Delta"}


def test_a_file_whose_rows_a_later_one_states_again_stays(tmp_path: Path) -> None:
    row = "1,2022-01-05,Alfa,CN,Beta,RU,854231,,5,,S"
    first = load(tmp_path, "one.csv", row)
    second = load(tmp_path, "two.csv", row, "2,2022-01-05,Alfa,CN,Beta,RU,854231,,5,,S")
    with pytest.raises(TradeFileNeeded) as refused:
        roll_back_shipments(file_id=first, actor="test")
    assert "two.csv" in str(refused.value)
    roll_back_shipments(file_id=second, actor="test")
    assert Shipment.objects.count() == 1
    roll_back_shipments(file_id=first, actor="test")
    assert not Shipment.objects.exists()
