"""Linear Technology: LT, LTC, LTM numbers. LT1013 and a few more have second sources."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme, series

FAMILY = Family(
    manufacturer="Linear Technology",
    numberings=(
        scheme(r"(?P<base>LT10(?:04|07|09|13|14|28|37|57|84|85|86))(?P<suffix>[A-Z][A-Z0-9]{0,7})?", shared=True),
        series("LT", "LTC", "LTM", digits="4,5"),
        series("LTC", "LTM", digits="3,4"),
        scheme(r"(?P<base>RH\d{3,4}[A-Z]?)(?P<suffix>M[A-Z0-9]{0,6})"),
    ),
    grades=(
        grade(r"^RH\d", Grade.SPACE, source=f"{ORDERING}: RH numbers are radiation-hard"),
        grade(
            r"^LT[CM]?\d{4}[AB]?M(?:P[A-Z]|J8?|H|K|L|W)", Grade.MILITARY, source=f"{ORDERING}: M is -55 to 125 degrees"
        ),
        grade(r"^LT[CM]?\d{4}[A-Z]?I[A-Z]", Grade.INDUSTRIAL, source=f"{ORDERING}: I is -40 to 85 degrees"),
        grade(r"^LT[CM]?\d{4}[A-Z]?C[A-Z]", Grade.COMMERCIAL, source=f"{ORDERING}: C is 0 to 70 degrees"),
    ),
    examples=("RH1056AMJ8", "LTC2983ILX"),
)
