"""STMicroelectronics: STM32 and STM8, power, memories. The date stands with the country of assembly."""

import re

from provenance.partnumbers.families.base import (
    GENERAL,
    RECOVERED,
    YWW,
    DateRule,
    Family,
    scheme,
    series,
    top_mark,
)

_COUNTRY = "CHN|MYS|MLT|PHL|MAR|SGP|KOR|TWN|ITA|FRA|THA"

FAMILY = Family(
    manufacturer="STMicroelectronics",
    numberings=(
        scheme(r"(?P<base>STM32(?:[FGHLUW][0-9A-Z]\d{2}|MP\d{3}|W[BL]\d{2}|WB\w{3})[A-Z]?)(?P<suffix>[A-Z0-9]{0,6})"),
        scheme(r"(?P<base>STM8[ALST]\d{0,2}[A-Z]?\w{2,5})(?P<suffix>[A-Z]\d[A-Z]*)?"),
        series(
            "STPS",
            "STTH",
            "STTS",
            "STUSB",
            "STEF",
            "STGW",
            "VNH",
            "VND",
            "VNQ",
            "VIPER",
            "LIS",
            "LNBH",
            digits="1,5",
        ),
        scheme(r"(?P<base>ST[BDFPW]\d{1,3}N[A-Z]?\d{1,3}[A-Z]{0,3}\d?)(?P<suffix>[A-Z]{0,4})?"),
        series("L49", "L62", "L64", "L99", digits="2,4"),
        scheme(r"(?P<base>M[29][45][CMPRW]?\d{2,3}[A-Z]?)(?P<suffix>[A-Z][A-Z0-9]{0,9})"),
    ),
    top_marks=(top_mark(r"(25P[EX]?\d\d\w*|45PE\d\d\w*)", r"M\1", source=f"{RECOVERED}: 'M25P10 25P10VP'"),),
    date_rules=(
        DateRule("st_country_yww", re.compile(rf"(?:{_COUNTRY}) ?{YWW}"), GENERAL, scope="line", first_year=1990),
        DateRule(
            "st_country_yww_tail",
            re.compile(rf".* (?:{_COUNTRY}) {YWW}"),
            GENERAL,
            scope="line",
            first_year=1990,
        ),
    ),
    dated_like=("SGS-Thomson",),
)
