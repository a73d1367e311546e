"""Romanisations of one word made one: Kharkov and Harkov, Aleksei, Alexey and Алексей, Promyshlennyy and Promyshlenniy.

Only differences between published standards fold here, never misspellings.
"""

import re
from functools import lru_cache

from provenance.partynames.scripts import HAN, lower, to_latin

_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"tsch|tch", "ch"),
        (r"shch|sch", "sh"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"ck", "k"),
        (r"tz|ts", "c"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"[yj]", "i"),
        (r"i+", "i"),
        (r"ie", "e"),
    )
)
_WORDS = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile("['’‘`ʼʹ´″ʺ]")
CHINESE_FORM = re.compile("((?:集团)?(?:股份)?(?:有限)?(?:责任|責任)?(?:有限)?公司)(?=$|[\\s(),.)）])")
_NOT_PLAIN = re.compile("[^a-z0-9]")
_NUMBER = re.compile(r"\d+|\D+")


def fold(word: str) -> str:
    """One word in small ASCII letters, in the one romanisation."""
    for pattern, replacement in _STEPS:
        word = pattern.sub(replacement, word)
    return word


def words(text: str) -> list[str]:
    """The words of a name, folded; digits stand apart from letters, a run of Chinese is one word in pinyin."""
    return [part for word in raw_words(text) for part in folded(word)]


def raw_words(text: str) -> list[str]:
    """The words of a name as written, in small letters: for dictionaries that must see the script."""
    plain = _APOSTROPHES.sub("", lower(text)).replace("&", " and ")
    return _WORDS.findall(_dotted(CHINESE_FORM.sub(r" \1 ", plain)))


@lru_cache(maxsize=200_000)
def folded(word: str) -> tuple[str, ...]:
    """A raw word in the one romanisation, as one part or, with digits, several. Kept: names share their words."""
    latin = _NOT_PLAIN.sub("", to_latin(word))
    if HAN.search(word):
        return (fold(latin),)
    return tuple(fold(part) for part in _NUMBER.findall(latin))


def _dotted(text: str) -> str:
    """O.O.O. and L.L.C. as one word: dots between single letters go."""
    if "." not in text:
        return text
    return re.sub(r"\b[^\W\d_](?:\.\s?[^\W\d_]\b)+\.?", lambda found: re.sub(r"[.\s]", "", found[0]), text)
