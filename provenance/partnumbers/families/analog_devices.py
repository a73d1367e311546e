"""Analog Devices' own line; Linear Technology, Maxim and Dallas have their own files."""

import re

from provenance.partnumbers.families.base import GENERAL, YYWW, DateRule, Family, scheme, series

FAMILY = Family(
    manufacturer="Analog Devices",
    numberings=(
        series("AD", digits="3,5", suffix=r"[A-Z][A-Z0-9]{0,11}"),
        series("ADA", "ADAU", "ADF", "ADG", "ADL", "ADM", "ADN", "ADP", "ADR", "ADV", digits="2,5"),
        series(
            "ADUM",
            "ADUC",
            "ADUCM",
            "ADCMP",
            "ADRF",
            "ADXL",
            "ADXRS",
            "ADIS",
            "ADMV",
            "ADRV",
            "ADIN",
            digits="2,5",
        ),
        scheme(r"(?P<base>ADSP(?:BF|SC|TS|CM)?\d{3,5}[A-Z]{0,2})(?P<suffix>[A-Z][A-Z0-9]{0,9})?"),
        series("SSM2", "OP[1-4]", "AMP0", "REF19", digits="1,3"),
    ),
    date_rules=(DateRule("adi_hash_yyww", re.compile(rf"#{YYWW}"), f"{GENERAL}: leading # marks a lead-free part"),),
    dated_like=("Hittite Microwave", "Precision Monolithics"),
)
