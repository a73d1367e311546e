"""STMicroelectronics: STM32 and STM8, power, memories. The date stands with the country of assembly."""

import re

from provenance.partnumbers.families.base import (
    ORDERING,
    RECOVERED,
    Family,
    Grade,
    grade,
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
        scheme(r"(?P<base>LF(?:15|18|25|27|30|33|35|40|45|47|50|55|60|80|85|90)[AC])(?P<suffix>[A-Z]{1,6})?"),
        scheme(
            r"(?P<base>LD(?:1117|1085|1086|1084|2980|2985|29150|29300|39\d{2,3}|49\d{2,3}|59\d{2,3})[A-Z]{0,4}\d{0,2})(?P<suffix>[A-Z]{0,6})"
        ),
        scheme(r"(?P<base>LD(?:K|S|LN|FM|CL|BL|40)\d{3,4}[A-Z]{0,2}\d{0,2})(?P<suffix>[A-Z]{0,6})"),
        scheme(
            r"(?P<base>(?:L[456]9\d{2}|A(?:59|69|79)\d{2}|L5\d{3}|L6[2-7]\d{2}|PM6\d{3}|PM88\d{2})[A-Z]{0,2})(?P<suffix>[A-Z0-9]{0,8})"
        ),
        scheme(
            r"(?P<base>TS(?:[BVXUZ]\d{2,4}|9\d{2,3}|27\d|M10\d{1,2})[A-Z]{0,3})(?P<suffix>(?:DT|ID|IDT|PT|IPT|ILT|IST|IQ|IYPT|IYDT|CD|CDT)?T?)"
        ),
        scheme(
            r"(?P<base>(?:BT[AB]\d{2}|TYN|TN|T[46]|T8|T1[026]|T2[05]|T3[05]|T4[01])\d{2,4}[A-Z]{0,2}\d{0,4})(?P<suffix>[A-Z]{1,5})"
        ),
        scheme(r"(?P<base>(?:X0[024]|Z0[0134])\d{2}[MNSDG])(?P<suffix>[A-Z]\w{0,6})"),
        scheme(r"(?P<base>ST[BDFPQULWYHIS]{1,2}\d{1,3}N[A-Z]{0,2}\d{1,3}[A-Z]{0,3}\d?)(?P<suffix>[A-Z]{0,4})?"),
        scheme(r"(?P<base>STG(?:[BDFPWYE]|PF|WA|WT)[A-Z]?\d{1,3}[A-Z]{1,3}\d{2,3}[A-Z]{0,4}\d?)"),
        scheme(
            r"(?P<base>(?:HCF4\d{3,4}|M74HCT?\d{2,4}|M54HCT?\d{2,4})[A-Z]{0,2})(?P<suffix>(?:M0|B1|YM|YT|RM|TTR|M1R|RTR)\w{0,5})"
        ),
        scheme(
            r"(?P<base>ST(?:M1[0-9]|M6|M7)\d{2,3}[A-Z]{0,2}|ST(?:2(?:02|32)|3(?:232|222|221|241|243)|4(?:85|90)|26\d\d)[A-Z]{1,2})(?P<suffix>[A-Z0-9]{0,8})"
        ),
        scheme(r"(?P<base>USB(?:LC6|6B1|UF0|DF0|ULC6)\w{0,6}|ESDA(?:LC|XLC|ULC)?\d{1,2}\w{2,8}|EMIF\d{2}\w{4,10})"),
        scheme(r"(?P<base>TESEO\w{2,8}|SRK200\d\w?|SRK100\d\w?|LM(?:V82|X3)\d{1,2}\w{2,5})"),
        scheme(r"(?P<base>L78[LMS]?\d{2}[AC]B?)(?P<suffix>[A-Z]{1,5})"),
        scheme(r"(?P<base>PD(?:2|5|8)\d{4}[A-Z]?)(?P<suffix>[A-Z]{1,3})?"),
        scheme(r"(?P<base>M4(?:T\d{2}|8T\d{2,3}|8Z\d{2}|1T\d{2,4}|0Z\d{3})[A-Z]{0,2})(?P<suffix>[A-Z0-9]{0,8})"),
        scheme(r"(?P<base>BYT?[WV]?\d{2,3}PI[VE]?\d{3,4}[A-Z]?|STIEC\d{2}\w{2,6})"),
        scheme(
            r"(?P<base>(?:TDA7|TDA2|STA[0-9]|STR7|STR9|ST7[2]?[FLC]|ST62[TE]|ST10|SPC56|SPC5|ST33|ST25|STPM|STLED|STCS|STSPIN|STWD|STLQ|STBC)\w{2,10})"
        ),
        scheme(r"(?P<base>(?:ISM330|LSM[69]|LPS[23]|HTS|IIS|AIS|VL53|VL6)\w{2,8})"),
        scheme(r"(?P<base>M[29][45][CMPRW]?\d{2,3}[A-Z]?)(?P<suffix>[A-Z][A-Z0-9]{0,9})"),
    ),
    either=(
        re.compile(r"STM(?:32[A-Z]{1,2}\d{2,3}|8[A-Z]{1,2}\d{3})[A-Z][0-9A-Z]"),
    ),  # pins, then flash: 8 is 64, B 128 kB
    grades=(grade(r"^RH(?:F|R|FL)[A-Z]*\d", Grade.SPACE, source=f"{ORDERING}: RHF and RHR are radiation-hardened"),),
    examples=("LF33ACDT-TR", "PD84010-E", "M4T32-BR12SH6", "BYT261PIV-400", "STIEC45-28AS"),
    top_marks=(top_mark(r"(25P[EX]?\d\d\w*|45PE\d\d\w*)", r"M\1", source=f"{RECOVERED}: 'M25P10 25P10VP'"),),
    also_brands=("SGS-Thomson",),
)
