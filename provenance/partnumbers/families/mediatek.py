"""MediaTek: year and week, a dash, and the lot's letters on one line."""

from provenance.partnumbers.families.base import Family, scheme

FAMILY = Family(
    manufacturer="MediaTek",
    numberings=(scheme(r"(?P<base>MT[678]\d{3}[A-Z]{0,2})(?P<suffix>[A-Z]{0,3})", shared=True),),
)
