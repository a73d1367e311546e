"""Economic Operators Registration and Identification: Regulation (EU) 2015/2446, annex 12-01; country and 15 signs."""

import re

from provenance.identifiers.types import Scheme

SCHEME = Scheme(
    key="eori",
    label=re.compile(r"\bEORI\b", re.IGNORECASE),
    shape=re.compile(r"[A-Z]{2}[0-9A-Z]{1,15}"),
)
