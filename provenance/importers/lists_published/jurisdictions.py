"""Whose list it is, from what it is called."""

import re

_WORDS = (
    ("EU", r"\bEU\b|\bEEAS\b|\bFSF\b", r"european union|council regulation"),
    (
        "US",
        r"\bUSA?\b|\bU\.S\.|\bOFAC\b|\bSDN\b|\bBIS\b|\bCSL\b",
        r"united states|treasury department|of commerce\b.*list",
    ),
    ("GB", r"\bUK\b|\bGB\b|\bOFSI\b|\bFCDO\b|\bHMT\b", r"united kingdom|british"),
    ("UA", r"\bUA\b|\bNSDC\b|\bNACP\b|РНБО|НАЗК", r"ukrain|україн"),
    ("CH", r"\bCH\b|\bSECO\b", r"\bswiss\b|switzerland"),
    ("JP", r"\bJP\b|\bMETI\b", r"japan"),
    ("CA", r"\bCA\b", r"canad"),
    ("AU", r"\bAU\b|\bDFAT\b", r"australia"),
    ("NZ", r"\bNZ\b", r"new zealand"),
    ("TW", r"\bTW\b|\bSHTC\b", r"taiwan"),
    ("KR", r"\bKR\b", r"south korea|republic of korea"),
    ("UN", r"\bUN\b|\bUNSC\b", r"united nations|security council"),
)
_PATTERNS = tuple((code, re.compile(f"{short}|(?i:{words})")) for code, short, words in _WORDS)
_OTHERWISE = {"UK": "GB"}


def jurisdiction_of(name: str, programme: str = "") -> str:
    """A code such as EU, US, GB, UN; "" where the name tells nothing. The programme is asked when the name does not."""
    for text in (name, programme):
        found = next((code for code, pattern in _PATTERNS if pattern.search(text)), "")
        if found:
            return found
    return ""


def jurisdiction_code(text: str) -> str:
    """A code as people write it: UK is GB."""
    code = text.strip().upper()[:10]
    return _OTHERWISE.get(code, code)
