"""Cyrillic, Greek and Latin letters that look alike, and which of them a marking was meant to be written in.

МАХ3490 typed on a Cyrillic keyboard is MAX3490; КР1533ЛА3 is a Soviet designation and has no Latin spelling.
"""

from enum import StrEnum

_LOOKALIKES = {
    "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T", "У": "Y",
    "Х": "X", "І": "I", "Ј": "J", "Ѕ": "S", "З": "3", "Ү": "Y", "Ӏ": "I", "Ԛ": "Q", "Ԝ": "W",
    "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P",
    "Τ": "T", "Υ": "Y", "Χ": "X", "Ϲ": "C", "Ϳ": "J",
}  # fmt: skip
_FOLD = str.maketrans(_LOOKALIKES)
_OHM = "Ωω"


class Script(StrEnum):
    """How a text is written, as far as part numbers care."""

    LATIN = "latin"
    LOOKALIKE = "lookalike"
    CYRILLIC = "cyrillic"


def is_cyrillic(character: str) -> bool:
    """Whether the character is a Cyrillic letter."""
    return "\u0400" <= character <= "\u052f"


def is_foreign(character: str) -> bool:
    """Whether the character is a Cyrillic or a Greek letter, the sign of the ohm left aside."""
    return is_cyrillic(character) or ("\u0370" <= character <= "\u03ff" and character not in _OHM)


def script_of(text: str) -> Script:
    """LATIN: no foreign letter. LOOKALIKE: each foreign letter has a Latin twin. CYRILLIC: at least one has none."""
    foreign = [c for c in text.upper() if is_foreign(c)]
    if not foreign:
        return Script.LATIN
    return Script.LOOKALIKE if all(c in _LOOKALIKES for c in foreign) else Script.CYRILLIC


def latin(text: str) -> str:
    """`text` for showing: as it is when Latin, else in upper case with look-alikes as Latin letters."""
    return text if script_of(text) is Script.LATIN else fold_lookalikes(text.upper())


def fold_lookalikes(text: str) -> str:
    """`text` (upper case) with look-alikes as Latin letters; letters without a twin stay as they are."""
    return text.translate(_FOLD)
