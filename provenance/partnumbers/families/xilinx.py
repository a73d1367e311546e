"""Xilinx: device, package with mask codes and date, lot, speed grade, each on its own line."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme

FAMILY = Family(
    manufacturer="Xilinx",
    numberings=(
        scheme(r"(?P<base>X[CAQ][2-7][SVAKZCR][A-Z]{0,3}\d{1,5}[A-Z]{0,2})(?P<suffix>\d?[A-Z]{2,3}\d{2,4}\w{0,4})?"),
        scheme(r"(?P<base>XC[KVZA]U\d{1,2}[A-Z]{1,2})(?P<suffix>\w{0,12})?"),
        scheme(
            r"(?P<base>XC(?:95\d{2,3}(?:XL|XV)?|F\d{2}[SP]|18V\d\d|17[SV]?\d{2,3}[A-Z]*|CACE\w*|S\d{2}(?:XL)?|V\d{2,4}E?))(?P<suffix>\w{0,12})?"
        ),
    ),
    grades=(
        grade(r"^XQR|^XQ.*V$", Grade.SPACE, source=f"{ORDERING}: XQR is radiation-tolerant"),
        grade(r"^XQ", Grade.MILITARY, source=f"{ORDERING}: XQ is defense grade"),
        grade(r"^XA|Q$", Grade.AUTOMOTIVE, source=f"{ORDERING}: XA is automotive"),
        grade(r"^XC.*I$", Grade.INDUSTRIAL, source=f"{ORDERING}: I at the end"),
        grade(r"^XC.*C$", Grade.COMMERCIAL, source=f"{ORDERING}: C at the end"),
    ),
)
