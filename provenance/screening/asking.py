"""A question to the index: the words asked for, and which words of the index may stand for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from provenance.screening.building import SPAN, grams, joined, meaning_weight, own_weight
from provenance.screening.index import Index
from provenance.screening.letters import letters, runs
from provenance.screening.lexicon import lexicon
from provenance.screening.reading import Spelling, Word
from provenance.screening.sounds import sound, stem_sound

SAME_STEM = 0.93
SAME_SOUND = 0.97
LEARNED = 0.85
_NEAR_WORDS = 40
_MOST_KEPT = 12
_LEAST_ALIKE = {1: 1.0, 2: 1.0, 3: 1.0, 4: 0.74, 5: 0.79, 6: 0.79}
_LEAST_ALIKE_LONG = 0.72
_TO_CORRECT = 0.69
_GOOD = 0.8
_JOINED_WEIGHT = 6.0
_SHORT = range(2, 9)


@dataclass(frozen=True, slots=True)
class AskedWord:
    """One word asked for. `alike`: word of the index -> how alike (0 to 1); `meanings`: of a misspelt one too."""

    word: Word
    meanings: tuple[str, ...]
    weight: float
    meaning_weights: tuple[float, ...]
    alike: dict[int, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """One spelling asked for. `runs`: letters in order of the alphabet -> the runs of words under them."""

    spelling: Spelling
    words: tuple[AskedWord, ...]
    weight: float
    runs: dict[str, list[tuple[str, int, int]]]


class Vocabulary:
    """The words of an index, to look up."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.words = {word: number for number, word in enumerate(index.words)}
        self.meanings = {meaning: number for number, meaning in enumerate(index.meanings)}
        self.joins = {text: number for number, text in enumerate(index.joins)}
        self._stems = {text: number for number, text in enumerate(index.stems)}
        self._grams = {text: number for number, text in enumerate(index.grams)}
        self._near: dict[str, dict[int, float]] = {}
        self._by_shape: dict[tuple[int, str], tuple[list[int], list[str]]] = {}
        for number, word in enumerate(index.words):
            if not word.startswith("#") and not word.isdigit():
                numbers, texts = self._by_shape.setdefault((len(word), word[0]), ([], []))
                numbers.append(number)
                texts.append(word)
        self.abbreviations: dict[str, list[int]] = {}
        for number, text in enumerate(index.abbreviations):
            self.abbreviations.setdefault(letters(text), []).append(number)
        self._learned: dict[str, list[tuple[str, float]]] = {}
        for (one, other), share in index.learned.items():
            self._learned.setdefault(one, []).append((other, share))
            self._learned.setdefault(other, []).append((one, share))

    def ask(self, spelling: Spelling) -> Asked:
        """The spelling as a question."""
        words = tuple(map(self._asked, spelling.words))
        by_letters: dict[str, list[tuple[str, int, int]]] = {}
        for text, start, end in runs(spelling.words):
            by_letters.setdefault(letters(text), []).append((text, start, end))
        return Asked(spelling, words, sum(word.weight for word in words), by_letters)

    def _asked(self, word: Word) -> AskedWord:
        alike = dict(self.alike(word.text)) if not word.is_number else {}
        if (number := self.words.get(word.text)) is not None:
            alike[number] = 1.0
        for other, share in self._learned.get(word.text, ()):
            self._put(alike, other, LEARNED * share)
        meanings = word.meanings or self._corrected(alike)
        weights = tuple(map(self.meaning_weight, meanings))
        weight = sum(weights) if meanings else self._own_weight(word, alike)
        return AskedWord(word, meanings, weight, weights, alike)

    def _put(self, alike: dict[int, float], word: str, share: float) -> None:
        if (number := self.words.get(word)) is not None:
            alike[number] = max(alike.get(number, 0.0), share)

    def _corrected(self, alike: dict[int, float]) -> tuple[str, ...]:
        """The meanings of the most similar word of the index that has any."""
        near = [(share, number) for number, share in alike.items() if share >= _TO_CORRECT]
        if not near:
            return ()
        meant = self.index.word_meanings[max(near)[1]]
        return tuple(self.index.meanings[number] for number in meant)

    def _own_weight(self, word: Word, alike: dict[int, float]) -> float:
        """The weight of a name of its own: that of the word which it most likely is, or of one never seen."""
        near = [(share, number) for number, share in alike.items() if share >= _TO_CORRECT]
        if near:
            return float(self.index.word_weight[max(near)[1]])
        return own_weight(word, 0, len(self.index.parties))

    def meaning_weight(self, meaning: str) -> float:
        """The weight of a meaning, in the index or not."""
        if (number := self.meanings.get(meaning)) is not None:
            return float(self.index.meaning_weight[number])
        return meaning_weight(meaning, 0, len(self.index.parties))

    def alike(self, text: str) -> dict[int, float]:
        """Words of the index that sound or are spelt like this one, and how alike they are."""
        if text.startswith("#"):
            return {}
        if (known := self._near.get(text)) is None:
            if len(self._near) > 50_000:
                self._near.clear()
            known = self._near[text] = self._find_alike(text)
        return known

    def sounding(self, text: str) -> Iterator[tuple[int, float]]:
        """Words of the index that sound like this one, but for their ending."""
        if (stem := self._stems.get(stem_sound(text))) is not None:
            for number in self.index.stem_words[stem]:
                other = self.index.words[number]
                if sound(other) == sound(text):
                    yield int(number), SAME_SOUND - 0.5 * OSA.normalized_distance(text, other)
                else:
                    yield int(number), SAME_STEM

    def _find_alike(self, text: str) -> dict[int, float]:
        found = dict(self.sounding(text))
        if len(text) >= 4:
            self._add_near(text, self._sharing_grams(text), found)
            if max(found.values(), default=0.0) < _GOOD:
                self._add_near(text, self._of_that_length(text), found)
        best = sorted(found.items(), key=lambda each: -each[1])[:_MOST_KEPT]
        return dict(best)

    def _add_near(self, text: str, numbers: list[int], found: dict[int, float]) -> None:
        heard = sound(text)
        least = _LEAST_ALIKE.get(len(text), _LEAST_ALIKE_LONG)
        for number in numbers:
            other = self.index.words[number]
            written = OSA.normalized_similarity(text, other)
            spoken = OSA.normalized_similarity(heard, sound(other), score_cutoff=least)
            share = max(written, (written + spoken) / 2)
            if share >= least:
                found[number] = max(found.get(number, 0.0), min(SAME_SOUND, 1 - 1.25 * (1 - share)))

    def _of_that_length(self, text: str) -> list[int]:
        """Words that begin alike, as long or a letter longer or shorter, of which one slip makes this one."""
        near: list[int] = []
        for length in (len(text) - 1, len(text), len(text) + 1):
            numbers, texts = self._by_shape.get((length, text[0]), ((), ()))
            cutoff = 1 - 1.0 / max(length, len(text))
            hits = process.extract(text, texts, scorer=OSA.normalized_similarity, score_cutoff=cutoff - 1e-6, limit=6)
            near.extend(numbers[at] for _, _, at in hits)
        return near

    def _sharing_grams(self, text: str) -> list[int]:
        lists = [self.index.gram_words[number] for gram in grams(text) if (number := self._grams.get(gram)) is not None]
        if not lists:
            return []
        numbers, counts = np.unique(np.concatenate(lists), return_counts=True)
        return [int(numbers[at]) for at in _largest(counts, _NEAR_WORDS)]


def rows_for(vocabulary: Vocabulary, asked: Asked) -> Iterator[tuple[NDArray[np.int32], float]]:
    """Lists of rows that hold something of what is asked, each with what that weighs."""
    index, near = vocabulary.index, lexicon().near
    for each in asked.words:
        for meaning, weight in zip(each.meanings, each.meaning_weights, strict=True):
            for other, share in ((meaning, 1.0), *near.get(meaning, {}).items()):
                if (number := vocabulary.meanings.get(other)) is not None:
                    yield index.meaning_rows[number], weight * share
        for number, share in each.alike.items():
            if not each.word.meanings or not len(index.word_meanings[number]):
                yield index.word_rows[number], each.weight * share
        if not each.word.is_number and len(each.word.text) in _SHORT:
            for abbreviation in vocabulary.abbreviations.get(letters(each.word.text), ()):
                share = 0.8 if index.abbreviations[abbreviation] == each.word.text else 0.4
                yield index.letter_rows[abbreviation], each.weight * share
        if (number := vocabulary.joins.get(sound(each.word.text))) is not None:
            yield index.join_rows[number], each.weight
    yield from _rows_of_runs(vocabulary, asked)


def _rows_of_runs(vocabulary: Vocabulary, asked: Asked) -> Iterator[tuple[NDArray[np.int32], float]]:
    index = vocabulary.index
    for text, start, end in (run for same in asked.runs.values() for run in same):
        number = vocabulary.words.get(text)
        if number is not None and not len(index.word_meanings[number]):
            run = sum(word.weight for word in asked.words[start:end])
            yield index.word_rows[number], min(run, 1.3 * float(index.word_weight[number]))
    for text in joined(asked.spelling.words):
        for number, share in vocabulary.sounding(text):
            yield index.word_rows[number], _JOINED_WEIGHT * share


def best_rows(vocabulary: Vocabulary, asked: Asked, most: int) -> Sequence[int]:
    """The rows most worth a closer look."""
    found = [(rows, weight) for rows, weight in rows_for(vocabulary, asked) if len(rows)]
    if not found:
        return []
    rows = np.concatenate([rows for rows, _ in found])
    weights = np.repeat([weight for _, weight in found], [len(rows) for rows, _ in found])
    points = np.bincount(rows, weights, minlength=len(vocabulary.index.row_weight))
    points = points / (vocabulary.index.row_weight + asked.weight)
    return [int(row) for row in _largest(points, most)]


def _largest(points: NDArray[Any], most: int) -> NDArray[np.intp]:
    """The places of the largest, largest first. Those far below the largest are set aside first: most are zero."""
    top = points.max()
    for share in (0.5, 0.25, 0.05):
        near = np.flatnonzero(points > share * top)
        if len(near) >= most:
            break
    order = np.argsort(-points[near], kind="stable")
    return near[order[:most]]


def runs_of_rows(
    vocabulary: Vocabulary, asked: Asked, rows: Sequence[int]
) -> dict[tuple[int, int], list[tuple[int, int, bool]]]:
    """By short word asked for and row: the runs of the row's words that it may abbreviate."""
    index = vocabulary.index
    found: dict[tuple[int, int], list[tuple[int, int, bool]]] = {}
    wanted = np.asarray(rows, dtype=np.int32)
    for at, each in enumerate(asked.words):
        if each.word.is_number or len(each.word.text) not in _SHORT:
            continue
        for number in vocabulary.abbreviations.get(letters(each.word.text), ()):
            exact = index.abbreviations[number] == each.word.text
            held, spans = index.letter_rows[number], index.letter_spans[number]
            for place in np.flatnonzero(np.isin(held, wanted)):
                start, end = divmod(int(spans[place]), SPAN)
                found.setdefault((at, int(held[place])), []).append((start, end, exact))
    return found
