"""Infineon Technologies' own line."""

import re

from provenance.partnumbers.families.base import GENERAL, YYWW, DateRule, Family, scheme, series

FAMILY = Family(
    manufacturer="Infineon Technologies",
    numberings=(
        scheme(r"(?P<base>XMC[147]\d{3})(?P<suffix>[A-Z][A-Z0-9]{0,9})?"),
        series("TLE[4-9]", "BT[SNT]", "BFP", "ICE", "IFX", digits="2,5"),
        scheme(r"(?P<base>I[PGK][ABDLPTW]\d{2,3}[NRP]\d{2,3}[A-Z]{1,3}\d?)(?P<suffix>[A-Z0-9]{0,8})"),
        scheme(r"(?P<base>SA[BFKL](?:C1|TC1|XC)\w{3,12})"),
    ),
    date_rules=(DateRule("infineon_h_yyww", re.compile(rf"[HG]{YYWW}"), f"{GENERAL}: H is halogen-free, G green"),),
    dated_like=("Siemens Semiconductors",),
)
