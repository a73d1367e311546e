"""Endings that only one maker orders by: they tell the maker of numbers that many share (MMBT4401LT1G, LM7805L-TF3-T).

From the ordering pages of data sheets (`base.ORDERING`): package, tape and plating, in the maker's own code.
"""

from provenance.partnumbers.families.base import Family, scheme

_UTC_PACKAGE = (
    r"AA3|AB3|AE[235]|AF5|AL[56]|AN3|TA3|TF[1-3]|TM[3AS]|TMN2?|TN[3A]|TND|TQ[23]|T92|T9[CNS]|T6[0C]|T3[LPN]|TO3|K08"
    r"|S0?8|SO8|SM[12]|S14|S16|S18|S20|D08|D14|D16|D18|D20|P0?8|P1[46]|P20|R14|R16|R20|R24"
)
_ONSEMI = Family(
    manufacturer="onsemi",
    numberings=(
        scheme(
            r"(?P<base>(?:SZ)?[A-Z0-9]{3,13}?)(?P<suffix>(?:[LSW]|X?V\d|MX|P|D|DT|DM|DW|MN|MU|BT|CT|FC|SQ|Z|TT|AM)?"
            r"(?:T[1-4]|R2|RL|TA)G)"
        ),
        scheme(r"(?P<base>[A-Z]{2,5}\d{2,5}[A-Z0-9]{0,4})(?P<suffix>TLE|TLH|TLW|TRLE)"),
    ),
    examples=("MMBT4401LT1G", "LM2904DR2G", "1N5360BRLG", "ECH8660-TL-H"),
)
_FAIRCHILD = Family(
    manufacturer="Fairchild Semiconductor",
    numberings=(
        scheme(
            r"(?P<base>(?:74|54|MM74|DM74)[A-Z]{1,5}\d{2,6}[A-Z]{0,2}?)(?P<suffix>(?:MTC|MTD|MSA|SJ|SC|MEA|WM|BQ|QSC|SLC)X?)"
        ),
    ),
    examples=("74ACT244MTC", "74LCX244BQX"),
)
_VISHAY = Family(
    manufacturer="Vishay",
    numberings=(
        scheme(
            r"(?P<base>[A-Z][A-Z0-9]{3,15}?)(?P<suffix>(?:T1|T4|TR)?GE[34]|(?:H?[EMG]3|GS)(?:08|18)"
            r"|H?[EM]3(?:5[1-7]T?|5[AB]T?|6[1-4]T?|7[23]|8[145]|9[AB]T?|TR))"
        ),
        scheme(r"(?P<base>[A-Z][A-Z0-9]{2,15}?)(?P<suffix>H[EM]3(?:_?A)?[HI]|M3[HI]|E3[HI])"),
    ),
    examples=("BAT54W-E3-18", "TZMC3V6-GS08", "SIC645AER-T1-GE3", "SMAJ188A-E3/61", "S3JHE3_A/I"),
)
_UNISONIC = Family(
    manufacturer="Unisonic Technologies",
    numberings=(
        scheme(
            rf"(?P<base>[A-Z0-9]{{4,11}}?)(?P<suffix>[GL](?:\d{{2}}|A[DA]|[A-F])?(?:{_UTC_PACKAGE})(?:[A-F]{{1,2}})?[RTBK])"
        ),
    ),
    examples=("LM7805L-TF3-T", "4N65L-TA3-T", "MMBT4401G-AE3-R", "LD1117AG-AD-AA3-A-R"),
)
_NATIONAL = Family(
    manufacturer="National Semiconductor",
    numberings=(scheme(r"(?P<base>(?:LM|LP|DS|ADC|DAC|LMH|LMX|DP|COP)[A-Z]?\d{2,7}[A-Z0-9]{0,8}?)(?P<suffix>NOPB)"),),
    examples=("LM2576SX-5.0/NOPB",),
)
FAMILIES = (_ONSEMI, _FAIRCHILD, _VISHAY, _UNISONIC, _NATIONAL)
