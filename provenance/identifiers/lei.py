"""Legal Entity Identifier: ISO 17442; 18 characters and two check digits (ISO 7064, mod 97-10)."""

import re

from stdnum import lei

from provenance.identifiers.types import Scheme

SCHEME = Scheme(
    key="lei",
    label=re.compile(r"\bLEI\b|legal entity identifier", re.IGNORECASE),
    shape=re.compile(r"[0-9A-Z]{18}[0-9]{2}"),
    check=lei.is_valid,
)
