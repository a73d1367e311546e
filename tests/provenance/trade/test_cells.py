"""Cells as they are written in many offices."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.importers.table import RowRefused
from provenance.importers.trade_cells import Style, amount, days, hs_code
from provenance.importers.trade_countries import country_code

TODAY = date(2026, 1, 1)
PLAIN = Style()


def span(first: str, last: str = "") -> tuple[int, int]:
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last or first).toordinal()


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        ("2022-03-07", PLAIN, span("2022-03-07")),
        ("2022-03-07T10:20:00Z", PLAIN, span("2022-03-07")),
        ("2022-03-07 00:00:00", PLAIN, span("2022-03-07")),
        ("2022/3/7", PLAIN, span("2022-03-07")),
        ("20220307", PLAIN, span("2022-03-07")),
        ("07.03.2022", PLAIN, span("2022-03-07")),
        ("7.3.2022", PLAIN, span("2022-03-07")),
        ("25/03/2022", PLAIN, span("2022-03-25")),
        ("03/25/2022", PLAIN, span("2022-03-25")),
        ("05/05/2022", PLAIN, span("2022-05-05")),
        ("03/04/2022", Style(date_order="MM/DD/YYYY"), span("2022-03-04")),
        ("03/04/2022", Style(date_order="DD/MM/YYYY"), span("2022-04-03")),
        ("2022-02", PLAIN, span("2022-02-01", "2022-02-28")),
        ("02.2022", PLAIN, span("2022-02-01", "2022-02-28")),
        ("2022", PLAIN, span("2022-01-01", "2022-12-31")),
        ("2026", PLAIN, span("2026-01-01")),
    ],
)
def test_days(text: str, style: Style, expected: tuple[int, int]) -> None:
    assert days(text, style, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("03/04/2022", "date_order_unclear"),
        ("2022-00-05", "not_a_date"),
        ("2022-02-30", "not_a_date"),
        ("13/13/2022", "not_a_date"),
        ("0000", "not_a_date"),
        ("00.2022", "not_a_date"),
        ("yesterday", "not_a_date"),
        ("44627", "not_a_date"),
        ("1949-12-31", "date_too_early"),
        ("2026-01-02", "date_in_future"),
    ],
)
def test_what_is_no_day(text: str, code: str) -> None:
    with pytest.raises(RowRefused) as refused:
        days(text, PLAIN, TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("1234", "", 1234), ("1234.5", "", 1234.5), ("1,234.56", "", 1234.56), ("1.234,56", "", 1234.56),
        ("1 234,56", "", 1234.56), ("1\u00a0234", "", 1234), ("1'234", "", 1234), ("1,234", "", 1234),
        ("1,234", ",", 1.234), ("1.234", "", 1.234), ("1.234", ",", 1234), ("1,5", "", 1.5), ("0,125", "", 0.125),
        ("1,234,567", "", 1234567), ("1.234.567", "", 1234567), ("$1,234.50", "", 1234.5), ("12 USD", "", 12),
        (".5", "", 0.5), ("1234,567", "", 1234.567), ("5.", "", 5),
    ],
)  # fmt: skip
def test_amounts(text: str, decimal: str, expected: float) -> None:
    assert amount(text, Style(decimal=decimal), "value_usd", 10**12) == expected


@pytest.mark.parametrize("text", ["many", "nan", "inf", "1e999", "--5", "1_000_0x", "٣", "12kg", ",", "."])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(RowRefused):
        amount(text, PLAIN, "quantity", 10**12)


@given(st.text(max_size=20))
def test_any_cell_is_read_or_refused(text: str) -> None:
    for read in (lambda: days(text, PLAIN, TODAY), lambda: amount(text, PLAIN, "x", 10**12), lambda: hs_code(text),
                 lambda: country_code(text)):  # fmt: skip
        try:
            read()
        except RowRefused as refused:
            assert refused.code


def test_customs_codes() -> None:
    assert [hs_code(text) for text in ("8542", "85423", "8542.31", "8542 31 90 00", "854231900000", "")] == [
        "8542", "8542", "854231", "854231", "854231", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CN", "CN"), ("chn", "CN"), ("156", "CN"), ("China", "CN"), ("中国", "CN"), ("Китай", "CN"),
        ("Hong Kong", "HK"), ("HONG KONG, CHINA", "HK"),
        ("Türkiye", "TR"), ("TURKEY", "TR"), ("U.A.E.", "AE"), ("ОАЭ", "AE"), ("UK", "GB"),
        ("Korea, Republic of", "KR"), ("Росія", "RU"), ("Russian Federation", "RU"), ("Киргизия", "KG"), ("USA", "US"),
        ("", ""), ("N/A", ""), ("unknown", ""), ("XX", ""),
    ],
)  # fmt: skip
def test_countries(text: str, code: str) -> None:
    assert country_code(text) == code
