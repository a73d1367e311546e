import pytest

from provenance.partnumbers.likeness import like_code, like_date, like_number


@pytest.mark.parametrize("text", ["KSZ8081RNB", "SV6355", "25Q64BV", "93C46", "74HC595", "S29GL064N90", "QC9377ABCDE"])
def test_built_like_a_number(text: str) -> None:
    assert like_number(text)
    assert not like_code(text)


@pytest.mark.parametrize("text", ["D4358132A", "1831TSHT", "802QWBA", "P2L808", "63BK7TRG3", "AB1CD2041"])
def test_built_like_a_code(text: str) -> None:
    assert like_code(text)


@pytest.mark.parametrize("text", ["TAB2243", "KF2043", "EG2304A"])
def test_letters_and_a_week_may_be_either(text: str) -> None:
    assert like_date(text)
    assert not like_code(text)


@pytest.mark.parametrize("text", ["AB2260", "SV6355", "LM358", "STM32F405RGT6"])
def test_a_number_without_a_week_is_no_date(text: str) -> None:
    assert not like_date(text)
