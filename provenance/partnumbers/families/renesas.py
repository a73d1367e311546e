"""Renesas' own line, with what it took over from Hitachi and Mitsubishi; Intersil and IDT have their own files."""

from provenance.partnumbers.families.base import Family, scheme, series

FAMILY = Family(
    manufacturer="Renesas Electronics",
    numberings=(
        scheme(r"(?P<base>R(?:5F|7F|8A|9A)[0-9A-Z]{5,12})(?P<suffix>[A-Z]{2}(?:\d[A-Z]\d)?)?"),
        scheme(r"(?P<base>R1(?:LV|RW|RP|EX|QA|EV)\w{4,12})"),
        scheme(r"(?P<base>R[JM](?:K|H|P|L|J)\d{4}[A-Z]{2,4}\w{0,8})"),
        scheme(r"(?P<base>M(?:30[0-9]|37[0-9]|38[0-9]|16C|32C|34[0-9])\w{3,6})(?P<suffix>[A-Z]{2})"),
        scheme(r"(?P<base>H(?:D64|D63|D74|M62|M51|N58|N27)[A-Z0-9]{3,10})"),
        series("RAA", "RAJ", "RX[1-7]", "RL78", "RTKA", "SLG[45678]", "DA9", "DA1[4-7]", digits="2,6"),
    ),
    examples=("R5F21276SNFP", "R7FS7G27H3A01CFC", "R1LV0408DSB-5SI", "RJK0305DPB", "M30620FCPGP", "HD64F3048F25"),
)
