"""The spellings in what lines may say instead: the reader's next choices, the likeliest first, few of them."""

from collections.abc import Sequence
from dataclasses import replace

from provenance.partnumbers.makers import BrandSeen, Makers
from provenance.partnumbers.parse import Spelling, spellings
from provenance.partnumbers.types import LineReading, OtherReading
from provenance.partnumbers.words import Word, words_of_line

MAX_DOUBT = 6.0
"""Nats beyond which a reading is not tried: one in four hundred."""
MAX_TRIED = 24
MAX_OTHER_SPELLINGS = 12
_BRAND_DOUBT = 3.0


def other_spellings(
    lines: Sequence[LineReading], words: Sequence[Sequence[Word]], brands: frozenset[str], taken: Sequence[Spelling]
) -> list[Spelling]:
    """At most `MAX_OTHER_SPELLINGS` spellings that only the other readings have, with their doubt.

    One line is read otherwise at a time. `words` are the words of the lines, `taken` the spellings they have already.
    """
    known = {spelling.plain for spelling in taken}
    found: list[Spelling] = []
    for index, other in _likeliest(lines):
        first = max(0, index - 1)
        around = [list(line) for line in words[first : index + 2]]
        around[index - first] = words_of_line(other.text, index, brands)
        for spelling in spellings(around):
            if spelling.plain not in known and any(line == index for line, _ in spelling.places):
                known.add(spelling.plain)
                same = len(around[index - first]) == len(words[index])
                read = _read_there(spelling, words) if same else lines[index].text
                found.append(replace(spelling, doubt=other.doubt_nats, instead_of=read, within=other.text))
                if len(found) == MAX_OTHER_SPELLINGS:
                    return found
    return found


def other_brands(lines: Sequence[LineReading], makers: Makers) -> list[BrandSeen]:
    """Brand lettering in likely other readings; never more than a hint, so all of it is weak."""
    return [
        replace(brand, line=index, weak=True)
        for index, other in _likeliest(lines)
        if other.doubt_nats <= _BRAND_DOUBT
        for brand in makers.brands_on([other.text])
    ]


def _likeliest(lines: Sequence[LineReading]) -> list[tuple[int, OtherReading]]:
    others = [(index, other) for index, line in enumerate(lines) for other in line.alternatives]
    tried = [(index, other) for index, other in others if other.doubt_nats <= MAX_DOUBT]
    return sorted(tried, key=lambda pair: pair[1].doubt_nats)[:MAX_TRIED]


def _read_there(spelling: Spelling, words: Sequence[Sequence[Word]]) -> str:
    return "".join(words[row][column].text for row, column in spelling.places)
