"""Atmel: AVR, ARM and memories, bought by Microchip in 2016; the package code often stands before the date."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme, series, top_mark

FAMILY = Family(
    manufacturer="Atmel",
    numberings=(
        scheme(r"(?P<base>ATX?(?:MEGA|TINY)\d{1,4}[A-Z0-9]{0,5})(?P<suffix>\d{0,2}[A-Z]{1,3}R?)?"),
        scheme(r"(?P<base>AT(?:SAM|91SAM|91|90|89|32UC)[A-Z0-9]{3,12})(?P<suffix>[A-Z]{2})?"),
        scheme(r"(?P<base>AT2[4578](?!SF|XE|XV|EU|QF)[A-Z]{1,3}\d{2,4}[A-Z]?)(?P<suffix>[A-Z0-9]{0,8})", shared=True),
        series("ATF1[56]", "ATECC", "ATSHA", "AT86RF", "AT97SC", "AT30TSE?", "AT93C", "AT42QT", "AT88SC", digits="2,5"),
        scheme(
            r"(?P<base>SAM(?:[34][A-Z]{1,2}\d{1,2}[A-Z]?|[VSEDLCRGHB]\d{2}[A-Z]\d{2}|A5D\d{1,2}|9[A-Z]\d{1,2}))(?P<suffix>[A-Z]\w{0,6})?"
        ),
        scheme(r"(?P<base>AT45CS\d{3,4}|AT26F\d{3}|MXT\d{3,4}[A-Z]{0,3}\d?)(?P<suffix>[A-Z]\w{0,6})?"),
        scheme(
            r"(?P<base>AT(?:17(?:LV|C|F|N)|28[CBLHV]{1,3}|29[CL]V?|49[BLF]V?|25DF|26DF|40K)[A-Z]?\d{2,4}[A-D]?|AT45DB\d{3,4}(?![EF])[A-D]?)(?P<suffix>[A-Z0-9]{0,8})"
        ),
    ),
    top_marks=(
        top_mark(
            r"(90(?:USB|CAN|PWM|SC|S)\d{2,4}[A-Z]{0,3})", r"AT\1", source=f"{ORDERING}: AT is left off", distinct=True
        ),
        top_mark(
            r"(17(?:LV|C|F)\d{2,3}A?|45DB\d{3,4}[A-D]\w{0,5}|MEGA\d{1,4}[A-Z]{0,2}(?:AU|MU|PU)?)",
            r"AT\1",
            source=f"{ORDERING}: AT is left off",
            distinct=True,
        ),
    ),
    grades=(
        grade(
            r"^AT(?:697|MEGAS|TINYS|F280|40KEL|7913|SAMV71Q21RT)",
            Grade.SPACE,
            source=f"{ORDERING}: Atmel's radiation-tolerant processors, logic and links",
        ),
    ),
    examples=("AT90USB1287-MU", "AT17LV256-10JU", "AT45DB642D-CNU", "ATF1504AS-10AU44"),
)
