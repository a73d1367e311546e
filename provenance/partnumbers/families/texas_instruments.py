"""Texas Instruments, with the lines it took over from Burr-Brown, Unitrode and National Semiconductor."""

import re

from provenance.partnumbers.families.base import (
    DATA_SHEET,
    GENERAL,
    RECOVERED,
    DateRule,
    Family,
    scheme,
    series,
    top_mark,
)

_LOGIC = "ALVTH|AUCH?|LVCH?|ALVCH?|LVTH?|ABTH?|AHCT?|AVCH?|CBTL?V?D?|AUP|ALS|BCT|GTLPH?|LVCC?|TVC"

FAMILY = Family(
    manufacturer="Texas Instruments",
    numberings=(
        scheme(
            r"(?P<base>S?N?J?SN(?:54|64|74)(?:[A-Z]{0,6}|CB3[QT])(?:[1-3][GT])?\d{2,7}[A-Z]?)(?P<suffix>[A-Z][A-Z0-9]{0,7})?"
        ),
        scheme(r"(?P<base>SN(?:55|65|75)[A-Z]{0,5}\d{2,5}[A-Z]?)(?P<suffix>[A-Z][A-Z0-9]{0,7})?"),
        scheme(r"(?P<base>MSP43[02][A-Z]{1,3}\d{2,5}[A-Z]?)(?P<suffix>[A-Z][A-Z0-9]{0,7})?"),
        scheme(r"(?P<base>[TS]M[SXPJ]?(?:320|470|570)[A-Z]{1,4}\d{2,6}[A-Z]?)(?P<suffix>[A-Z][A-Z0-9]{0,9})?"),
        scheme(r"(?P<base>TM4C\d{3,4}[A-Z0-9]{1,6})(?P<suffix>[A-Z][A-Z0-9]{0,7})?"),
        scheme(r"(?P<base>CC(?:1[0-3]|2[4-6]|3[0-2]|85)\d\d[A-Z]?)(?P<suffix>[A-Z][A-Z0-9]{0,9})?"),
        series(
            "TPS",
            "TPS[ABCMT]",
            "TLV",
            "UCC",
            "DRV",
            "TCA",
            "TUSB",
            "TXB",
            "TXS",
            "TPIC",
            "PTH",
            "PTN",
            digits="3,7",
        ),
        series(
            "BQ",
            "OPA",
            "THS",
            "AMC",
            "LM[HPRXZ]",
            "LMZ[MS]?",
            "TFP",
            "TVP",
            "DAC[3578]",
            "PGA2",
            digits="2,6",
        ),
        series(
            "INA",
            "XTR",
            "ISO[1-8]",
            "REF[1-6]",
            "DCP",
            "VCA",
            "TLK",
            "CDC[A-Z]{0,3}",
            "TAS",
            "PCM",
            digits="2,6",
        ),
        scheme(r"(?P<base>ADS\d{3,5})(?P<suffix>[A-Z][A-Z0-9]{0,7})?"),
        scheme(r"(?P<base>TL16C\d{3,4}[A-Z]?)(?P<suffix>[A-Z]{1,5})?"),
    ),
    top_marks=(
        top_mark(r"VP(23[0-2]Q?)", r"SN65HVD\1", source=f"{RECOVERED}: 'VP230 28M A0G9'", distinct=True),
        top_mark(r"M430(F[A-Z]?\d{2,5}\w*)", r"MSP430\1", source=DATA_SHEET, distinct=True),
        top_mark(rf"((?:{_LOGIC})\d{{2,6}}[A-Z]{{0,2}})", r"SN74\1", source=GENERAL, distinct=True),
    ),
    date_rules=(
        DateRule(
            "ti_year_month_lot",
            re.compile(r"(?P<y>\d)(?P<m>[1-9ABC])(?:[A-Z][A-Z0-9]{4,5}|[A-Z] ?[A-Z0-9]{4})(?: ?[GE]\d)?"),
            f"{RECOVERED}: 'VP230 28M A0G9 G4' shows the form; {DATA_SHEET}",
            scope="line",
            first_year=1995,
        ),
    ),
    dated_like=("National Semiconductor", "Burr-Brown", "Unitrode", "Chipcon"),
)
