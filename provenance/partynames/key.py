"""One key for all the ways in which one name is written. Equal keys in one country mean one organisation."""

import re
from collections.abc import Iterator, Sequence

from provenance.partynames.folding import words
from provenance.partynames.forms import split_forms

_ORDINALS = frozenset(("st", "nd", "rd", "th", "i", "ii", "go", "oi", "ia", "oe", "ogo"))
_NUMBER_WORDS = frozenset(("no", "nr", "n", "number", "nomer"))
_DIGITS = re.compile(r"\d+")


def name_key(text: str) -> str:
    """Own words in order, in one romanisation, then the families of the legal forms: `romashka +limited`.

    Equal for ООО «Ромашка», "Romashka", OOO and ROMASHKA LTD.; unequal for AO Romashka. "" where no word is found.
    """
    split = split_forms(plain_words(text))
    return " ".join((*split.words, *(f"+{each}" for each in sorted(split.families))))


def plain_words(text: str) -> list[str]:
    """Folded words with numbers as plain numbers: "33rd" and "No. 33" are 33; the article that begins a name goes."""
    found = list(plain_numbers(words(text)))
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def plain_numbers(parts: Sequence[str]) -> Iterator[str]:
    """The parts without what only says that a number is one: no., 33rd, 33-й; and without leading zeros."""
    for at, part in enumerate(parts):
        after = parts[at + 1] if at + 1 < len(parts) else ""
        before = parts[at - 1] if at else ""
        if part in _NUMBER_WORDS and _DIGITS.fullmatch(after):
            continue
        if part in _ORDINALS and _DIGITS.fullmatch(before):
            continue
        yield part.lstrip("0") or "0" if _DIGITS.fullmatch(part) else part
