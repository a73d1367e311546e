"""Ukrainian register of enterprises (ЄДРПОУ): resolution 118 of 1996 of the Cabinet of Ministers; 8 digits."""

import re

from stdnum.ua import edrpou

from provenance.identifiers.types import Scheme

SCHEME = Scheme(
    key="edrpou",
    label=re.compile(r"\bE?DRPOU\b|\bЄДРПОУ\b|\bЕДРПОУ\b|\bUSREOU\b|registration", re.IGNORECASE),
    shape=re.compile(r"[0-9]{8}"),
    country="UA",
    check=edrpou.is_valid,
)
