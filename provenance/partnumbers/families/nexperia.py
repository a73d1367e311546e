"""Nexperia, NXP's discretes and logic until 2017: the same numbers were Philips' and NXP's before."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme, series

FAMILY = Family(
    manufacturer="Nexperia",
    numberings=(
        scheme(r"(?P<base>PSMN\w{1,4}\d{2}\w{2,6})"),
        scheme(r"(?P<base>BUK[679]\w?\d{3,4}\d{0,2}[A-Z]{0,2})(?P<suffix>[A-Z0-9]{0,8})"),
        series("PMV", "PMZ", "PMN", "PMD", "PMXB", "PBSS", digits="1,5"),
        series("PMEG", "PESD", "PDT[AC]", "PUM[DBHX]", "PZU", "PTVS", digits="1,5", shared=True),
        scheme(
            r"(?P<base>74(?:LVCH?|AUP|AXP|AHCT?|ALVT|LVT|ABT|AVC|CBTLVD?|HCT?)(?:[123]G)?\d{2,6}[A-Z]{0,2})(?P<suffix>Q100|[A-Z]{1,3}Q100)"
        ),
    ),
    grades=(grade(r"Q100$|^BUK", Grade.AUTOMOTIVE, source=f"{ORDERING}: -Q100 numbers are AEC-Q100"),),
    examples=("PSMN1R0-30YLC", "BUK9Y12-55B", "PMEG3010EB", "PESD5V0S1BA", "PBSS4041PX"),
)
