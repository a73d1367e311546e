"""Part numbers as a camera gives them: five levels of noise, and one that is harder than any reader."""

import random
from collections.abc import Callable

from provenance.partnumbers.confusions import CLASSES, fold
from provenance.partnumbers.makers import known_makers
from provenance.partnumbers.misreading import ADDED, LOST, read_for
from provenance.partnumbers.normalise import plain

_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ALIKE = {c: (digit + letters).replace(c, "") for digit, letters in CLASSES.items() for c in digit + letters}
_SHORTEST = 5
_LONGEST_ENDING = 4


def clean(number: str, _maker: str, _dice: random.Random) -> str:
    """As it is listed."""
    return number


def light(number: str, _maker: str, dice: random.Random) -> str:
    """One look-alike read for another; in half of them the punctuation is lost too."""
    alike = _look_alikes(number, 1, dice)
    return alike if dice.random() < 0.5 else plain(alike)


def heavy(number: str, _maker: str, dice: random.Random) -> str:
    """Two or three look-alikes, and in three of four one other edit."""
    alike = _look_alikes(number, dice.choice((2, 3)), dice)
    return _as_read(alike, dice) if dice.random() < 0.75 else alike


def wild(number: str, _maker: str, dice: random.Random) -> str:
    """Two edits that are no look-alikes: places, kinds and characters as our reader errs (`misreading`)."""
    return _as_read(_as_read(number, dice), dice)


def blind(number: str, _maker: str, dice: random.Random) -> str:
    """As `wild`, with any character at any place put for any other, lost or added: nothing tells siblings apart."""
    return _blindly(_blindly(number, dice), dice)


def truncated(number: str, maker: str, _dice: random.Random) -> str:
    """Without the ordering suffix; empty for a number that has none.

    That is what follows the last separator and begins with a letter, or else the maker's package code, or else the
    letters behind the digits.
    """
    separator = max(number.rfind(sign) for sign in "-/#+ ")
    makers = known_makers()
    starts = [
        *([separator] if number[separator + 1 :][:1].isalpha() else ()),
        *(at for at in range(_SHORTEST, len(number)) if makers.is_suffix(plain(number[at:]), maker)),
        len(number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
    ]
    return next((number[:at] for at in starts if _is_base(number, at)), "")


LEVELS: dict[str, Callable[[str, str, random.Random], str]] = {
    "clean": clean,
    "light": light,
    "heavy": heavy,
    "wild": wild,
    "blind": blind,
    "truncated": truncated,
}


def _is_base(number: str, at: int) -> bool:
    base, ending = plain(number[: max(0, at)]), plain(number[max(0, at) :])
    letters = not ending.isdigit() and (len(ending) <= _LONGEST_ENDING or not number[at].isalnum())
    return len(base) >= _SHORTEST and any(c.isdigit() for c in base) and bool(ending) and letters


def _look_alikes(number: str, count: int, dice: random.Random) -> str:
    places = [at for at, c in enumerate(number) if c.upper() in _ALIKE]
    characters = list(number)
    for at in dice.sample(places, min(count, len(places))):
        characters[at] = dice.choice(_ALIKE[characters[at].upper()])
    return "".join(characters)


def _as_read(number: str, dice: random.Random) -> str:
    """One other edit, each as likely as our reader makes it."""
    edits: list[tuple[str, int]] = []
    for at, character in enumerate(number):
        if character.isalnum():
            before, behind = number[:at], number[at + 1 :]
            edits += [(before + other + behind, often) for other, often in read_for(character.upper()).items()]
            edits += [(before + behind, LOST), (before + dice.choice(_CHARACTERS) + number[at:], ADDED)]
    return dice.choices([text for text, _ in edits], [often for _, often in edits])[0] if edits else number


def _blindly(number: str, dice: random.Random) -> str:
    """One character replaced by any that is no look-alike (in three of five), lost or added."""
    places = [at for at, c in enumerate(number) if c.isalnum()]
    if not places:
        return number
    at, kind = dice.choice(places), dice.random()
    other = dice.choice([c for c in _CHARACTERS if kind >= 0.6 or fold(c) != fold(number[at].upper())])
    return number[:at] + ("" if 0.6 <= kind < 0.8 else other) + number[at + (kind < 0.8) :]
