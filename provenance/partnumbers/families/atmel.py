"""Atmel: AVR, ARM and memories, bought by Microchip in 2016; the package code often stands before the date."""

import re

from provenance.partnumbers.families.base import GENERAL, YYWW, DateRule, Family, scheme, series

FAMILY = Family(
    manufacturer="Atmel",
    numberings=(
        scheme(r"(?P<base>ATX?(?:MEGA|TINY)\d{1,4}[A-Z0-9]{0,5})(?P<suffix>\d{0,2}[A-Z]{1,3}R?)?"),
        scheme(r"(?P<base>AT(?:SAM|91SAM|91|90|89|32UC)[A-Z0-9]{3,12})(?P<suffix>[A-Z]{2})?"),
        scheme(r"(?P<base>AT2[4578][A-Z]{1,3}\d{2,4}[A-Z]?)(?P<suffix>[A-Z0-9]{0,8})", shared=True),
        series("ATF1[56]", "ATECC", "ATSHA", digits="2,4"),
    ),
    date_rules=(DateRule("atmel_package_yyww", re.compile(rf"\d{{0,2}}[A-Z]{{1,3}} {YYWW}"), GENERAL, scope="line"),),
)
