"""Old code pages of Ukrainian and Russian, told apart by a few words: a table may name a single company. Pure."""

import re
from itertools import islice

_HANDICAP = {"cp1251": 0.0, "koi8_r": 0.25, "koi8_u": 0.25, "cp866": 1.0, "iso8859_5": 1.0}
"""How much rarer a page is than that of Windows, before its letters are counted; 1: only where that has no words."""
_LEAST = 0.35
"""Of the letters so many are common ones, unless it is the page of Windows."""
_MOST_WORDS = 500
_ENOUGH = 0.8
"""Of all letters so many stand in words as people write them."""
_RUN = re.compile(rb"(?<![A-Za-z\x80-\xff])[A-Za-z]*+[\x80-\xff][A-Za-z\x80-\xff]*")
_NO_WORDS = -1.0
_SIGNS = "\u00a0«»„“”‘’–—…№°•©®™"
_LOWER = "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюяў"
_WRITTEN = re.compile(
    rf"[{_LOWER}’]+|[{_LOWER.upper()}’]+|[{_LOWER.upper()}][{_LOWER}’]+|(?:[{_LOWER.upper()}][{_LOWER}]{{2,}}){{2,}}"
)
_COMMON = frozenset("оаиіентрсвлкмдпу")


def cyrillic_page(sample: bytes) -> str:
    """The page in which all words with letters beyond ASCII are Ukrainian or Russian ones; else nothing."""
    runs = [found[0] for found in islice(_RUN.finditer(sample), _MOST_WORDS)]
    scores = {page: _score(runs, page) for page in _HANDICAP}
    likely = [page for page, score in scores.items() if score >= (_LEAST if _HANDICAP[page] else 0)]
    return max(likely, key=lambda page: scores[page] - _HANDICAP[page], default="")


def _score(runs: list[bytes], page: str) -> float:
    """How common the letters of these words are in a page, 0 to 1; less where they are no words in it."""
    letters = good = common = longest = 0
    for run in runs:
        try:
            word = run.decode(page).strip(_SIGNS)
        except UnicodeDecodeError:
            return _NO_WORDS
        letters += len(word)
        if _WRITTEN.fullmatch(word):
            good += len(word)
            common += sum(letter in _COMMON for letter in word.lower())
            longest = max(longest, len(word))
    if longest < 2 or good < _ENOUGH * letters:
        return _NO_WORDS
    return common / good
