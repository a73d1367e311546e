"""What looks like a part number in a description, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.tradewords.part_tokens import part_like, split_numbers

PARTS = (
    "XC7A100T-2FGG484I LM317T 1N4148 2N2222 К155ЛА3 TPS5430DDAR AD9361BBCZ 88E1512-A0-NNP2C000 MAX232 STM32F405RGT6 "
    "EP4CE22F17C8N MT41K256M16TW-107:P W25Q128JVSIQ 5M240ZT100C5N 74HC595D 24LC256-I/SN M24C64-RMN6TP IRF540N"
)
NO_PARTS = (
    "CIRCUITS 120PCS 5V 10UF 10UF/50V 100NF 2.4GHZ 0805 SOT23-5 TO-220 TO220 LQFP100 BGA484 HS854231 HS8542.31 "
    "8542310000 12MAR2022 2022-03-07 07.03.2022 ISO9001 RS485 USB3.0 DDR3 16GB 10X20MM 10KG INV20220307 PO12345 "
    "LOT2231 220V/50HZ 20220307/A GOST15150 10-32VDC IP67 LED24 100ШТ 12345678 A1 N/A"
)


@pytest.mark.parametrize("part", PARTS.split())
def test_part_numbers_are_found_as_written(part: str) -> None:
    assert part_like(f"CHIPS, {part}, NEW (120 PCS).") == (part,)


@pytest.mark.parametrize("word", NO_PARTS.split())
def test_other_words_with_digits_are_left_alone(word: str) -> None:
    assert part_like(f"CHIPS {word} NEW") == ()


def test_numbers_with_a_space_inside() -> None:
    assert split_numbers("REGULATOR LM 317T AND BC 547, QTY 120") == ("LM317T", "BC547")
    assert split_numbers("NO 12 OF 33") == ()


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(token in text for token in part_like(text))
    split_numbers(text)
