"""Microchip Technology's own line, with SMSC, Micrel and SST numbers left to the prefix table."""

import re

from provenance.partnumbers.families.base import DATA_SHEET, YYWW, DateRule, Family, scheme, series, top_mark

FAMILY = Family(
    manufacturer="Microchip Technology",
    numberings=(
        scheme(r"(?P<base>PIC(?:1[0-8]|24|32)[A-Z]{1,3}\d{2,4}[A-Z0-9]{0,7})(?P<suffix>T?[IEH][A-Z]{1,3}\d{0,3})?"),
        scheme(r"(?P<base>DSPIC3[03][A-Z]{1,2}\d{2,4}[A-Z]{0,3}\d{2,4}[A-Z]?)(?P<suffix>T?[IEH][A-Z]{1,3}\d{0,3})?"),
        series("MCP", "ENC28", "RN4", "USB2", "USB3", "LAN[789]", digits="2,5"),
        scheme(r"(?P<base>(?:2[345]|93)(?:LC|AA|C)\d{2,4}[A-Z]?)(?P<suffix>T?[IE][A-Z]{1,3})?", shared=True),
    ),
    top_marks=(
        top_mark(r"(1[0268]L?F\d{2,5}[A-Z]{0,2}(?:T?[IE]?[A-Z]{0,3})?)", r"PIC\1", source=DATA_SHEET, distinct=True),
    ),
    date_rules=(DateRule("microchip_yyww_trace", re.compile(rf"{YYWW}[A-Z0-9]{{3}}"), DATA_SHEET),),
    dated_like=("SMSC", "Micrel", "SST"),
)
