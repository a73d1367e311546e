"""Crockford's base 32: letters and digits that nobody confuses when they are read aloud or written by hand (pure).

https://www.crockford.com/base32.html: no I, L, O, U; on reading I and L count as 1, O as 0, hyphens as nothing.
"""

from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES: Final = {sign: value for value, sign in enumerate(ALPHABET)} | {"I": 1, "L": 1, "O": 0}
# Cyrillic letters that stand where their Latin look-alikes are meant: a phone's keyboard is Ukrainian.
_LATIN: Final = str.maketrans("АВСЕНКМОРТХІ", "ABCEHKMOPTXI")


def encode(value: int, length: int) -> str:
    """The lowest `length` x 5 bits of `value`, the highest first."""
    return "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(length)))


def decode(text: str) -> int | None:
    """The value of signs as `clean` gives them; None when one of them is none."""
    value = 0
    for sign in text:
        if sign not in _VALUES:
            return None
        value = value << 5 | _VALUES[sign]
    return value


def clean(text: str) -> str:
    """What somebody typed or scanned, in the alphabet as far as it goes: upper case, no blanks, no hyphens."""
    kept = "".join(sign for sign in text.upper().translate(_LATIN) if sign not in " \t\r\n-–—·")
    return "".join(ALPHABET[_VALUES[sign]] if sign in _VALUES else sign for sign in kept)
