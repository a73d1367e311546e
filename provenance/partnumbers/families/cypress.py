"""Cypress Semiconductor, Infineon's since 2020; the date stands with the country of assembly."""

import re

from provenance.partnumbers.families.base import GENERAL, YYWW, DateRule, Family, scheme, series

FAMILY = Family(
    manufacturer="Cypress Semiconductor",
    numberings=(
        scheme(r"(?P<base>CY8C\d{4,5}[A-Z]{0,3})(?P<suffix>\d{0,3}[A-Z][A-Z0-9]{0,7})?"),
        scheme(r"(?P<base>CY7C\d{3,5}[A-Z]{0,3}\d{0,2})(?P<suffix>\d{0,3}[A-Z][A-Z0-9]{0,7})?"),
        series("CY62", "CY14[A-Z]", "CY15[A-Z]", "CYUSB", "CYBL", "CYW", "CY2[2-9]", digits="2,5"),
    ),
    date_rules=(
        DateRule(
            "cypress_country_yyww",
            re.compile(rf"(?:.* )?(?:PHI|THI|TWN|KOR|MAL|USA|IND|CHN) {YYWW}"),
            GENERAL,
            scope="line",
        ),
        DateRule("cypress_yyww_country", re.compile(rf"{YYWW} ?(?:PHI|THI|TWN|KOR|MAL|USA)"), GENERAL, scope="line"),
    ),
    dated_like=("Spansion", "Ramtron"),
)
