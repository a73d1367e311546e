"""Company number of the Hong Kong Companies Registry (CR No.): up to 8 digits, none of them to check."""

import re

from provenance.identifiers.types import Scheme

SCHEME = Scheme(
    key="hkcr",
    label=re.compile(
        r"\bCR\b|\bCRN\b|\bCRO\b|companies registry|compan(?:y|ies) (?:registration )?(?:number|no\b)", re.IGNORECASE
    ),
    shape=re.compile(r"F?[0-9]{1,8}"),
    country="HK",
)
