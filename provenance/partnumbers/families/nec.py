"""NEC's semiconductors, Renesas' since 2010: the package has D for the Greek mu, P and D of uPD."""

from provenance.partnumbers.families.base import GENERAL, Family, scheme, series, top_mark

FAMILY = Family(
    manufacturer="NEC Electronics",
    numberings=(
        scheme(r"(?P<base>UP(?:[DC]\d{2,6}|A\d{2,4}|B\d{3,4})[A-Z]{0,2})(?P<suffix>[A-Z][A-Z0-9]{0,12})?"),
        series(
            "PS25",
            "PS27",
            "PS28",
            "PS91",
            "PS93",
            "PS94",
            "PS95",
            "PS97",
            "PS98",
            "PS71",
            "PS72",
            "NE3",
            "NE6",
            "NESG",
            digits="2,6",
        ),
    ),
    top_marks=(
        top_mark(
            r"D(\d{4,6}(?:GF|GC|GD|GB|GK|GS|GT|GM|G5|GR|F1|CX|CU|LG)\w{0,8})",
            r"uPD\1",
            source=f"{GENERAL}: NEC prints D for uPD",
            distinct=True,
        ),
    ),
    examples=("uPD16305GF-3BA", "uPC1678G", "PS2501-1", "PS9513L3"),
)
