"""Files of shipments: right rows stored once, wrong rows named with line and code, nothing else lost."""

import gzip
from pathlib import Path

import pytest

from custody.models import LedgerEntry
from provenance.importers.table import ImportStopped
from provenance.importers.trade_cells import Style
from provenance.importers.trade_columns import Layout
from provenance.models import (
    GoodsText,
    Party,
    Shipment,
    ShipmentMention,
    Source,
    TradeFile,
    TradeName,
    TradeSlab,
)
from provenance.operations.trade_import import import_shipments, preview_shipments
from provenance.tracing.columns import unpack, unpack_country
from tests.factories.provenance import make_maker, make_part, make_party

pytestmark = pytest.mark.django_db
HEAD = (
    "row_id,date,seller,seller_country,buyer,buyer_country,dispatch_country,origin_country,hs_code,description,"
    "quantity,unit,value_usd,source"
)
GOOD = "{n},2022-01-05,Alfa Trading Ltd,CN,Beta Import OOO,RU,CN,MY,8542.31,ELECTRONIC CIRCUITS,100,PCS,50.25,Customs X"


def write(tmp_path: Path, *lines: str, encoding: str = "utf-8", name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def stored(path: Path, **options):
    return import_shipments(path, actor="test", **options)


def test_rows_are_stored_once(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, *(GOOD.format(n=n) for n in range(5)))
    report = stored(path)
    assert (report.created, report.unchanged, report.errors, report.new_parties) == (5, 0, (), 2)
    tables = (Shipment, Party, TradeFile, TradeName, TradeSlab, GoodsText, Source, LedgerEntry)
    before = [table.objects.count() for table in tables]
    again = stored(path)
    assert (again.created, again.unchanged, again.errors, again.file) == (0, 5, (), "")
    assert before == [table.objects.count() for table in tables]
    shipment = Shipment.objects.select_related("seller", "buyer", "seller_name", "source", "description").first()
    assert (shipment.seller.name, shipment.seller.country) == ("Alfa Trading Ltd", "CN")
    assert (shipment.buyer.name, shipment.buyer.country) == ("Beta Import OOO", "RU")
    assert (shipment.hs6, shipment.quantity, shipment.unit, shipment.value_usd_cents) == ("854231", 100, "PCS", 5025)
    assert isinstance(shipment.quantity, int)
    assert (str(shipment.earliest), str(shipment.latest)) == ("2022-01-05", "2022-01-05")
    assert (shipment.dispatch_country, shipment.origin_country) == ("CN", "MY")
    assert (shipment.source.name, shipment.source.reliability) == ("Customs X", "F")
    assert (shipment.seller_name.text, shipment.seller_name.how) == ("Alfa Trading Ltd", "exact")
    assert shipment.description.text == "ELECTRONIC CIRCUITS"
    assert LedgerEntry.objects.filter(action="shipments.imported").count() == 1


def test_slabs_hold_the_same_rows(tmp_path: Path) -> None:
    maker = make_maker("Xilinx")
    rows = [
        GOOD.format(n="a"),
        GOOD.format(n="b").replace("2022-01-05", "2022-03-05").replace("ELECTRONIC", "XILINX XC7A100T"),
        GOOD.format(n="c").replace("PCS", "KG"),
        GOOD.format(n="d").replace("2022-01-05", ""),
        GOOD.format(n="e").replace("2022-01-05", "2021"),
    ]
    stored(write(tmp_path, HEAD, *rows))
    slabs = {slab.period: slab for slab in TradeSlab.objects.all()}
    assert {slab.hs6 for slab in slabs.values()} == {"854231"}
    assert sorted(slab.rows for slab in slabs.values()) == [1, 2, 2]
    assert slabs[-1].rows == 2
    packed = {row["row"]: row for row in unpack(slab.packed for slab in slabs.values())}
    for shipment in Shipment.objects.all():
        row = packed[shipment.pk]
        assert (row["seller"], row["buyer"]) == (shipment.seller_id, shipment.buyer_id)
        assert unpack_country(int(row["country"])) == "RU"
        assert row["names"] == (shipment.reference == "b")
        assert row["maker"] == (maker.pk if shipment.reference == "b" else 0)
        assert row["quantity"] == (0 if shipment.reference == "c" else 100)
        assert (row["price"] != row["price"]) == (shipment.reference == "c")
        days = shipment.earliest, shipment.latest
        assert [row["earliest"], row["latest"]] == [day.toordinal() if day else -1 for day in days]


def test_parts_are_found_in_descriptions(tmp_path: Path) -> None:
    xilinx, other = make_maker("Xilinx"), make_maker("STMicroelectronics")
    make_part("XC7A100T-2FGG484I", xilinx)
    make_part("LM317T", xilinx)
    make_part("LM317T", other)
    texts = {
        "a": "PROCESSOR XC7A100T-2FGG484I 120 PCS 5V",
        "b": "STMICROELECTRONICS LM 317T LOT 2231",
        "c": "regulators LM317T",
        "d": "MICROCIRCUITS QX9931ZB (new) 10UF/50V",
        "e": "no number at all",
    }
    stored(write(tmp_path, HEAD, *(GOOD.format(n=n).replace("ELECTRONIC CIRCUITS", text) for n, text in texts.items())))
    found = ShipmentMention.objects.values_list("shipment__reference", "number", "manufacturer", "stated")
    assert set(found) == {
        ("a", "XC7A100T-2FGG484I", xilinx.pk, False),
        ("b", "LM317T", other.pk, False),
        ("c", "LM317T", None, False),
        ("d", "QX9931ZB", None, False),
    }


def test_columns_of_part_and_maker(tmp_path: Path) -> None:
    maker = make_maker("Xilinx")
    path = write(
        tmp_path,
        "row_id,date_from,date_to,seller,buyer,part_number,manufacturer,price,quantity,seller_id",
        "1,2022-01-05,2022-01-20,Alfa,Beta,XC7A100T,Xilinx,2.5,40,7704730655",
        "2,2022-01-05,,Alfa,Beta,,Nobody Semi,,,",
    )
    assert stored(path).created == 2
    first, second = Shipment.objects.order_by("reference")
    assert (str(first.earliest), str(first.latest)) == ("2022-01-05", "2022-01-20")
    assert (first.manufacturer, first.value_usd_cents) == (maker, 10_000)
    assert first.mentions.get().stated
    assert first.part_number == "XC7A100T"
    assert second.manufacturer.name == "Nobody Semi"
    assert second.manufacturer.kind == "other"
    assert first.seller_name.registration == "7704730655"
    assert first.seller.identifiers.get().value == "7704730655"
    assert second.latest == second.earliest
    assert Source.objects.get(trade_files__isnull=False).name == "file.csv"


REFUSED = [
    ("r,2022-01-05,Alfa,CN,Alfa,CN,,,,,,,,S", "party_with_itself"),
    ("r,2022-01-05,Alfa Ltd,CN,ALFA LTD.,CN,,,,,,,,S", "party_with_itself"),
    ("r,2022-13-05,A,CN,B,RU,,,,,,,,S", "not_a_date"),
    ("r,0000-01-05,A,CN,B,RU,,,,,,,,S", "not_a_date"),
    ("r,0001-01-05,A,CN,B,RU,,,,,,,,S", "date_too_early"),
    ("r,2999-01-05,A,CN,B,RU,,,,,,,,S", "date_in_future"),
    ("r,03/04/2022,A,CN,B,RU,,,,,,,,S", "date_order_unclear"),
    ("r,2022-01-05,A,CN,B,RU,,,,,0,,,S", "out_of_range"),
    ("r,2022-01-05,A,CN,B,RU,,,,,1000000000000000000,,,S", "out_of_range"),
    ("r,2022-01-05,A,CN,B,RU,,,,,1e18,,,S", "out_of_range"),
    ("r,2022-01-05,A,CN,B,RU,,,,,-5,,,S", "out_of_range"),
    ("r,2022-01-05,A,CN,B,RU,,,,,many,,,S", "not_a_number"),
    ("r,2022-01-05,A,CN,B,RU,,,,,nan,,,S", "not_a_number"),
    ("r,2022-01-05,A,CN,B,RU,,,ABC,,,,,S", "not_an_hs_code"),
    ("r,2022-01-05,A,CN,B,RU,,,85,,,,,S", "not_an_hs_code"),
    ("r,2022-01-05,A,CN,B,RU,,,8542310000000,,,,,S", "not_an_hs_code"),
    ("r,2022-01-05,A,Narnia,B,RU,,,,,,,,S", "unknown_country"),
    (",2022-01-05,A,CN,B,RU,,,,,,,,S", "empty"),
    ("r,2022-01-05,,CN,B,RU,,,,,,,,S", "empty"),
    ("r" * 301 + ",2022-01-05,A,CN,B,RU,,,,,,,,S", "too_long"),
    ("r,2022-01-05", "wrong_number_of_columns"),
    ("r,2022-01-05,A,CN,B,RU,,,,,,,,S,more", "wrong_number_of_columns"),
    ("r\0,2022-01-05,A,CN,B,RU,,,,,,,,S", "nul_character"),
    ('r,2022-01-05,A,CN,B,RU,,,,"never closed,,,,S', "quote_not_closed"),
    ("x" * 3_000_000, "line_too_long"),
]


@pytest.mark.parametrize(("row", "code"), REFUSED, ids=[f"{code}-{at}" for at, (_, code) in enumerate(REFUSED)])
def test_a_wrong_row_is_named_and_the_others_are_stored(tmp_path: Path, row: str, code: str) -> None:
    path = write(tmp_path, HEAD, GOOD.format(n=1), row, GOOD.format(n=2), GOOD.format(n=3))
    report = stored(path)
    assert report.created == 3
    assert [(error.line, error.code) for error in report.errors] == [(3, code)]
    assert Party.objects.count() == 2


def test_the_same_reference_with_other_content_is_refused(tmp_path: Path) -> None:
    stored(write(tmp_path, HEAD, GOOD.format(n=1), GOOD.format(n=2)))
    changed = GOOD.format(n=2).replace(",100,", ",200,")
    report = stored(write(tmp_path, HEAD, GOOD.format(n=1), changed, GOOD.format(n=3), name="second.csv"))
    assert (report.created, report.unchanged) == (1, 1)
    assert [(error.line, error.code, error.params["value"]) for error in report.errors] == [
        (3, "differs_from_stored", "2")
    ]
    assert Shipment.objects.get(reference="2").quantity == 100
    other_source = stored(write(tmp_path, HEAD, changed.replace("Customs X", "Customs Y"), name="third.csv"))
    assert other_source.created == 1


def test_a_reference_twice_in_one_file(tmp_path: Path) -> None:
    changed = GOOD.format(n=1).replace(",100,", ",200,")
    report = stored(write(tmp_path, HEAD, GOOD.format(n=1), GOOD.format(n=1), changed))
    assert (report.created, report.unchanged) == (1, 1)
    assert [(error.line, error.code) for error in report.errors] == [(4, "reference_twice")]


def test_a_preview_stores_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, GOOD.format(n=1), GOOD.format(n=2), "r,2022-01-05")
    shown = preview_shipments(path)
    assert (shown.created, shown.new_parties, shown.refused, shown.file) == (2, 2, 1, "")
    assert not any(table.objects.exists() for table in (Shipment, Party, Source, TradeFile, LedgerEntry))
    done = stored(path)
    assert (done.created, done.new_parties, done.errors) == (shown.created, shown.new_parties, shown.errors)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", HEAD.encode(), b"\0\0", b"\x1f\x8b\x08broken"]
)
def test_an_unreadable_file_is_refused_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(ImportStopped):
        stored(path)
    with pytest.raises(ImportStopped):
        stored(tmp_path / "none.csv")
    assert not Shipment.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("packed", [False, True])
def test_encodings_delimiters_and_decimal_commas(tmp_path: Path, encoding: str, *, packed: bool) -> None:
    lines = (
        "row_id;date;seller;seller_country;buyer;buyer_country;quantity;value_usd;description",
        "1;05.03.2022;Ромашка ООО;Россия;Ўзбек Импорт;Узбекистан;1 000;12 345,67;Микросхемы интегральные",
        "2;05.03.2022;Ромашка ООО;RU;Волга Импорт;KZ;1.000,5;0,125;Микросхемы",
    )
    text = "\n".join(lines).replace("Ў", "У")
    path = tmp_path / "file.csv"
    data = text.encode(encoding)
    path.write_bytes(gzip.compress(data) if packed else data)
    assert stored(path).errors == ()
    first, second = Shipment.objects.order_by("reference").select_related("seller", "buyer", "description")
    assert (first.seller.name, first.buyer.country, first.quantity) == ("Ромашка ООО", "UZ", 1000)
    assert (first.value_usd_cents, str(first.earliest)) == (1_234_567, "2022-03-05")
    assert first.description.text == "Микросхемы интегральные"
    assert (second.quantity, second.value_usd_cents) == (1000.5, 12)


def test_a_cell_may_hold_line_ends_and_quotes(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        HEAD,
        GOOD.format(n=1).replace("ELECTRONIC CIRCUITS", '"two\nlines, and ""quotes"""'),
        GOOD.format(n=2).replace("ELECTRONIC CIRCUITS", 'MONITOR 15" WIDE'),
        "",
    )
    report = stored(path)
    assert (report.created, report.errors) == (2, ())
    assert set(GoodsText.objects.values_list("text", flat=True)) == {'two lines, and "quotes"', 'MONITOR 15" WIDE'}


def test_other_headings_by_mapping(tmp_path: Path) -> None:
    path = write(tmp_path, "No\tDATE\tShipper\tConsignee\tHS\tQty", "1\t03/04/2022\tAlfa\tBeta\t85423190\t1,000")
    layout = Layout({"row_id": "No", "seller": "Shipper", "buyer": "Consignee", "quantity": "Qty"})
    assert [error.code for error in stored(path, layout=layout).errors] == ["date_order_unclear"]
    layout = Layout(layout.mapping, Style(date_order="MM/DD/YYYY"))
    assert stored(path, layout=layout, source="Port list").created == 1
    shipment = Shipment.objects.get()
    assert (str(shipment.earliest), shipment.quantity, shipment.hs6) == ("2022-03-04", 1000, "854231")
    assert shipment.source.name == "Port list"
    assert TradeFile.objects.get().mapping == dict(layout.mapping)


def test_parties_by_short_name_and_by_name(tmp_path: Path) -> None:
    alfa, beta = make_party("Alfa Trading Ltd", country="CN"), make_party("Beta", country="")
    stored(write(tmp_path, "row_id,seller,buyer,buyer_country", "1,alfa-trading-ltd,BETA,RU"))
    shipment = Shipment.objects.get()
    assert (shipment.seller, shipment.buyer) == (alfa, beta)
    beta.refresh_from_db()
    assert beta.country == "RU"
    assert Party.objects.count() == 2


def test_a_copy_under_another_name_is_no_second_source(tmp_path: Path) -> None:
    row = "1,2021-03-10,Voltamir Electronics,HK,Other Buyer,KZ,100"
    text = f"row_id,date,seller,seller_country,buyer,buyer_country,quantity\n{row}\n"
    first, copy = tmp_path / "first.csv", tmp_path / "copy.csv"
    first.write_text(text, encoding="utf-8")
    copy.write_text(text, encoding="utf-8")
    assert import_shipments(first, actor="test").created == 1
    again = import_shipments(copy, actor="test")
    assert (again.created, again.unchanged) == (0, 1)
    assert import_shipments(copy, actor="test", source="another office").created == 1
