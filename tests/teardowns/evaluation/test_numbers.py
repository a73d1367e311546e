"""When an answer names the printed part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.partnumbers.normalise import canonical
from teardowns.evaluation.numbers import catalogued, names


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        ("LM358N", "lm 358-n"),
        ("W25Q128JVSQ", "25Q128JVSQ"),
        ("SN74HC595N", "74HC595N"),
        ("STM32F105R8T6", "STM32F105"),
        ("PIC18F45K22-I/P", "PIC18F45K22"),
        ("M12L128168A-6T", "M12L128168A"),
        ("LM1117-33", "LM1117"),
        ("ХС6206", "XC6206"),
    ],
)
def test_named(answer, printed):
    assert names(answer, printed)


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        ("LM3580", "LM358"),
        ("SN74AUCH16244", "AUCH16244"),
        ("LT1019", "LT1013"),
        ("LT1013", "LT1013ACN8"),
        ("AT31X", "T31"),
        ("T31X", "T31"),
        ("ABCD25Q128", "25Q128"),
        ("A1B25Q128", "25Q128"),
        ("", "LM358"),
        ("LM358", ""),
    ],
)
def test_not_named(answer, printed):
    assert not names(answer, printed)


def test_numbers_that_a_catalogue_holds():
    parts = [(number, canonical(number)) for number in ("W25Q128JVSQ", "STM32F105R8T6", "T31", "LM3580")]
    printed = {"25Q128JVSQ", "STM32F105", "T31", "LM358", "QO1", "???"}
    assert catalogued(printed, parts) == {"25Q128JVSQ", "STM32F105", "T31"}
    assert catalogued(set(), parts) == frozenset()


@given(st.text(alphabet="AB0O1-", max_size=9), st.text(alphabet="AB0O1-", max_size=7))
def test_the_walk_over_the_catalogue_finds_what_is_named(number, printed):
    assert catalogued({printed}, [(number, canonical(number))]) == ({printed} if names(number, printed) else set())
