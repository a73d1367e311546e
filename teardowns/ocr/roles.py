"""Tells what a line of lettering on a board is: marking of a chip, silkscreen designator, value, word."""

import re
from enum import StrEnum

DESIGNATOR = re.compile(
    r"(?:O?[RC]|L|U|Q|D|J|P|X|Y|F|T|K|S|Z|M|B|E|A|JP|CN|TP|SW|FB|RN|RP|CR|IC|LED|ZD|VR|RV|TR|BT|MH|PR|PC|PU|PD|PL|"
    r"CON|XTAL|TEST|ANT|BAT|USB|SPK|MIC|PWR|GND|VCC|GPIO)[ -]?\d{1,4}[A-Z]?",
    re.IGNORECASE,
)
"""Reference designators: class letters of IEEE 315 and IPC-2612 with a number, and common house additions.

A via before the R or C of a passive is often read as the letter O."""
VALUE = re.compile(r"\d{2,4}|\d{1,3}[RKM]\d{0,3}|R\d{2,3}|\d{1,3}(?:[UNP]F|UH|OHM|V|MHZ)?", re.IGNORECASE)
"""What passives carry: 103, 4R7, R010, 10uF, 12V."""
MARKING_LETTERS = 4
"""Letters and digits, one digit among them, that a line alone needs to be taken for a marking."""


class Role(StrEnum):
    """What a line is when it stands alone."""

    MARKING = "marking"
    DESIGNATOR = "designator"
    VALUE = "value"
    WORD = "word"


def role(text: str) -> Role:
    """Return the role a text would have on its own; inside a chip's block of lines everything is marking."""
    packed = "".join(text.split())
    words = [word for word in text.split() if len(word) > 1] or [packed]
    if DESIGNATOR.fullmatch(packed) or all(DESIGNATOR.fullmatch(word) for word in words):
        return Role.DESIGNATOR
    if VALUE.fullmatch(packed):
        return Role.VALUE
    signs = [c for c in packed if c.isalnum()]
    has_digit = any(c.isdigit() for c in signs)
    return Role.MARKING if has_digit and len(signs) >= MARKING_LETTERS else Role.WORD
