"""Winbond memories: prints 25Q128JVSQ for W25Q128JVSIQ."""

from provenance.partnumbers.families.base import GENERAL, Family, scheme, top_mark

FAMILY = Family(
    manufacturer="Winbond",
    numberings=(
        scheme(r"(?P<base>W25[QXNMRH]\d{2,3}[A-Z]{0,2})(?P<suffix>[A-Z0-9]{0,5})"),
        scheme(r"(?P<base>W(?:29|39|49|63|66|94|97|98)[A-Z]?\d{1,4}[A-Z]{0,3}\d?[A-Z]?)(?P<suffix>[A-Z0-9]{0,5})"),
    ),
    top_marks=(top_mark(r"(25[QXNM]\d{2,3}[A-Z]{2}\w{0,4})", r"W\1", source=GENERAL),),
)
