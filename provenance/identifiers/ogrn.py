"""Russian state registration number (ОГРН, ОГРНИП): order 165н of the Ministry of Finance; 13 or 15 digits."""

import re

from stdnum.ru import ogrn

from provenance.identifiers.types import Scheme

SCHEME = Scheme(
    key="ogrn",
    label=re.compile(r"\bOGRN(?:IP)?\b|\bОГРН(?:ИП)?\b|registration|\breg\b", re.IGNORECASE),
    shape=re.compile(r"[0-9]{13}|[0-9]{15}"),
    country="RU",
    check=ogrn.is_valid,
)
