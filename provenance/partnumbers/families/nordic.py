"""Nordic Semiconductor: prints N52832 for nRF52832; date and lot as YYWWLL."""

from provenance.partnumbers.families.base import Family, scheme, top_mark

_MARKING = "general knowledge (nRF product specifications, package marking)"

FAMILY = Family(
    manufacturer="Nordic Semiconductor",
    numberings=(scheme(r"(?P<base>NRF(?:24\w{2,4}|5[1-4]\d{2,3}|9[0-9]{3}))(?P<suffix>[A-Z][A-Z0-9]{0,7})?"),),
    top_marks=(top_mark(r"N(5[1-4]\d{3}|9160)([A-Z]{4}\w{0,2})?", r"nRF\1", source=_MARKING, distinct=True),),
)
