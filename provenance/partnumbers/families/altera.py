"""Altera, Intel's since 2015: device, package, pins, temperature and speed in one number."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme

FAMILY = Family(
    manufacturer="Altera",
    numberings=(
        scheme(
            r"(?P<base>EP[1-4](?:C|CE|CGX|S|SE|SGX|AGX|K|SL|M)\d{1,3})(?P<suffix>[A-Z]{0,2}\d{0,4}[A-Z]?\d{0,3}[CIA]?\d?[A-Z]{0,3})?"
        ),
        scheme(r"(?P<base>EPM\d{3,4}[A-Z]{0,2})(?P<suffix>[A-Z]\d{2,3}[CIA]\d{1,2}[A-Z]{0,2})?"),
        scheme(r"(?P<base>EPF?C?[126-8]\w?\d{1,4}[A-Z]?)(?P<suffix>[A-Z]{1,2}\d{2,3}\w{0,6})"),
        scheme(r"(?P<base>EPC(?:S|Q)\d{1,3})(?P<suffix>[A-Z]{1,2}\d{0,2}[A-Z]{0,2})?"),
        scheme(
            r"(?P<base>(?:5M\d{2,4}Z|5C[EGS][A-Z]{0,3}\d[A-Z]\w|10M\d{2}[A-Z]{2}|10[AC][LXS]\d{3}))(?P<suffix>\w{0,12})?"
        ),
    ),
    grades=(
        grade(r"[A-Z]\d{2,4}A\d{1,2}[A-Z]?$", Grade.AUTOMOTIVE, source=ORDERING),
        grade(r"[A-Z]\d{2,4}I\d{1,2}[A-Z]?$", Grade.INDUSTRIAL, source=ORDERING),
        grade(r"[A-Z]\d{2,4}C\d{1,2}[A-Z]?$", Grade.COMMERCIAL, source=ORDERING),
    ),
)
