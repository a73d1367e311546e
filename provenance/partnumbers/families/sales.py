"""Series that changed hands without their brand: who made such numbers until a year, and who has made them since.

Whole brands that were bought stand in manufacturers.csv. All rows are general knowledge of announced sales.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sale:
    """Numbers that `seller` made until `year` and `buyer` makes since; `pattern` matches the start of `plain`."""

    pattern: re.Pattern[str]
    seller: str
    buyer: str
    year: int


def _sale(pattern: str, seller: str, buyer: str, year: int) -> Sale:
    return Sale(re.compile(pattern), seller, buyer, year)


SALES = (
    _sale(r"", "NXP Semiconductors", "Nexperia", 2017),
    _sale(
        r"(?:MC(?:1[04]|3[34]|4[45]|7[489]|100)\d|MBR|MUR|MJ|MMB|MPS|MTP|TIP|2N)",
        "Motorola Semiconductor",
        "onsemi",
        1999,
    ),
    _sale(r"SI(?:5\d|8\d|3[24]|4[67])", "Silicon Labs", "Skyworks", 2021),
    _sale(r"(?:M25P|M25PE|M25PX|M45PE|M28W|M29[FWD]|M50F|M58|NAND\d)", "STMicroelectronics", "Numonyx", 2008),
    _sale(r"(?:M25P|M25PE|M25PX|M45PE|M28W|M29[FWD]|M50F|M58|NAND\d)", "STMicroelectronics", "Micron Technology", 2008),
    _sale(r"(?:[A-Z]{2})?28F\d", "Intel", "Numonyx", 2008),
    _sale(r"(?:[A-Z]{2})?28F\d", "Intel", "Micron Technology", 2008),
    _sale(r"(?:\d{1,3}(?:CTQ|TQ|CPQ|ETF|ETS|TTS|BQ|HF)|IRK|ST\d{3}[CS])", "International Rectifier", "Vishay", 2007),
    _sale(r"AM(?:29|27|28)", "AMD", "Spansion", 2003),
    _sale(r"(?:MACH|M4A|M5LV)", "AMD", "Lattice Semiconductor", 1999),
    _sale(r"XCR", "Philips Semiconductors", "Xilinx", 1999),
    _sale(r"BL[FACPSMULD]\d", "NXP Semiconductors", "Ampleon", 2015),
    _sale(r"V23", "Siemens Semiconductors", "TE Connectivity", 1999),
    _sale(r"C(?:GH|GHV|MPA)\d", "Wolfspeed", "MACOM", 2023),
    _sale(r"AT(?:25|26|45)D", "Atmel", "Adesto Technologies", 2012),
)


def sales_of(plain: str, manufacturer: str) -> list[Sale]:
    """The sales that a maker's number (`normalise.plain`) was part of, on either side."""
    return [sale for sale in SALES if manufacturer in (sale.seller, sale.buyer) and sale.pattern.match(plain)]
