from datetime import date

import pytest

from provenance.partnumbers.makers import known_makers

MAKERS = known_makers()


@pytest.mark.parametrize(
    ("name", "brand"),
    [
        ("Maxim Integrated Products (Analog Devices)", "Maxim Integrated"),
        ("Maxim", "Maxim Integrated"),
        ("Microchip Technology Inc.", "Microchip Technology"),
        ("Integrated Device Technology (Renesas)", "IDT"),
        ("ON Semiconductor (ONSEMI)", "onsemi"),
        ("texas instruments", "Texas Instruments"),
        ("xilinx.com", "Xilinx"),
        ("content.kemet.com", "KEMET"),
        ("UMW(Youtai Semiconductor Co., Ltd.)", "UMW"),
        ("SMC(Sangdest Microelectronicstronic (Nanjing))", "SMC Diode Solutions"),
        ("ST(Semtech)", "Semtech Electronics"),
        ("(DIOTEC)", "Diotec"),
        ("Volvo", ""),
        ("", ""),
        ("(", ""),
    ],
)
def test_names_lead_to_one_brand(name: str, brand: str) -> None:
    assert MAKERS.named(name) == brand


def test_owners_follow_the_years() -> None:
    assert MAKERS.owner("Altera") == "Intel"
    assert MAKERS.owner("Altera", date(2014, 6, 1)) == "Altera"
    assert MAKERS.owner("Altera", date(2016, 1, 1)) == "Intel"
    assert MAKERS.owners("Dallas Semiconductor") == ("Maxim Integrated", "Analog Devices")
    assert MAKERS.owner("Dallas Semiconductor", date(2010, 1, 1)) == "Maxim Integrated"
    assert MAKERS.owner("nobody knows") == "nobody knows"


def test_the_year_of_sale_still_counts_as_before() -> None:
    assert MAKERS.owner("Linear Technology", date(2017, 12, 31)) == "Linear Technology"
    assert MAKERS.owner("Linear Technology", date(2018, 1, 1)) == "Analog Devices"


def test_related_goes_up_and_down_never_sideways() -> None:
    assert MAKERS.related("Atmel", "Microchip Technology")
    assert MAKERS.related("Microchip Technology", "Atmel")
    assert not MAKERS.related("Linear Technology", "Maxim Integrated")


@pytest.mark.parametrize(
    ("number", "maker"),
    [
        ("AD8015ARZ", "Analog Devices"),
        ("LT1763", "Linear Technology"),
        ("MAX3232", "Maxim Integrated"),
        ("TPS61091", "Texas Instruments"),
        ("ATMEGA328P", "Atmel"),
        ("XC6SLX9", "Xilinx"),
    ],
)
def test_the_longest_prefix_names_the_maker(number: str, maker: str) -> None:
    row = MAKERS.prefix(number)
    assert row is not None
    assert row.manufacturer == maker


@pytest.mark.parametrize("text", ["", "A", "MAXIMUM", "ADAPTER", "AD", "TPS", "R17"])
def test_words_are_no_numbers(text: str) -> None:
    assert MAKERS.prefix(text) is None


def test_lettering_is_found_with_its_misreadings() -> None:
    assert [b.manufacturer for b in MAKERS.brands_on(["ATME1", "1004"])] == ["Atmel"]
    assert [b.manufacturer for b in MAKERS.brands_on(["SEC 816"])] == ["Samsung Electronics"]
    assert [b.manufacturer for b in MAKERS.brands_on(["МИЛАНДР"])] == ["Milandr"]
    assert MAKERS.brands_on(["LT1013"]) == ()


def test_two_letters_within_a_line_are_weak_alone_on_a_line_they_are_not() -> None:
    assert MAKERS.brands_on(["ON 2217"])[0].weak
    assert not MAKERS.brands_on(["ON"])[0].weak


def test_ordering_suffixes_belong_to_a_house() -> None:
    assert MAKERS.is_suffix("RGT6", "STMicroelectronics")
    assert MAKERS.is_suffix("IP", "Microchip Technology")
    assert not MAKERS.is_suffix("RGT6", "Winbond")
