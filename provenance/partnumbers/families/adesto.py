"""Adesto's serial memories, formerly Atmel's: prints 45DB642D for AT45DB642D."""

from provenance.partnumbers.families.base import RECOVERED, Family, scheme, top_mark

FAMILY = Family(
    manufacturer="Adesto Technologies",
    numberings=(scheme(r"(?P<base>AT45D[BQ]\d{3}[A-Z]?)(?P<suffix>[A-Z][A-Z0-9]{0,8})?"),),
    top_marks=(top_mark(r"(45D[BQ]\d{3}[A-Z]?\w{0,6})", r"AT\1", source=f"{RECOVERED}: '45DB642D-CNU'"),),
)
