"""Analog Devices' own line; Linear Technology, Maxim and Dallas have their own files."""

import re

from provenance.partnumbers.families.base import (
    GENERAL,
    ORDERING,
    WEEK,
    Family,
    Grade,
    Sign,
    grade,
    scheme,
    series,
    top_mark,
)

_LOGO = f"{ORDERING}: the letters stand as the logo (9764ARUZ)"

FAMILY = Family(
    manufacturer="Analog Devices",
    numberings=(
        series("AD", digits="3,5", suffix=r"[A-Z][A-Z0-9]{0,11}"),
        series("ADA", "ADAU", "ADF", "ADG", "ADL", "ADM", "ADN", "ADP", "ADR", "ADV", "ADE", digits="2,5"),
        series("ADT(?=75|[67])", digits="2,4"),
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
            "ADMP",
            digits="2,5",
        ),
        scheme(r"(?P<base>ADSP(?:BF|SC|TS|CM)?\d{3,5}[A-Z]{0,2})(?P<suffix>[A-Z][A-Z0-9]{0,9})?"),
        series("TMP3[567]", "TMP0[1-6]", "SSM2", "OP[1-4]", "AMP0", "REF19", digits="0,3"),
    ),
    top_marks=(
        top_mark(
            r"(\d{3,4}[A-Z]?[12]?[ABCJKSTWY](?:R|RU|RM|RQ|RW|RT|RJ|KS|CP|ST|SV|BC|BP|CB|UJ|UC|RI)Z?\d?)",
            r"AD\1",
            source=_LOGO,
        ),
        *(
            top_mark(r"(\d{4}[ABCJKSW]R[UIWM]?Z)", rf"{letters}\1", source=_LOGO, alone=False)
            for letters in ("ADUM", "ADM", "ADG")
        ),
        top_mark(r"(\d{3,4}[ABCSTY])", r"AD\1", source=_LOGO, alone=False),
    ),
    signs=(
        Sign(
            re.compile(rf"(?<!\S)#[0-3]?\d{WEEK}(?!\S)"),
            f"{GENERAL}: # and the date, YYWW or YWW",
        ),
    ),
    grades=(
        grade(r"^AD.*(?:QMLR|RH)$|^5962R", Grade.SPACE, source=f"{ORDERING}: radiation-hard; a bare S is a package"),
        grade(r"^AD[A-Z0-9]+(?:EP|883B?)(?:Z|RL|R7)*$", Grade.MILITARY, source=ORDERING),
        grade(r"^AD[A-Z]{0,5}\d{3,5}[A-Z]?W", Grade.AUTOMOTIVE, source=f"{ORDERING}: W is AEC-Q100"),
    ),
    examples=("AD9764ARUZ", "ADG1409YRUZ", "ADUM1201CRZ", "ADM3315EARUZ", "ADV7180WBST48Z", "AD8138ARMZ", "OP27GSZ"),
    also_brands=("Hittite Microwave", "Precision Monolithics"),
)
