"""Linear Technology: LT, LTC, LTM numbers. LT1013 and a few more have second sources."""

from provenance.partnumbers.families.base import Family, scheme, series

FAMILY = Family(
    manufacturer="Linear Technology",
    numberings=(
        scheme(r"(?P<base>LT10(?:04|07|09|13|14|28|37|57|84|85|86))(?P<suffix>[A-Z][A-Z0-9]{0,7})?", shared=True),
        series("LT", "LTC", "LTM", digits="4,5"),
        series("LTC", "LTM", digits="3,4"),
    ),
)
