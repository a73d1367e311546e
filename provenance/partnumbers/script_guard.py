"""Warnings where letters of two alphabets look alike: no eye tells МАХ3490 from MAX3490, so both spellings are shown.

What the engine makes of such a word is never settled here: it tries the Latin spelling and the Cyrillic designation.
A function of the lettering alone, so that what is stored as text can be warned of whenever it is shown.
"""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from provenance.partnumbers.families.soviet import designation
from provenance.partnumbers.roles.facts import mark_key, marks
from provenance.partnumbers.scripts import Script, is_foreign, latin, script_of
from provenance.partnumbers.types import Reason
from provenance.partnumbers.words import EDGES, Role, words_of_line

CODES = ("script_lookalikes", "script_mixed", "script_open", "script_cyrillic")
_BEGINS_DESIGNATION = ("K", "k")
"""With which a word in Latin letters begins that may be a designation."""
_PIECE = 4
"""Letters that a number may begin with, apart from its digits: МАХ 3490."""


def script_warnings(lines: Iterable[str]) -> tuple[Reason, ...]:
    """What is spelled in look-alikes on the lines (cleaned), each word once, with the letters that are meant by it."""
    warnings: dict[tuple[str, str], Reason] = {}
    for line in lines:
        words = [word.strip(EDGES) for word in line.split()]
        for word, following in zip_longest(words, words[1:], fillvalue=""):
            for warning in _warnings(word, following):
                warnings.setdefault((warning.code, word), warning)
    return tuple(warnings.values())


def _warnings(word: str, following: str) -> Iterator[Reason]:
    if word.isascii() and word[:1] not in _BEGINS_DESIGNATION:
        return
    meant = designation(word)
    if meant:
        if meant != word.upper():
            yield Reason("note", "script_cyrillic", {"read": word, "cyrillic": meant})
        return
    foreign = [letter for letter in word if is_foreign(letter)]
    if not foreign or mark_key(word) in marks() or words_of_line(word, 0, frozenset())[0].role is Role.VALUE:
        return
    params = {"read": word, "letters": ", ".join(dict.fromkeys(foreign))}
    mixed = any("A" <= letter <= "Z" for letter in word.upper())
    if script_of(word) is Script.CYRILLIC:
        if mixed:
            yield Reason("note", "script_open", params)
    elif mixed or any(sign.isdigit() for sign in word) or _begins_number(word, following):
        yield Reason("note", "script_mixed" if mixed else "script_lookalikes", {**params, "latin": latin(word)})


def _begins_number(word: str, following: str) -> bool:
    return len(word) <= _PIECE and following[:1].isdigit()
