"""What the index teaches itself: words that stand for one another in several parties' names.

Where two names of one party agree except for a few words, those words are taken as a pair; pairs that return with other
parties and seldom go with other words are kept: volna and wave, gosudarstvennyi and state in a language nobody listed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from provenance.screening.reading import Spelling, Word
from provenance.screening.sounds import stem_sound

Learned = dict[tuple[str, str], float]
"""Two folded words, in alphabetical order, and how far they stand for one another (0 to 1)."""
_MOST_LEFT = 3
_LEAST_PARTIES = 2
_LEAST_SHARE = 0.5
_LONGEST_WORD_SHARE = 0.34


def learn(parties: Iterable[Sequence[Spelling]]) -> Learned:
    """The pairs of words of all parties' spellings."""
    together: Counter[tuple[str, str]] = Counter()
    alone: Counter[str] = Counter()
    for spellings in parties:
        pairs = {pair for one, other in combinations(spellings[:8], 2) for pair in _left(one, other)}
        together.update(pairs)
        alone.update({word for pair in pairs for word in pair})
    return {
        pair: share
        for pair, count in together.items()
        if count >= _LEAST_PARTIES and (share := 2 * count / (alone[pair[0]] + alone[pair[1]])) >= _LEAST_SHARE
    }


def _left(one: Spelling, other: Spelling) -> set[tuple[str, str]]:
    """Pairs of words of their own that the other spelling has nothing for."""
    first, second = _unmatched(one.words, other.words), _unmatched(other.words, one.words)
    if not (0 < len(first) <= _MOST_LEFT and 0 < len(second) <= _MOST_LEFT):
        return set()
    return {(min(a, b), max(a, b)) for a in first for b in second if a != b}


def _unmatched(words: Sequence[Word], others: Sequence[Word]) -> list[str]:
    known = {stem_sound(word.text) for word in others}
    meant = {meaning for word in others for meaning in word.meanings}
    return [
        word.text
        for word in words
        if len(word.text) > 2
        and not word.is_number
        and stem_sound(word.text) not in known
        and not (word.meanings and meant.issuperset(word.meanings))
    ]
