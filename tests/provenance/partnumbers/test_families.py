import pytest

from provenance.partnumbers.families.base import Grade
from provenance.partnumbers.families.registry import FAMILIES, expansions, grade, recognise, signs
from provenance.partnumbers.families.soviet import designation
from provenance.partnumbers.makers import known_makers
from provenance.partnumbers.normalise import plain

NUMBERS = {
    "Texas Instruments": ["SN74HC595N", "SN65HVD230D", "MSP430F1611IPM", "TMS320F2808ZGMS", "TPS61091RSAR", "BQ27441"],
    "Analog Devices": ["AD8015ARZ", "ADSP-2191KSZ", "ADUM1201BRZ", "ADXL345BCCZ", "ADF4360BCPZ"],
    "Linear Technology": ["LTC3414EFE", "LT1763CS8", "LTM8045Y"],
    "Maxim Integrated": ["MAX3490ESA", "MAX225EWI", "DS3231SN"],
    "STMicroelectronics": ["STM32F405RGT6", "STM32F103C8T6", "VNH5019A", "L6470H"],
    "Microchip Technology": ["PIC18F45K22-I/P", "DSPIC33FJ64GP306A-I/MR", "MCP2515-I/SO"],
    "Atmel": ["ATMEGA328P-AU", "ATXMEGA128A1-AU", "AT91SAM7S256"],
    "NXP Semiconductors": ["LPC2148FBD64", "TJA1051T", "SJA1000T"],
    "Freescale Semiconductor": ["MC9S12DG256B", "MK64FN1M0VLL12", "MPC5200"],
    "Infineon Technologies": ["XMC1100", "TLE4998S3", "BTS5090"],
    "Cypress Semiconductor": ["CY8C27443-24PXI", "CY7C68013A-56PVXC"],
    "Xilinx": ["XC3S400-4PQG208C", "XC6SLX9-2TQG144C", "XC7Z010-1CLG225C", "XC9572XL"],
    "Altera": ["EP4CE6E22C8N", "EPM240T100C5N", "EP3C25F256I7", "EPCS16SI8N"],
    "Winbond": ["W25Q128JVSIQ", "W9825G6KH-6"],
    "Nordic Semiconductor": ["nRF52832-QFAA"],
    "Samsung Electronics": ["K4B2G1646F-BCK0", "KLMAG1JETD-B041"],
    "Macronix": ["MX25L12835FM2I"],
    "": ["LM358N", "74HC595D", "1N4148", "2N2222A", "NE555P", "ULN2803A", "CD4051BE", "TL431"],
}


@pytest.mark.parametrize(("maker", "number"), [(m, n) for m, numbers in NUMBERS.items() for n in numbers])
def test_numbers_fit_the_scheme_of_their_maker(maker: str, number: str) -> None:
    known = recognise(plain(number))
    assert known is not None
    assert known.manufacturer == maker


@pytest.mark.parametrize(
    "text", ["28MA0G9", "61KTM4C", "GK2210Z4", "C951", "R17", "1242", "MADE", "D4358132A", "RA31XC"]
)
def test_lots_and_positions_fit_none(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("VP230", "SN65HVD230"),
        ("M430F1611", "MSP430F1611"),
        ("LVC245A", "SN74LVC245A"),
        ("25Q128JVSQ", "W25Q128JVSQ"),
        ("N52832", "nRF52832"),
        ("F4905S", "IRF4905S"),
        ("LR3103", "IRLR3103"),
        ("25P10VP", "M25P10VP"),
        ("12F629", "PIC12F629"),
    ],
)
def test_top_marks_stand_for_numbers(printed: str, number: str) -> None:
    assert number in [expansion.number for expansion in expansions(printed)]


def test_families_are_of_known_makers_and_rules_have_sources() -> None:
    makers = known_makers()
    for family in FAMILIES:
        assert family.manufacturer == "" or makers.named(family.manufacturer) == family.manufacturer
        for brand in family.also_brands:
            assert makers.named(brand) == brand
        assert all(mark.source for mark in family.top_marks)


@pytest.mark.parametrize("text", ["К1986ВЕ92QI", "1892ВМ14Я", "К561ТМ2", "КР1533ЛА3", "КТ315Б", "2Т630А", "1645РУ2Т"])
def test_designations_stay_cyrillic(text: str) -> None:
    assert designation(text).startswith(text[:6])


def test_a_designation_read_with_latin_letters_is_written_in_cyrillic() -> None:
    assert designation("K561TM2") == "К561ТМ2"
    assert designation("К561TM2") == "К561ТМ2"


@pytest.mark.parametrize(
    "text", ["MAX3490", "МАХ3490", "LM358N", "74HC595", "KT0803", "2T630A", "STM32F103C8T6", "TA7642FN"]
)
def test_latin_numbers_are_no_designations(text: str) -> None:
    assert designation(text) == ""


@pytest.mark.parametrize(
    ("maker", "number"), [(family.manufacturer, number) for family in FAMILIES for number in family.examples]
)
def test_the_examples_of_a_family_are_its_maker_s(maker: str, number: str) -> None:
    known = recognise(plain(number))
    assert known is not None
    assert known.manufacturer == maker


def test_at_least_forty_makers_have_a_scheme() -> None:
    assert len({family.manufacturer for family in FAMILIES if family.numberings}) > 40


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("9764ARUZ", "AD9764ARUZ"),
        ("13431EEB", "MAX13431EEB"),
        ("8843MBZ", "ISL8843MBZ"),
        ("14053BG", "MC14053BG"),
        ("HC4046AG", "MC74HC4046A"),
        ("B20100G", "MBR20100"),
        ("HT573", "SN74HCT573"),
        ("LXH245A", "SN74LVTH245A"),
        ("MB3238I", "MAX3238I"),
        ("PS54357", "TPS54357"),
        ("D16305GF", "uPD16305GF"),
        ("17LV256", "AT17LV256"),
        ("90USB1287", "AT90USB1287"),
        ("45DQ161", "AT45DQ161"),
        ("AL016J70BF", "S29AL016J70BF"),
    ],
)
def test_more_top_marks_stand_for_numbers(printed: str, number: str) -> None:
    assert number in [expansion.number for expansion in expansions(printed)]


@pytest.mark.parametrize(
    ("line", "maker"),
    [("8138A #2040", "Analog Devices"), ("ADJ #117", "Analog Devices"), ("38K G4 D2XK", "Texas Instruments")],
)
def test_what_only_one_maker_prints(line: str, maker: str) -> None:
    assert [name for name, _ in signs(line)] == [maker]


@pytest.mark.parametrize("line", ["#2060", "R12#1040", "G4", "1842 G4 CHINA", "#12"])
def test_what_is_no_sign(line: str) -> None:
    assert signs(line) == []


@pytest.mark.parametrize(
    ("maker", "number", "wanted"),
    [
        ("Texas Instruments", "TPS7A4501-SP", Grade.SPACE),
        ("Texas Instruments", "SNJ54HC00J", Grade.MILITARY),
        ("Texas Instruments", "TPS7B69-Q1", Grade.AUTOMOTIVE),
        ("Texas Instruments", "SN74HC595N", Grade.COMMERCIAL),
        ("Xilinx", "XQR5VFX130-1CF1752V", Grade.SPACE),
        ("Xilinx", "XQ7K325T-2RF676M", Grade.MILITARY),
        ("Xilinx", "XC7Z010-1CLG225I", Grade.INDUSTRIAL),
        ("Actel", "RTAX2000S-CQ352B", Grade.SPACE),
        ("Intersil", "HS-26C31RH", Grade.SPACE),
        ("Linear Technology", "RH1056AMJ8", Grade.SPACE),
        ("International Rectifier", "IRHM7150", Grade.SPACE),
        ("onsemi", "NCV8402ADDR2G", Grade.AUTOMOTIVE),
        ("ISSI", "IS45S16160J-7TLA2", Grade.AUTOMOTIVE),
        ("Maxim Integrated", "MAX669MUB", Grade.MILITARY),
        ("Milandr", "1986ВЕ1Т", Grade.MILITARY),
        ("Milandr", "К1986ВЕ92QI", Grade.COMMERCIAL),
        ("Microsemi", "JANSR2N2222A", Grade.SPACE),
        ("Microsemi", "JANTXV2N2222A", Grade.MILITARY),
        ("Atmel", "AT697F-KG-E", Grade.SPACE),
        ("Atmel", "ATmegaS128-ZC-E", Grade.SPACE),
        ("Atmel", "ATMEGA328P-AU", None),
        ("STMicroelectronics", "RHFL4913KP1", Grade.SPACE),
        ("STMicroelectronics", "STM32F103C8T6", None),
        ("Analog Devices", "AD9851BRS", None),
        ("Analog Devices", "AD8421TRMZ-EP", Grade.MILITARY),
        ("Linear Technology", "LT1965EMS8E-1.5#PBF", None),
        ("Linear Technology", "LT1028AMJ8", Grade.MILITARY),
        ("Linear Technology", "LT3010MPMS8E", Grade.MILITARY),
        ("Maxim Integrated", "MAX811MEUS+T", Grade.INDUSTRIAL),
        ("Maxim Integrated", "MAX713MJE", Grade.MILITARY),
        ("International Rectifier", "2N7002", None),
        ("", "1986ВЕ1Т", None),
        ("Xilinx", "XC9572", None),
    ],
)
def test_grades(maker: str, number: str, wanted: Grade | None) -> None:
    rule = grade(plain(number), maker)
    assert (rule.grade if rule else None) is wanted
