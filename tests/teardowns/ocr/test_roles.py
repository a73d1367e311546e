import pytest

from teardowns.ocr.roles import Role, role


@pytest.mark.parametrize(
    "text", ["R17", "C951", "U5", "Q2", "TP12", "J1", "FB3", "LED4", "c 951", "U12A", "CN2", "O R827", "OC205", "R1 R2"]
)
def test_designators(text: str) -> None:
    assert role(text) is Role.DESIGNATOR


@pytest.mark.parametrize("text", ["103", "4R7", "R010", "472", "10uF", "12V"])
def test_values_of_passives(text: str) -> None:
    assert role(text) in {Role.VALUE, Role.DESIGNATOR}


@pytest.mark.parametrize("text", ["GND", "OUT", "MADE IN CHINA", "WARNING", "R", "", "-", "é"])
def test_words(text: str) -> None:
    assert role(text) is Role.WORD


@pytest.mark.parametrize(
    "text", ["STM32F405", "LM358N", "25Q128JVSQ", "AD9361BBCZ", "10M08SAU169C8G", "MAX3490", "2873241.1", "74HC595"]
)
def test_markings(text: str) -> None:
    assert role(text) is Role.MARKING
