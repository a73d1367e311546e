"""Abbreviations: the letters under which a run of words may stand, in Russian and in English."""

from collections.abc import Iterator, Sequence
from itertools import product

from provenance.partynames.folding import fold
from provenance.screening.lexicon import lexicon
from provenance.screening.reading import Word

_DIGRAPHS = ("sh", "ch", "zh", "iu", "ia")
LONGEST_RUN = 9
LONGEST = 10
Run = tuple[str, int, int]
"""Letters, and from where to where (exclusive) the words are that they stand for."""


def letters(word: str) -> str:
    """An abbreviation as it is looked up: its letters folded, in alphabetical order (the order of words varies)."""
    return "".join(sorted(word))


def runs(words: Sequence[Word]) -> Iterator[Run]:
    """The abbreviations of all runs of at least two words that begin or end the name or have at least three words."""
    options = [_initials(word) for word in words]
    count = len(words)
    for start in range(count):
        for end in range(start + 2, min(count, start + LONGEST_RUN) + 1):
            if end - start < 3 and start and end < count:
                continue
            for text in _joined(options[start:end]):
                yield text, start, end


def _joined(options: Sequence[tuple[tuple[str, ...], ...]]) -> set[str]:
    """Russian letters throughout or English ones, one letter a word or one for each meaning of a joined word."""
    found = set()
    for language, whole in product((0, 1), (0, 1)):
        text = fold("".join(word[language][min(whole, len(word[language]) - 1)] for word in options))
        if 2 <= len(text) <= LONGEST:
            found.add(text)
    return found


def _initials(word: Word) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Russian options and English options of one word: the short one first."""
    own = _first(word.text)
    if not word.meanings:
        return (own,), (own,)
    known = lexicon().initials
    pairs = [known.get(meaning, ("", "")) for meaning in word.meanings]
    russian, english = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if word.text.startswith("#"):
        own = ""
    return (
        (russian[0] or own, "".join(russian) or own),
        (english[0] or own, "".join(english) or own),
    )


def _first(text: str) -> str:
    return text[:2] if text.startswith(_DIGRAPHS) else text[:1]
