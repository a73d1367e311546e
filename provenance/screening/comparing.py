"""One spelling asked for beside one row of the index: what stands for what, and how much of either is covered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from provenance.screening.asking import Asked, Vocabulary
from provenance.screening.letters import letters
from provenance.screening.lexicon import lexicon
from provenance.screening.reading import Word
from provenance.screening.sounds import sound

_LETTERS = {2: 0.55, 3: 0.8}
_MORE_LETTERS = 0.92
_REORDERED_LETTERS = 0.7
_LEAST_JOINED = 0.8
_LEAST_ROOM = 0.5
_LEAST_TELLING = 3
_SHORT = range(2, 11)
Found = list[tuple[int, int, bool]]
"""Runs of words, from, to (exclusive), and whether the letters are in the order of the words."""
Runs = Mapping[tuple[int, int], Found]
"""By word asked for and row of the index: the runs of the row's words that the word may abbreviate."""


@dataclass(slots=True)
class Comparison:
    """`asked`, `listed`: the share (0 to 1) of each side's weight that the other covers. `agreed`: weight in common.

    `only_asked`, `only_listed`: words that tell companies apart and that the other side has nothing for; `slips`: pairs
    of short words with one other letter; `short`: one short word each, written otherwise.
    """

    row: int
    text: str = ""
    asked: float = 0.0
    listed: float = 0.0
    agreed: float = 0.0
    own: float = 0.0
    letters: float = 0.0
    alike: float = 0.0
    pairs: list[tuple[str, str, str, float]] = field(default_factory=list)
    numbers: int = 0
    places: int = 0
    families: int = 0
    only_asked: list[str] = field(default_factory=list)
    only_listed: list[str] = field(default_factory=list)
    slips: list[tuple[str, str]] = field(default_factory=list)
    short: bool = False
    score: float = 0.0


class Side:
    """The words of one side and how far each is covered already."""

    def __init__(self, words: list[Word], weights: list[float], meanings: list[tuple[tuple[str, float], ...]]) -> None:
        self.words, self.weights, self.meanings = words, weights, meanings
        self.covered = [0.0] * len(words)
        self.left: list[list[tuple[str, float]]] = [list(each) for each in meanings]

    def text(self) -> str:
        """The words, written out."""
        return " ".join(word.text for word in self.words)

    def free(self) -> list[int]:
        """The words of which nothing is covered."""
        return [at for at, covered in enumerate(self.covered) if covered == 0.0]

    def short(self) -> list[int]:
        """The words not covered that may be abbreviations."""
        return [at for at in self.free() if len(self.words[at].text) in _SHORT and not self.words[at].is_number]

    def cover(self, at: int, share: float) -> None:
        """Word `at` is covered whole, as well as `share` says."""
        self.covered[at] = max(self.covered[at], share * self.weights[at])
        self.left[at] = []

    def share(self) -> float:
        """How much of the whole is covered."""
        return sum(self.covered) / (sum(self.weights) or 1.0)


class Comparer:
    """Compares questions with rows of one index."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary, self._index = vocabulary, vocabulary.index
        self._known: dict[int, tuple[Word, float, tuple[tuple[str, float], ...]]] = {}
        self._lexicon = lexicon()

    def compare(self, asked: Asked, row: int, runs: Runs) -> Comparison:
        """The comparison of a question with a row, of whose runs of words `runs` says what they abbreviate to."""
        one = Side(
            [word.word for word in asked.words],
            [word.weight for word in asked.words],
            [tuple(zip(word.meanings, word.meaning_weights, strict=True)) for word in asked.words],
        )
        numbers = [int(number) for number in self._index.row_words[row]]
        known = [self._word(number) for number in numbers]
        other = Side([word for word, _, _ in known], [weight for _, weight, _ in known], [each for _, _, each in known])
        result = Comparison(row)
        self._by_word(asked, numbers, one, other, result)
        self._by_meaning(one, other, result)
        self._by_letters(asked, one, other, runs, result)
        self._by_joining(one, other, result)
        self._conclude(one, other, result)
        return result

    def _word(self, number: int) -> tuple[Word, float, tuple[tuple[str, float], ...]]:
        if (known := self._known.get(number)) is None:
            meant = [int(each) for each in self._index.word_meanings[number]]
            texts = tuple(self._index.meanings[each] for each in meant)
            weights = tuple((self._index.meanings[each], float(self._index.meaning_weight[each])) for each in meant)
            word = Word(self._index.words[number], texts)
            known = self._known[number] = (word, float(self._index.word_weight[number]), weights)
        return known

    def _by_word(self, asked: Asked, numbers: list[int], one: Side, other: Side, result: Comparison) -> None:
        found = [
            (share, -abs(at - to), at, to)
            for at, word in enumerate(asked.words)
            for to, number in enumerate(numbers)
            if (share := word.alike.get(number, 0.0)) > 0.0
        ]
        for share, _, at, to in sorted(found, reverse=True):
            if one.covered[at] == 0.0 and other.covered[to] == 0.0:
                one.cover(at, share)
                other.cover(to, share)
                if not one.meanings[at] or not other.meanings[to]:
                    result.own = max(result.own, share * min(one.weights[at], other.weights[to]))
                kind = "same_word" if share == 1.0 else "alike_word"
                result.pairs.append((kind, one.words[at].text, other.words[to].text, share))

    def _by_meaning(self, one: Side, other: Side, result: Comparison) -> None:
        for exact in (True, False):
            for at in range(len(one.words)):
                for meaning in list(one.left[at]):
                    self._match_meaning(one, at, meaning, other, result, exact=exact)

    def _match_meaning(
        self, one: Side, at: int, meaning: tuple[str, float], other: Side, result: Comparison, *, exact: bool
    ) -> None:
        best: tuple[float, int, tuple[str, float]] | None = None
        near = {} if exact else self._lexicon.near.get(meaning[0], {})
        for to in range(len(other.words)):
            for each in other.left[to]:
                share = 1.0 if each[0] == meaning[0] else near.get(each[0], 0.0)
                if share > (best[0] if best else 0.0):
                    best = (share, to, each)
        if best is None:
            return
        share, to, each = best
        one.left[at].remove(meaning)
        other.left[to].remove(each)
        one.covered[at] += share * meaning[1]
        other.covered[to] += share * each[1]
        result.pairs.append(("same_meaning", one.words[at].text, other.words[to].text, share))

    def _by_letters(self, asked: Asked, one: Side, other: Side, runs: Runs, result: Comparison) -> None:
        """Short words not covered, as abbreviations of words of the other side."""
        for at in one.short():
            self._take_run(at, one, other, runs.get((at, result.row), []), result)
        for at in other.short():
            text = other.words[at].text
            found = [(start, end, whole == text) for whole, start, end in asked.runs.get(letters(text), [])]
            self._take_run(at, other, one, found, result)

    def _take_run(self, at: int, short: Side, long: Side, found: Found, result: Comparison) -> None:
        """The run that stands best for word `at`, of those that are not covered otherwise."""
        best: tuple[bool, float, int, int] | None = None
        for start, end, exact in found:
            whole = sum(long.weights[start:end])
            room = whole - sum(long.covered[start:end])
            if room > _LEAST_ROOM * whole and (best is None or (exact, room) > best[:2]):
                best = (exact, room, start, end)
        if best is None:
            return
        exact, _, start, end = best
        text = short.words[at].text
        share = _LETTERS.get(len(text), _MORE_LETTERS) * (1.0 if exact else _REORDERED_LETTERS)
        short.cover(at, share)
        for each in range(start, end):
            long.cover(each, share)
        result.letters = max(result.letters, share * short.weights[at])
        result.pairs.append(("abbreviation", text, " ".join(word.text for word in long.words[start:end]), share))

    def _by_joining(self, one: Side, other: Side, result: Comparison) -> None:
        """What is left of both sides, written as one word each."""
        left, right = one.free(), other.free()
        if not left or not right:
            return
        first, second = ("".join(side.words[at].text for at in ats) for side, ats in ((one, left), (other, right)))
        if min(len(first), len(second)) < 4 or first.isdigit() or second.isdigit():
            return
        share = OSA.normalized_similarity(sound(first), sound(second), score_cutoff=_LEAST_JOINED)
        if share < _LEAST_JOINED:
            return
        share = 1 - 1.25 * (1 - share)
        for side, ats in ((one, left), (other, right)):
            for at in ats:
                side.cover(at, share)
        weight = min(sum(side.weights[at] for at in ats) for side, ats in ((one, left), (other, right)))
        result.own = max(result.own, share * weight)
        result.pairs.append(("joined", first, second, share))

    def _conclude(self, one: Side, other: Side, result: Comparison) -> None:
        result.asked, result.listed = one.share(), other.share()
        result.agreed = min(sum(one.covered), sum(other.covered))
        result.text = other.text()
        result.alike = OSA.normalized_similarity(one.text(), result.text)
        result.only_asked, result.only_listed = self._telling(one), self._telling(other)
        result.numbers = _conflict(*({word.text for word in side.words if word.is_number} for side in (one, other)))
        result.places = _conflict(*(self._places(side) for side in (one, other)))

    def _telling(self, side: Side) -> list[str]:
        """Words not covered that tell companies apart: no numbers and places, which are compared by themselves."""
        return [
            word.text
            for at, word in enumerate(side.words)
            if not word.is_number
            and (
                any(self._lexicon.tells_apart(meaning) for meaning, _ in side.left[at])
                if side.meanings[at]
                else side.covered[at] == 0.0 and len(word.text) >= _LEAST_TELLING
            )
        ]

    def _places(self, side: Side) -> set[str]:
        return {meaning for word in side.words for meaning in word.meanings if self._lexicon.is_place(meaning)}


def _conflict(one: set[str], other: set[str]) -> int:
    """1: both have some and none in common; -1: all in common; 0: one has none or they overlap."""
    if not one or not other:
        return 0
    if one == other:
        return -1
    return 1 if not one & other else 0
