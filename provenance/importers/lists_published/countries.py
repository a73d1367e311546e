"""Countries as publishers write them: ISO 3166 alpha-2, or names in English."""

from functools import cache

from babel import Locale

_OTHERWISE = {
    "russian federation": "RU", "people's republic of china": "CN", "china, people's republic of": "CN",
    "hong kong": "HK", "hong kong s.a.r.": "HK", "macau": "MO", "macao": "MO", "turkey": "TR", "turkiye": "TR",
    "iran, islamic republic of": "IR", "islamic republic of iran": "IR", "korea, north": "KP", "korea, south": "KR",
    "democratic people's republic of korea": "KP", "republic of korea": "KR", "syrian arab republic": "SY",
    "uae": "AE", "united states of america": "US", "usa": "US", "great britain": "GB", "uk": "GB", "el": "GR",
    "viet nam": "VN", "czech republic": "CZ", "moldova, republic of": "MD", "republic of moldova": "MD",
    "kyrgyz republic": "KG", "taiwan, province of china": "TW", "republic of belarus": "BY", "crimea": "UA",
    "region: crimea": "UA", "burma": "MM", "the netherlands": "NL", "republic of kazakhstan": "KZ",
}  # fmt: skip


def country_code(text: str) -> str:
    """The two letters; "" for what is no country that we know. A part of one (UA-CRIMEA) is the country's."""
    written = text.strip()
    code = written.upper()[:2]
    if len(written) == 2 or written[2:3] == "-":
        return _OTHERWISE.get(written.lower(), code if code in _codes() else "")
    folded = " ".join(written.casefold().replace("’", "'").split())
    return _OTHERWISE.get(folded) or _names().get(folded, "")


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha())


@cache
def _names() -> dict[str, str]:
    return {str(Locale("en").territories[code]).casefold(): code for code in _codes()}
