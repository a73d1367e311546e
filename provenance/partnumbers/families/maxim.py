"""Maxim Integrated and Dallas Semiconductor. MAX-M8 modules are u-blox's, EPM parts are Altera's MAX."""

from provenance.partnumbers.families.base import (
    ORDERING,
    Family,
    Grade,
    grade,
    scheme,
    series,
    top_mark,
)

FAMILY = Family(
    manufacturer="Maxim Integrated",
    numberings=(
        scheme(
            r"(?P<base>MAX(?:20[278]|21[13]|222|232|485|48[89]|49[01]|80[89]|322[1-7]|323[278]|3243|3318|3386|3051|3485))(?P<suffix>[A-Z][A-Z0-9]{0,6})?",
            shared=True,
        ),
        series("MAX", digits="3,5", suffix=r"[A-LN-Z][A-Z0-9]{0,7}|M[A-Z]{2,4}"),
        series("DS1[2-9]", "DS2[48]", "DS3[2-9]", digits="2,3"),
    ),
    top_marks=(
        top_mark(
            r"(\d{3,4}[A-Z]?[CEAMIGU][ABEGLPSTUWX][A-LNPST-Z])",
            r"MAX\1",
            source=f"{ORDERING}: three letters for temperature, package and pins (669EUB)",
        ),
        top_mark(
            r"([1-9]\d{4}[A-Z]?[CEAMIGU][ABEGLPSTUWX][A-LNPST-Z])",
            r"MAX\1",
            source=f"{ORDERING}: three letters for temperature, package and pins (13431EEB)",
            distinct=True,
        ),
    ),
    grades=(
        grade(r"^MAX\d+[A-Z]?M[A-Z]{2}(?:T|D|TG)?$", Grade.MILITARY, source=f"{ORDERING}: M is -55 to 125 degrees"),
        grade(r"^MAX\d+.*V$", Grade.AUTOMOTIVE, source=f"{ORDERING}: /V is AEC-Q100"),
        grade(r"^MAX\d+[A-Z]?E[A-Z]{2}(?:T|D|TG)?$", Grade.INDUSTRIAL, source=f"{ORDERING}: E is -40 to 85 degrees"),
        grade(r"^MAX\d+[A-Z]?C[A-Z]{2}(?:T|D|TG)?$", Grade.COMMERCIAL, source=f"{ORDERING}: C is 0 to 70 degrees"),
    ),
    examples=("MAX669EUB", "MAX13431EEB", "MAX2769ETI", "DS1721S"),
    also_brands=("Dallas Semiconductor",),
)
