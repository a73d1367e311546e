"""Texas Instruments, with the lines it took over from Burr-Brown, Unitrode and National Semiconductor."""

import re

from provenance.partnumbers.families.base import (
    DATA_SHEET,
    GENERAL,
    ORDERING,
    RECOVERED,
    Family,
    Grade,
    Sign,
    grade,
    scheme,
    series,
    top_mark,
)

_LOGIC = "ABTE|ALVTH|AUCH?|LVCH?|ALVCH?|LVTH?|ABTH?|AHCT?|AVCH?|CBTL?V?D?|AUP|ALS|BCT|GTLPH?|LVCC?|TVC"

_TOP_SIDE = "general knowledge of top-side markings in package option addenda"

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
        scheme(r"(?P<base>CC(?!1206|1210)(?:1[0-3]|2[4-6]|3[0-2]|85)\d\d[A-Z]?)(?P<suffix>[A-Z][A-Z0-9]{0,9})?"),
        series(
            "TPS",
            r"TPS[ABCMT](?!\d{3}[KM]\d)",
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
            "DC[HPRV]0",
            "LMX",
            "FDC(?=1004|2[12])",
            "LMK(?!063|105|107|212|316|325)",
            "LMG",
            "LMT",
            "TMP[12469]",
            "TXU",
            "TMUX",
            "TPD[1-8]E",
            "DP83",
            "DS9[0-9]U[BHR]",
            "DS9[0-9][A-Z]{0,3}",
            "VCA",
            "TLK",
            "CDC[A-Z]{0,3}",
            "TAS",
            "PCM",
            digits="2,6",
        ),
        scheme(r"(?P<base>ADS\d{3,5})(?P<suffix>[A-Z][A-Z0-9]{0,7})?"),
        scheme(r"(?P<base>TL16C\d{3,4}[A-Z]?)(?P<suffix>[A-Z]{1,5})?"),
        scheme(r"(?P<base>TL[CE]\d{3,5}[A-Z]?)(?P<suffix>[A-Z]{1,4}\w{0,4})"),
        scheme(
            r"(?P<base>(?:DM(?:35|36|37|64|81)\d{1,2}|OMAP\d{4}|AM(?:17|18|33|35|37|43|57|62|64)\d{2})[A-Z0-9]{0,14})"
        ),
        scheme(r"(?P<base>PT(?:7\d{4}|5\d{3})[A-Z]?)"),
        scheme(r"(?P<base>CSD\d{5}[A-Z]{1,3}\d?[A-Z]?)(?P<suffix>T)?"),
        scheme(r"(?P<base>TLV320[A-Z]{2,3}\d{2,4}[A-Z]?)(?P<suffix>[A-Z]{1,8})?"),
    ),
    top_marks=(
        top_mark(r"VP(23[0-2]Q?)", r"SN65HVD\1", source=f"{RECOVERED}: 'VP230 28M A0G9'", distinct=True),
        top_mark(r"M430(F[A-Z]?\d{2,5}\w*)", r"MSP430\1", source=DATA_SHEET, distinct=True),
        top_mark(rf"((?:{_LOGIC})\d{{2,6}}[A-Z]{{0,2}})", r"SN74\1", source=GENERAL, distinct=True),
        top_mark(r"HT(\d{2,3}|4[035]\d\d)A?", r"SN74HCT\1", source=f"{_TOP_SIDE}: HT573 is SN74HCT573", distinct=True),
        top_mark(r"LC(\d{2,3}A)", r"SN74LVC\1", source=f"{_TOP_SIDE}: LC244A is SN74LVC244A", distinct=True),
        top_mark(r"LCH(\d{3}A)", r"SN74LVCH\1", source=f"{_TOP_SIDE}: LCH244A is SN74LVCH244A", distinct=True),
        top_mark(r"LXH(\d{2,3}A?)", r"SN74LVTH\1", source=f"{_TOP_SIDE}: LXH245A is SN74LVTH245A", distinct=True),
        top_mark(r"LX(\d{3}A?)", r"SN74LVT\1", source=f"{_TOP_SIDE}: LX245A is SN74LVT245A"),
        top_mark(r"H[JK](40\d{2,3}|4\d{3})M?", r"CD74HC\1", source=f"{_TOP_SIDE}: HJ4051 is CD74HC4051", distinct=True),
        top_mark(r"M[AB](3\d{3})([CI])", r"MAX\1\2", source=f"{_TOP_SIDE}: MB3238I is TI's MAX3238I", distinct=True),
        top_mark(
            r"PS([24-7]\d{4}[A-Z0-9]{0,4}|[57]\d{2}[DP]\d{3}[A-Z0-9]{0,4})",
            r"TPS\1",
            source=f"{_TOP_SIDE}: PS54357 is TPS54357",
            distinct=True,
        ),
        top_mark(r"(C[56]\d{3}[A-Z]{3}[A-Z0-9]{0,6})", r"TMS320\1", source=f"{_TOP_SIDE}: TMS320 stands above"),
        top_mark(r"AI?C(3[12]\d{2})I?", r"TLV320AIC\1", source=f"{_TOP_SIDE}: AC3104I is TLV320AIC3104I"),
        top_mark(r"TL(555[CIM])", r"TLC\1", source=f"{_TOP_SIDE}: TL555C is TLC555C", distinct=True),
    ),
    signs=(
        Sign(
            re.compile(r"(?<!\S)\d[1-9ABC][A-Z](?: ?[A-Z0-9]{4})? G4(?!\S)|(?<!\S)\d[1-9ABC][A-Z0-9]{5} G4(?!\S)"),
            f"{_TOP_SIDE}: year, month and lot, then G4",
        ),
    ),
    grades=(
        grade(r"^(?:5962R|.*(?:SP|SEP|QMLV)$)", Grade.SPACE, source=f"{ORDERING}: -SP and -SEP are radiation-tolerant"),
        grade(r"^(?:SN[CJ]|SMJ|SM320|SN5[45]|5962|UC1[0-9]{3})|EP$", Grade.MILITARY, source=ORDERING),
        grade(r"Q1$", Grade.AUTOMOTIVE, source=f"{ORDERING}: -Q1 is AEC-Q100"),
        grade(r"^(?:TPS|TLV|OPA|INA|SN65|LM25|LM2[0-9]{2})", Grade.INDUSTRIAL, source=ORDERING),
        grade(r"^(?:SN74|SN75|LM3[0-9]{2}|UC3|CD74)", Grade.COMMERCIAL, source=ORDERING),
    ),
    examples=("DCR010505U", "TPS54357PWP", "DM3730CUSA", "TLV320AIC3104IRHB", "CSD19536KTT", "LMX2306TM", "PT76725A"),
    also_brands=("National Semiconductor", "Burr-Brown", "Unitrode", "Chipcon"),
)
