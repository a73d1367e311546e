"""Misspelt names of companies taken for the names meant: cautiously, for two companies are worse as one than apart.

A name is its folded words and the families of its legal forms (`partynames`). Two names may be one company when

* they are written with the same words in another order, or with the spaces elsewhere;
* or all words but one are the same, and that one differs by a slip: one letter (two in a long word), a transposition;
* no number in them differs, no legal form differs (one of them may lack it), and no country differs;
* the odd word stands in no other name, or in few beside those with the right one: a word that others use is no slip;
* the misspelt name is the rarer one by far, or both are rare;
* and nobody else could be meant as well.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

SHORTEST_WORD = 5
"""Letters of a word that may hold a slip."""
LONG_WORD = 12
"""Letters from which two slips may be."""
FIRST_LETTER = 8
"""Letters up to which a slip leaves the first letter alone."""
RARE = 2
"""Rows up to which a name may be a slip whatever the other one's rows are."""
SHARE = 0.05
"""Most rows of a misspelt name, as a share of the right one's."""
SLIPS = 0.02
"""Most names with one and the same slip in a common word, as a share of the names with that word."""
_ENDS = {4: (2,), 5: (2,), 6: (2,), 7: (2, 3)}
"""Letters of a beginning and an end by length of the word, else three: a slip may make six letters of seven."""
_HALVES = ((9, 5), (13, 8))
"""From so many letters on, ends of so many too: among many names three letters are common, and tell nothing."""
MOST_ALIKE = 64
"""Names that share a piece: where there are more, the piece tells nothing."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling. `known`: of a company that is there already, with the key `company`; others are 0.

    `rows`: how many records write it so.
    """

    words: tuple[str, ...]
    families: frozenset[str]
    country: str
    rows: int = 1
    company: int = 0

    @property
    def known(self) -> bool:
        """Whether it belongs to a company that is there."""
        return self.company != 0


@dataclass(frozen=True, slots=True)
class Likely:
    """A spelling is likely meant for another one: `place` of that one in the list; `score` 0 to 1."""

    place: int
    score: float


def likely_same(spellings: Sequence[Spelling]) -> dict[int, Likely]:
    """For places of unknown spellings that are likely slips: what was meant."""
    used_by = Counter(word for words in {tuple(sorted(one.words)) for one in spellings} for word in set(words))
    partners: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for one, other in _pairs(spellings):
        score, ours, theirs = _likeness(spellings[one], spellings[other])
        if score and _may_be_slip(ours, theirs, used_by):
            partners[one].append((other, score))
        if score and _may_be_slip(theirs, ours, used_by):
            partners[other].append((one, score))
    found: dict[int, Likely] = {}
    order = sorted(partners, key=lambda place: (not spellings[place].known, -spellings[place].rows, place))
    for at in order:
        if spellings[at].known:
            continue
        meant = [
            (place, score) for place, score in partners[at] if place not in found and _before(spellings, place, at)
        ]
        companies = {spellings[place].company or -1 - place for place, _ in meant}
        if len(companies) == 1:
            place, score = max(meant, key=lambda each: each[1])
            if _rarer(spellings[at], spellings[place]):
                found[at] = Likely(place, score)
    return found


def _before(spellings: Sequence[Spelling], right: int, slip: int) -> bool:
    """Whether of the two it is `right` that may be the right one: known, or more often written, or written first."""
    one, other = spellings[right], spellings[slip]
    return one.known or (one.rows, -right) > (other.rows, -slip)


def _rarer(slip: Spelling, right: Spelling) -> bool:
    return slip.rows <= RARE or slip.rows <= SHARE * right.rows


def _likeness(one: Spelling, other: Spelling) -> tuple[float, str, str]:
    """0 where the two are not likely one company; the words of each in which they differ."""
    nothing = 0.0, "", ""
    if one.families and other.families and one.families != other.families:
        return nothing
    if one.country and other.country and one.country != other.country:
        return nothing
    ours, theirs = Counter(one.words), Counter(other.words)
    left, right = list((ours - theirs).elements()), list((theirs - ours).elements())
    if not left and not right:
        return 0.98, "", ""
    if _run_together(one.words) == _run_together(other.words):
        return 0.96, "", ""
    if len(left) != 1 or len(right) != 1:
        return nothing
    return _slip(left[0], right[0]), left[0], right[0]


def _run_together(words: Sequence[str]) -> str:
    """Words without the spaces between them. A letter that ends one and begins the next is written once."""
    return reduce(lambda text, word: text + word[text[-1:] == word[:1] :], words, "")


def _slip(one: str, other: str) -> float:
    short, long = sorted((len(one), len(other)))
    if short < SHORTEST_WORD or not (one.isalpha() and other.isalpha()):
        return 0.0
    if short < FIRST_LETTER and one[0] != other[0]:
        return 0.0
    distance = OSA.distance(one, other, score_cutoff=2)
    if distance > (2 if short >= LONG_WORD else 1):
        return 0.0
    return float(1 - distance / long)


def _may_be_slip(word: str, meant: str, used_by: Counter[str]) -> bool:
    """Whether a word is no word of its own: no other name has it, or few do beside those with the right one."""
    return used_by[word] <= 1 or used_by[word] <= used_by[meant] * SLIPS or _plural(word, meant)


def _plural(one: str, other: str) -> bool:
    return one in (f"{other}s", f"{other}e") or other in (f"{one}s", f"{one}e")


def _pairs(spellings: Sequence[Spelling]) -> Iterator[tuple[int, int]]:
    """Pairs worth a look: they share a piece, and one of them at least is unknown."""
    keys, places = _pieces(spellings)
    order = np.argsort(keys, kind="stable")
    keys, places = keys[order], places[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.array([], dtype=int)
    sizes = np.diff(np.concatenate((starts, [len(keys)])))
    fitting = (sizes > 1) & (sizes <= MOST_ALIKE)
    unknown = [not one.known for one in spellings]
    seen: set[int] = set()
    for start, size in zip(starts[fitting].tolist(), sizes[fitting].tolist(), strict=True):
        for one, other in combinations(sorted(set(places[start : start + size].tolist())), 2):
            pair = one << 32 | other
            if (unknown[one] or unknown[other]) and pair not in seen:
                seen.add(pair)
                yield one, other


def _pieces(spellings: Sequence[Spelling]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    keys: list[int] = []
    places: list[int] = []
    for place, one in enumerate(spellings):
        before = len(keys)
        keys.append(hash(("", _run_together(one.words))))
        keys.extend(map(hash, _pieces_of(sorted(one.words))))
        places.extend([place] * (len(keys) - before))
    return np.array(keys, dtype=np.int64), np.array(places, dtype=np.int64)


def _pieces_of(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """What two spellings share if a slip parts them: all words, or all words but one and an end of it."""
    yield tuple(words)
    for at, word in enumerate(words):
        if len(word) >= SHORTEST_WORD - 1 and word.isalpha():
            others = (*words[:at], *words[at + 1 :])
            for end in (*_ENDS.get(len(word), (3,)), *(size for letters, size in _HALVES if len(word) >= letters)):
                yield (*others, "<", word[:end])
                yield (*others, ">", word[-end:])
