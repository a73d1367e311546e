"""Words in which two names differ although the rest agrees: what tells Bright Star from Bright Moon.

None of them changes the score below that of a match: a party that somebody may still mean stays shown.
"""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from provenance.partynames.folding import raw_words, words
from provenance.partynames.scripts import lower, to_latin
from provenance.screening.comparing import Comparison
from provenance.screening.sounds import sound, stem_sound

SHORT = 5
"""Letters up to which a word with one other letter may well be another word."""
_ALIKE = ("alike_word", "joined")


def speaks_against(it: Comparison) -> bool:
    """Whether anything does: then the two are no match, however much else agrees."""
    return bool(
        it.numbers > 0 or it.places > 0 or it.families > 0 or (it.only_asked and it.only_listed) or it.slips or it.short
    )


def slips(pairs: Sequence[tuple[str, str, str, float]]) -> list[tuple[str, str]]:
    """Pairs of short words that differ by one letter and sound different: right, bright."""
    return [(one, other) for kind, one, other, _ in pairs if kind in _ALIKE and _is_slip(one, other)]


def _is_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) > SHORT or OSA.distance(one, other, score_cutoff=1) != 1:
        return False
    swapped = sorted(one) == sorted(other)
    return not swapped and sound(one) != sound(other) and stem_sound(one) != stem_sound(other)


def short_name(it: Comparison, asked: str, listed: str) -> bool:
    """Whether both names are the same one short word, written otherwise: Alpha, Alfa."""
    match it.pairs:
        case [("same_word", word, _, _)] if len(word) <= SHORT and it.text == word and it.asked == it.listed == 1.0:
            one, other = _written(asked, word), _written(listed, word)
            return bool(one and other and not one & other)
    return False


def _written(name: str, word: str) -> set[str]:
    """How the word is written in the name, in Latin letters."""
    return {to_latin(lower(raw)) for raw in raw_words(name) if "".join(words(raw)) == word}
