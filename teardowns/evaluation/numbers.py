"""When an answer names the part number that is printed, and which printed numbers a catalogue holds."""

import re
from collections.abc import Collection, Iterable
from itertools import accumulate

from provenance.partnumbers.normalise import canonical, plain

LEFT_OFF = 3
"""Letters in front of a number that makers leave off: 25Q128JVSQ for W25Q128JVSQ, 74HC595 for SN74HC595.

Digits are not left off: an answer SN74AUCH16244 for a printed AUCH16244 claims a 74 that nobody can read, and it counts
as wrong though it is likely right. One label of the set at hand would gain by the opposite, which is no reason."""
LONG = 5
"""Characters from which a printed number may be part of a longer one; a shorter one must be the whole answer."""
_PUNCTUATION = re.compile(r"[\W_]+")


def names(answer: str, printed: str) -> bool:
    """Whether the answer is the printed part number.

    Punctuation, case and look-alike scripts aside it is, when it is equal to it; or when the printed number, of at
    least five characters, stands in it behind at most three letters, and whatever follows (package, grade) does not
    go on with a digit where the printed number ends in one, unless punctuation parts the two (LM1117-33 is an
    LM1117, LM3580 is no LM358). A printed number that is longer than the answer is not named by it.
    """
    said, wanted = plain(answer), plain(printed)
    if not wanted or said == wanted:
        return bool(wanted)
    at = said.find(wanted)
    if len(wanted) < LONG or not 0 <= at <= LEFT_OFF or not (at == 0 or said[:at].isalpha()):
        return False
    end = at + len(wanted)
    if end == len(said) or not (said[end].isdigit() and wanted[-1].isdigit()):
        return True
    return end in set(accumulate(len(plain(piece)) for piece in _PUNCTUATION.split(answer)))


def catalogued(printed: Collection[str], parts: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Those printed numbers that one of the parts (number, canonical number) names. One walk over the parts."""
    wanted = {number: canonical(number) for number in printed if plain(number)}
    shortest = min((len(key) for key in wanted.values()), default=0)
    by_start: dict[str, list[str]] = {}
    for number, key in wanted.items():
        by_start.setdefault(key[:shortest], []).append(number)
    found: set[str] = set()
    for number, key in parts:
        for skipped in range(LEFT_OFF + 1):
            for one in by_start.get(key[skipped : skipped + shortest], ()):
                if one not in found and names(number, one):
                    found.add(one)
    return frozenset(found)
