"""Intel's own chips: a two-letter package code before the number, 82 for chipsets, network and bridges."""

from provenance.partnumbers.families.base import Family, scheme

FAMILY = Family(
    manufacturer="Intel",
    numberings=(
        scheme(
            r"(?P<base>(?:FW|NH|WG|JG|RG|QG|AF|JL|GD|NQ|RC|PC|LE|BD|DH|SL|CL|KU|NG|HBL|FA)8[0-9]\d{3}[A-Z0-9]{0,5})"
        ),
        scheme(r"(?P<base>(?:JS|TE|PC|RC|RD|GE|PF)[24]8F\d{3}[A-Z]\d[A-Z]{0,2}\d{0,3}[A-Z]{0,2})", shared=True),
        scheme(r"(?P<base>82[5-9]\d{2}[A-Z]{1,4}\d?[A-Z]?)"),
        scheme(r"(?P<base>SSD(?:S[ACK]|PE|P[FR])[A-Z0-9]{2,6}\d{2,3}[A-Z]\d[A-Z0-9]{0,3})"),
        scheme(r"(?P<base>(?:[NT][GNSU]?|S|EE|KU|QU|SB|LB|TA|EG)?80C?(?:18[68]|386|486|196|51|31)[A-Z]{2,3}\d{0,2})"),
    ),
    examples=("82945GM", "SSDSC2BW240A4", "NG80386EX25", "82574L"),
)
