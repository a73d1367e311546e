"""Russian taxpayer number (ИНН): order ЕД-7-14/559@ of the Federal Tax Service; 10 digits, 12 for people."""

import re

from stdnum.ru import inn

from provenance.identifiers.types import Scheme

SCHEME = Scheme(
    key="inn",
    label=re.compile(r"\bINN\b|\bИНН\b|\btax(?:payer)?\b|\bTIN\b", re.IGNORECASE),
    shape=re.compile(r"[0-9]{10}|[0-9]{12}"),
    country="RU",
    check=inn.is_valid,
)
