"""Chinese unified social credit code (统一社会信用代码): GB 32100-2015; 18 characters, the last one to check."""

import re

from stdnum.cn import uscc

from provenance.identifiers.types import Scheme

SCHEME = Scheme(
    key="uscc",
    label=re.compile(r"\bUSCC?\b|social credit|社会信用", re.IGNORECASE),
    shape=re.compile(r"[0-9A-Z]{18}"),
    country="CN",
    check=uscc.is_valid,
)
