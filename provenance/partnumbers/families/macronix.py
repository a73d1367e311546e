"""Macronix memories: MX stands as a logo on its own line, the number follows without it."""

from provenance.partnumbers.families.base import GENERAL, Family, scheme, top_mark

FAMILY = Family(
    manufacturer="Macronix",
    numberings=(scheme(r"(?P<base>MX(?:23|25|26|29|30|66)[A-Z]{1,3}\d{2,5}[A-Z]{0,3})(?P<suffix>[A-Z0-9]{0,8})"),),
    top_marks=(top_mark(r"((?:25|26|29|66)[LUV]{1,2}\d{3,5}[A-Z]\w{0,8})", r"MX\1", source=GENERAL),),
)
