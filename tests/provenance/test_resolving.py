import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import reference
from provenance.evaluation.catalogues import catalogue as shipped
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import CataloguePart, Decision, Resolution
from provenance.reasons import SENTENCES
from provenance.resolving import resolve

SHIPPED, _ = shipped(None)
CATALOGUE = MemoryCatalogue(
    CataloguePart(row.number, row.manufacturer, canonical(row.number), row.category) for row in reference.parts()
)
TODAY = date(2026, 6, 13)


def resolved(marking: str, catalogue: MemoryCatalogue = CATALOGUE) -> Resolution:
    return resolve(marking.split("|"), catalogue, today=TODAY)


def small(*rows: tuple[str, str]) -> MemoryCatalogue:
    return MemoryCatalogue(CataloguePart(number, maker, canonical(number)) for number, maker in rows)


@pytest.mark.parametrize(
    ("marking", "number", "maker"),
    [
        ("STM32F405|RGT6", "STM32F405RGT6", "STMicroelectronics"),
        ("ARM|STM32F107|VCT6|GH22L 91|CHN 614", "STM32F107VCT6", "STMicroelectronics"),
        ("STM32F1O3C8T6", "STM32F103C8T6", "STMicroelectronics"),
        ("5TM32F103C8T6", "STM32F103C8T6", "STMicroelectronics"),
        ("VP230 28M A0G9 G4", "SN65HVD230", "Texas Instruments"),
        ("ATMEL|ATMEGA328P|AU 1112", "ATmega328P-AU", "Atmel"),
        ("ALTERA|EP4CE6E22C8N", "EP4CE6E22C8N", "Altera"),
        ("winbond|25Q128JVSQ|1927", "W25Q128JVSQ", "Winbond"),
        ("TJA1051|XYA111|NXP", "TJA1051", "NXP Semiconductors"),
        ("LM358N|ST", "LM358N", "STMicroelectronics"),
        ("XC3S400|PQG208EGQ0525|D1330519A|4C", "XC3S400", "Xilinx"),
        ("intersil|TW8825|KA1-CE", "TW8825", "Intersil"),
    ],
)
def test_identified(marking: str, number: str, maker: str) -> None:
    resolution = resolved(marking)
    best = resolution.candidates[0]
    assert (best.part_number, best.manufacturer) == (number, maker)
    assert resolution.decision is Decision.IDENTIFIED


@pytest.mark.parametrize(
    ("marking", "number", "maker"),
    [
        ("LM|358N", "LM358N", "Texas Instruments"),
        ("МАХ3490", "MAX3490", "Maxim Integrated"),
        ("TMR3-0521", "TMR3-0521", "Traco Power"),
        ("F4905S RP832", "IRF4905S", "Infineon Technologies"),
        ("К1986ВЕ92QI|1845", "К1986ВЕ92QI", "Milandr"),
        ("К561ТМ2", "К561ТМ2", ""),
    ],
)
def test_named_but_left_open(marking: str, number: str, maker: str) -> None:
    resolution = resolved(marking)
    best = resolution.candidates[0]
    assert (best.part_number, best.manufacturer) == (number, maker)
    assert not best.catalogued
    assert resolution.decision is Decision.AMBIGUOUS


@pytest.mark.parametrize(
    "marking",
    [
        *["", "|", "1242", "1545", "4140", "R17", "C951", "U5", "TP12", "MADE IN CHINA", "100nF 50V", "330µF|25V"],
        *["107|16V", "105°C", "e3", "63BK7TRG3", "D4358132A", "MYS 9K B21", "\x00\u202e", "🙂", "motor", "TESTED 3"],
    ],
)
def test_unknown(marking: str) -> None:
    resolution = resolved(marking)
    assert resolution.decision is Decision.UNKNOWN
    assert resolution.candidates == ()


@pytest.mark.parametrize(
    ("read", "meant"), [("AD8O15ARZ", "AD8015ARZ"), ("5N74HC5959N", "SN74HC5959N"), ("MSP43OF1611", "MSP430F1611")]
)
def test_look_alikes_are_put_right_in_a_number_that_nobody_lists(read: str, meant: str) -> None:
    resolution = resolved(read, small())
    assert resolution.candidates[0].part_number == meant
    assert "confusable" in [reason.code for reason in resolution.candidates[0].reasons]
    assert resolution.decision is Decision.AMBIGUOUS


def test_one_wrong_digit_is_never_forgiven() -> None:
    resolution = resolved("LT1013", small(("LT1019", "Linear Technology"), ("LT1011", "Linear Technology")))
    assert resolution.decision is Decision.AMBIGUOUS
    assert resolution.candidates[0].part_number == "LT1013"
    for other in resolution.candidates[1:]:
        assert other.score < 0.5
        assert "wrong_digit" in [reason.code for reason in other.reasons]


def test_one_wrong_letter_is_proposed_not_decided() -> None:
    resolution = resolved("STM32F405RKT6", small(("STM32F405RGT6", "STMicroelectronics")))
    assert "STM32F405RGT6" in [candidate.part_number for candidate in resolution.candidates]
    assert resolution.decision is Decision.AMBIGUOUS


def test_the_lettering_of_another_house_forbids_a_decision() -> None:
    resolution = resolved("XILINX|AD8015ARZ")
    assert resolution.decision is Decision.AMBIGUOUS
    assert "brand_conflicts" in [reason.code for reason in resolution.candidates[0].reasons]


def test_a_number_listed_for_two_houses_is_not_decided_without_lettering() -> None:
    catalogue = small(("XYZ7201A", "Winbond"), ("XYZ7201A", "ROHM"))
    assert resolved("XYZ7201A", catalogue).decision is Decision.AMBIGUOUS
    decided = resolved("ROHM|XYZ7201A", catalogue)
    assert decided.decision is Decision.IDENTIFIED
    assert decided.candidates[0].manufacturer == "ROHM"


def test_a_character_that_could_not_be_read_keeps_it_open() -> None:
    assert resolved("SPANSION|S29GL128P10TFI0?").decision is Decision.AMBIGUOUS


def test_the_owner_of_today_is_told_and_the_brand_kept() -> None:
    best = resolved("ALTERA|EPM240T100C5N").candidates[0]
    assert (best.manufacturer, best.owner) == ("Altera", "Intel")


def test_folded_cyrillic_is_said() -> None:
    assert "script_folded" in [reason.code for reason in resolved("МАХ3490").candidates[0].reasons]


def test_a_piece_of_the_number_is_no_date() -> None:
    assert resolved("TEN 20-2412").date_codes == ()
    assert resolved("TMR3-0521").date_codes == ()
    assert [code.text for code in resolved("TEN 20-2412|1815").date_codes] == ["1815"]


def test_the_makers_date_rule_is_used() -> None:
    codes = resolved("VP230 28M A0G9 G4").date_codes
    assert [code.earliest.year for code in codes] == [2022, 2012]


def test_the_recovery_and_the_part_narrow_the_date() -> None:
    codes = resolve(["VP230 28M A0G9 G4"], CATALOGUE, today=TODAY, recovered=date(2020, 1, 1)).date_codes
    assert [code.earliest.year for code in codes] == [2012]
    assert [(one.earliest.year, one.why) for one in codes[0].ruled_out] == [(2022, "later_than_recovered")]


def test_every_reason_has_a_sentence_and_best_stands_first() -> None:
    for marking in ("LM|358N", "F4905S RP832", "МАХ3490", "STM32F1O3C8T6", "SEC 816|B041|KLMAG1JETD", "BC547"):
        candidates = resolved(marking).candidates
        assert [c.score for c in candidates] == sorted((c.score for c in candidates), reverse=True)
        assert {reason.code for c in candidates for reason in c.reasons} <= set(SENTENCES)


@given(st.lists(st.text(max_size=80), max_size=8))
@settings(max_examples=150, deadline=None)
def test_no_text_fails(lines: list[str]) -> None:
    resolution = resolve(lines, CATALOGUE, today=TODAY)
    assert all(len(candidate.part_number) <= 64 for candidate in resolution.candidates)
    assert all(0 <= candidate.score < 1 for candidate in resolution.candidates)
    merely_read = all(candidate.reasons[0].code == "read_only" for candidate in resolution.candidates)
    assert (resolution.decision is Decision.UNKNOWN) == merely_read


@given(st.text(alphabet="0123456789ABDGILMOQSTXZ -/|?МАХЗ", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_part_like_text_fails(text: str) -> None:
    resolved(text)


@pytest.mark.parametrize(
    "line", ["A1" * 50_000, "STM32F103 " * 10_000, "LM 358N\n" * 5_000, "1-" * 50_000, "(" * 50_000]
)
def test_huge_markings_are_answered_fast(line: str) -> None:
    started = time.process_time()
    resolve([line] * 30, CATALOGUE, today=TODAY)
    assert time.process_time() - started < 1.0


def test_ordinary_markings_take_a_few_milliseconds() -> None:
    markings = [
        "STM32F1O3C8T6|GH21K 93|MYS 9K",
        "winbond|25Q64JVSQ|1615|4410",
        "LM|358N",
        "XC3S4O0|PQG208EGQ0525|4C",
    ] * 25
    times = []
    for marking in markings:
        started = time.process_time()
        resolved(marking)
        times.append(time.process_time() - started)
    assert sorted(times)[int(len(times) * 0.95)] < 0.020


@pytest.mark.parametrize(
    "lines",
    [["UMW", "TPS5430"], ["TDA2003", "UTC"], ["PCF8574N"], ["MC33078P"], ["TL494CN"]],
)
def test_a_number_that_others_make_too_names_nobody(lines: list[str]) -> None:
    """Sold under the first maker's number by copyists and second sources."""
    assert resolve(lines, SHIPPED).decision is not Decision.IDENTIFIED


def test_a_copyist_who_letters_a_shared_number_is_its_maker() -> None:
    assert resolve(["HGSEMI", "PCF8574T"], SHIPPED).candidates[0].manufacturer == "HGSEMI"


def test_words_beside_a_switch_are_no_logo() -> None:
    assert resolve(["ON OFF", "NCP1117DT"], SHIPPED).decision is not Decision.IDENTIFIED
