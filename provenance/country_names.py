"""Countries as trade records and contracts write them: codes of two, three letters or digits, names in the languages
of the trade."""

from functools import cache

from babel import Locale
from babel.core import get_global

_LANGUAGES = ("en", "uk", "ru", "de", "fr", "es", "it", "pl", "tr", "zh", "zh_Hant", "ja", "ko", "az", "ka", "hy", "kk")
_ALSO = {
    "hong kong": "HK", "hong kong china": "HK", "hongkong": "HK", "гонконг": "HK", "macao": "MO", "macau": "MO",
    "uae": "AE", "u a e": "AE", "emirates": "AE", "оае": "AE", "оаэ": "AE", "turkey": "TR", "turkiye": "TR",
    "russian federation": "RU", "російська федерація": "RU", "российская федерация": "RU", "рф": "RU",
    "republic of belarus": "BY", "республика беларусь": "BY", "kyrgyz republic": "KG", "киргизия": "KG",
    "кыргызстан": "KG",    "korea": "KR", "south korea": "KR", "republic of korea": "KR", "korea republic of": "KR",
    "korea democratic peoples republic of": "KP", "dprk": "KP", "peoples republic of china": "CN", "prc": "CN",
    "china peoples republic of": "CN", "mainland china": "CN", "кнр": "CN", "taiwan province of china": "TW",
    "taiwan republic of china": "TW", "chinese taipei": "TW", "united states of america": "US", "u s a": "US",
    "great britain": "GB", "england": "GB", "uk": "GB", "u k": "GB", "iran islamic republic of": "IR",
    "moldova republic of": "MD", "viet nam": "VN", "czech republic": "CZ", "holland": "NL", "the netherlands": "NL",
    "united republic of tanzania": "TZ", "lao peoples democratic republic": "LA", "syrian arab republic": "SY",
    "macedonia": "MK", "brunei darussalam": "BN", "slovak republic": "SK", "el": "GR",
}  # fmt: skip
_UNKNOWN = frozenset(
    {"", "unknown", "na", "n a", "none", "null", "other", "various", "not specified", "not known", "nan", "00", "xx",
     "zz", "невідомо", "неизвестно", "eu", "european union"}
)  # fmt: skip


def country_named(text: str) -> str | None:
    """Two letters; empty where the text says that it does not know; None for what is no country that is known."""
    key = folded(text)
    return "" if key in _UNKNOWN else _codes().get(key)


def folded(text: str) -> str:
    """A name of a place by its letters and digits alone."""
    kept = "".join(c if c.isalnum() else "" if c in "'’`" else " " for c in text.casefold())
    return " ".join(kept.split())


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    letters = [code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()]
    for language in reversed(_LANGUAGES):
        names = Locale.parse(language).territories
        codes |= {folded(names[code]): code for code in letters if code in names}
    aliases: dict[str, list[str]] = get_global("territory_aliases")  # type: ignore[assignment]
    for alias, meant in aliases.items():
        if len(meant) == 1 and len(meant[0]) == 2 and len(alias) in (2, 3):
            codes[folded(alias)] = meant[0]
    return codes | {folded(code): code for code in letters if code not in ("ZZ", "EU", "UN", "EZ", "XA", "XB")} | _ALSO
