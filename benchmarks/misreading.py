"""Part numbers as a bad photo gives them, and what a reader that doubts gives besides."""

import random
from collections.abc import Callable

from provenance.partnumbers.confusions import CLASSES
from provenance.partnumbers.types import LineReading, OtherReading

DECOYS = 3
FURTHEST = 6.0


def misread(number: str, noise: str, dice: random.Random) -> str:
    """The number with one place misread: a look-alike (`confused`), a wrong `letter`, a wrong `digit`; or `clean`."""
    places = [i for i, c in enumerate(number) if FITS[noise](c)]
    if noise == "clean" or not places:
        return number
    at = dice.choice(places)
    return number[:at] + dice.choice(_INSTEAD[noise](number[at])) + number[at + 1 :]


def in_doubt(read: str, other: str, doubt: float, dice: random.Random) -> LineReading:
    """A line read as `read`, as `other` with so many nats less, and with something else again less likely than that."""
    decoys = [misread(read, dice.choice(("confused", "letter", "digit")), dice) for _ in range(DECOYS)]
    others = (OtherReading(decoy, min(FURTHEST, doubt + dice.uniform(0.1, 3))) for decoy in decoys)
    return LineReading(read, (OtherReading(other, doubt), *others))


_CLASS = {c: (digit + letters).replace(c, "") for digit, letters in CLASSES.items() for c in digit + letters}
FITS: dict[str, Callable[[str], bool]] = {
    "clean": str.isalnum,
    "confused": lambda c: c.upper() in _CLASS,
    "letter": str.isalpha,
    "digit": str.isdigit,
}
_INSTEAD: dict[str, Callable[[str], str]] = {
    "confused": lambda c: _CLASS[c.upper()],
    "letter": lambda c: "ACEFHJKMNPRTUVWXY".replace(c.upper(), ""),
    "digit": lambda c: "0123456789".replace(c, ""),
}
