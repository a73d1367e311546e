"""How a folded word sounds, and its stem: what stays the same in Fazotron and Phasotron, Penza and Penzenskogo."""

import re
from functools import lru_cache

_SOUNDS = (
    (re.compile(r"ch(?=[aeiou]|$)"), "c"),
    (re.compile(r"ch|q|ck"), "k"),
    (re.compile(r"c(?=[aoulrkt])"), "k"),
    (re.compile(r"ks"), "x"),
    (re.compile(r"sh|zh|z"), "s"),
    (re.compile(r"th"), "t"),
    (re.compile(r"dzh|dg"), "j"),
    (re.compile(r"ei|ai|ea|ee"), "e"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"i(?=[aou])"), ""),
    (re.compile(r"(?<=[a-z])h(?=[^aeiou]|$)"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_ENDINGS = re.compile(
    r"(?:enskogo|enskii|enski|enskaia|enskoe|enska|inskii|inski|ovskogo|ovskii|ovski|ovskaia|ovskoe|evski|skogo|skomu|"
    r"skaia|skoi|skoe|skih|skie|ske|ski|sk|ovogo|ovoi|ovaia|ovoe|ovih|ogo|aia|oe|oi|ii|ih|im|om|em|ov|ev|ova|eva|ina|"
    r"in|ami|iami|ah|iah|am|iam|us|es|s|a|o|e|i|u)$"
)


@lru_cache(maxsize=400_000)
def sound(word: str) -> str:
    """The word with letters that are written for one another made one."""
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    return word


@lru_cache(maxsize=400_000)
def stem_sound(word: str) -> str:
    """How the word's beginning sounds, without its ending where at least four letters stay."""
    cut = _ENDINGS.sub("", word, count=1)
    return sound(cut if len(cut) >= 4 else word)
