import pytest

from provenance.partnumbers.parse import MAX_SPELLINGS, spellings
from provenance.partnumbers.words import Role, words_of


def texts(*lines: str) -> list[str]:
    return [spelling.plain for spelling in spellings(words_of(lines, frozenset()))]


def role(text: str) -> Role:
    return words_of([text], frozenset())[0][0].role


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U5", Role.DESIGNATOR),
        ("C951", Role.DESIGNATOR),
        ("100nF", Role.VALUE),
        ("330µF", Role.VALUE),
        ("50V", Role.VALUE),
        ("16/32-bit", Role.VALUE),
        ("4K7", Role.VALUE),
        ("CHINA", Role.COUNTRY),
        ("(e3)", Role.GRADE),
        ("1242", Role.NUMBER),
        ("TPS", Role.LETTERS),
        ("transceiver", Role.PROSE),
        ("SOIC-16", Role.PROSE),
        ("MAX3490", Role.MIXED),
        ("LM358N", Role.MIXED),
    ],
)
def test_roles(text: str, expected: Role) -> None:
    assert role(text) is expected


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["LM", "358N"], "LM358N"),
        (["STM32F405", "RGT6"], "STM32F405RGT6"),
        (["PIC18F45K22", "-I/P"], "PIC18F45K22IP"),
        (["MAX 708 ESA"], "MAX708ESA"),
        (["TEN 20-2412"], "TEN202412"),
        (["LT1013", "ACN8"], "LT1013ACN8"),
        (["ADSP-2191 KS-160"], "ADSP2191KS160"),
    ],
)
def test_pieces_are_put_together(lines: list[str], number: str) -> None:
    assert number in texts(*lines)


def test_prose_countries_and_brands_are_not_joined() -> None:
    words = words_of(["ATMEL ATMEGA328P CHINA 1004"], frozenset({"ATME1"}))
    assert [s.plain for s in spellings(words)] == ["ATMEGA328P"]


def test_the_number_of_spellings_is_bounded() -> None:
    assert len(texts(*["A1 B2 C3 D4E5 F6 G7 " * 6] * 24)) <= MAX_SPELLINGS
