"""Making the index of names."""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from provenance.screening import common
from provenance.screening.index import Index, Postings
from provenance.screening.learning import learn
from provenance.screening.letters import runs
from provenance.screening.lexicon import lexicon
from provenance.screening.reading import Spelling, Word, spellings
from provenance.screening.sounds import sound, stem_sound

OWN_SHARE = 0.0005
"""The share of company names that hold a given word of nobody's language, roughly."""
_BACKGROUND = 1000
"""Parties that the rough shares count as, beside those in the index."""
_HEAVIEST_MEANING = 4.6
_HEAVIEST_WORD = 7.5
_NUMBER_WEIGHT = 4.5
SPAN = 64
"""A run of words as one number: from * SPAN + to."""


class Numbers(dict[str, int]):
    """A number for each text, in order of appearance."""

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number


class Pairs:
    """Two columns of numbers."""

    def __init__(self) -> None:
        self.keys, self.values = array("i"), array("i")

    def add(self, key: int, value: int) -> None:
        """One more row."""
        self.keys.append(key)
        self.values.append(value)

    def postings(self, count: int) -> Postings:
        """The values by their keys."""
        return Postings.of(self.keys, self.values, count)


class Builder:
    """Collects names, then makes the index."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, int, Spelling]] = []
        self._parties: dict[int, int] = {}
        self._names: list[str] = []

    def add(self, party: int, name: str) -> None:
        """One name of the party whose key this is."""
        number = self._parties.setdefault(party, len(self._parties))
        self._names.append(name)
        self._rows.extend((number, len(self._names) - 1, spelling) for spelling in spellings(name))

    def build(self) -> Index:
        """The index of all names given."""
        tables = _Tables()
        of_party: defaultdict[int, list[Spelling]] = defaultdict(list)
        for row, (party, _, spelling) in enumerate(self._rows):
            tables.take(row, party, spelling)
            of_party[party].append(spelling)
        tables.count(len(self._parties))
        spelling_weight = [tables.weight_of(spelling) for _, _, spelling in self._rows]
        return Index(
            parties=np.fromiter(self._parties, dtype=np.int32, count=len(self._parties)),
            names=tuple(self._names),
            words=tuple(tables.words),
            meanings=tuple(tables.meanings),
            abbreviations=tuple(tables.abbreviations),
            joins=tuple(tables.joins),
            grams=tuple(tables.grams),
            stems=tuple(tables.stems),
            row_party=np.fromiter((row[0] for row in self._rows), dtype=np.int32, count=len(self._rows)),
            row_name=np.fromiter((row[1] for row in self._rows), dtype=np.int32, count=len(self._rows)),
            row_families=tables.row_families.postings(len(self._rows)),
            families=tuple(tables.families),
            row_weight=np.asarray(spelling_weight, dtype=np.float32),
            row_words=tables.row_words.postings(len(self._rows)),
            word_weight=tables.word_weights(),
            word_meanings=tables.word_meanings.postings(len(tables.words)),
            meaning_weight=tables.meaning_weights(),
            word_rows=tables.word_rows.postings(len(tables.words)),
            meaning_rows=tables.meaning_rows.postings(len(tables.meanings)),
            letter_rows=tables.letter_rows.postings(len(tables.abbreviations)),
            letter_spans=tables.letter_spans.postings(len(tables.abbreviations)),
            join_rows=tables.join_rows.postings(len(tables.joins)),
            stem_words=tables.stem_words.postings(len(tables.stems)),
            gram_words=tables.gram_words.postings(len(tables.grams)),
            learned=learn(of_party.values()),
        )


class _Tables:
    def __init__(self) -> None:
        self.words, self.meanings, self.abbreviations = Numbers(), Numbers(), Numbers()
        self.joins, self.grams, self.stems, self.families = Numbers(), Numbers(), Numbers(), Numbers()
        self.row_words, self.row_families, self.word_meanings, self.word_rows = Pairs(), Pairs(), Pairs(), Pairs()
        self.meaning_rows, self.letter_rows, self.letter_spans = Pairs(), Pairs(), Pairs()
        self.join_rows, self.stem_words, self.gram_words = Pairs(), Pairs(), Pairs()
        self._known: list[Word] = []
        self._word_parties: defaultdict[str, set[int]] = defaultdict(set)
        self._meaning_parties: defaultdict[str, set[int]] = defaultdict(set)
        self._parties = 0

    def take(self, row: int, party: int, spelling: Spelling) -> None:
        """One row's words, meanings, abbreviations and joined words."""
        for word in spelling.words:
            number = self._number(word)
            self.row_words.add(row, number)
            self._word_parties[word.text].add(party)
        for number in sorted({self.words[word.text] for word in spelling.words}):
            self.word_rows.add(number, row)
        for meaning in dict.fromkeys(meaning for word in spelling.words for meaning in word.meanings):
            self.meaning_rows.add(self.meanings[meaning], row)
            self._meaning_parties[meaning].add(party)
        for family in spelling.families:
            self.row_families.add(row, self.families[family])
        for text, start, end in runs(spelling.words):
            number = self.abbreviations[text]
            self.letter_rows.add(number, row)
            self.letter_spans.add(number, start * SPAN + end)
        for text in joined(spelling.words):
            self.join_rows.add(self.joins[sound(text)], row)

    def _number(self, word: Word) -> int:
        if word.text in self.words:
            return self.words[word.text]
        number = self.words[word.text]
        self._known.append(word)
        for meaning in word.meanings:
            self.word_meanings.add(number, self.meanings[meaning])
        if not word.text.startswith("#") and not word.is_number:
            self.stem_words.add(self.stems[stem_sound(word.text)], number)
            for gram in grams(word.text):
                self.gram_words.add(self.grams[gram], number)
        return number

    def count(self, parties: int) -> None:
        """All rows were taken."""
        self._parties = parties

    def word_weights(self) -> np.ndarray:
        """How much each word says."""
        return np.asarray([self.weight(word) for word in self._known], dtype=np.float32)

    def meaning_weights(self) -> np.ndarray:
        """How much each meaning says."""
        return np.asarray([self.meaning_weight(meaning) for meaning in self.meanings], dtype=np.float32)

    def weight_of(self, spelling: Spelling) -> float:
        """How much all words of a spelling say."""
        return sum(map(self.weight, spelling.words))

    def weight(self, word: Word) -> float:
        """A word's own weight, or that of its meanings together."""
        if word.meanings:
            return sum(map(self.meaning_weight, word.meanings))
        return own_weight(word, len(self._word_parties.get(word.text, ())), self._parties)

    def meaning_weight(self, meaning: str) -> float:
        """A meaning's weight: what many parties' names hold says little."""
        return meaning_weight(meaning, len(self._meaning_parties.get(meaning, ())), self._parties)


def own_weight(word: Word, parties_with: int, parties: int) -> float:
    """The weight of a word that is a name of its own. Numbers weigh alike; one or two letters weigh less."""
    if word.is_number:
        return _NUMBER_WEIGHT
    share = common.SHARE if word.text in common.common_words() else OWN_SHARE
    weight = min(_HEAVIEST_WORD, math.log((parties + _BACKGROUND) / (parties_with + _BACKGROUND * share)))
    return weight * min(1.0, 0.3 * len(word.text))


def meaning_weight(meaning: str, parties_with: int, parties: int) -> float:
    """The weight of a meaning in an index of so many parties, so many of which have it."""
    share = lexicon().share(meaning)
    return min(_HEAVIEST_MEANING, math.log((parties + _BACKGROUND) / (parties_with + _BACKGROUND * share)))


def grams(word: str) -> set[str]:
    """Three sounds in a row, the word's ends marked."""
    marked = f"^{sound(word)}$"
    return {marked[at : at + 3] for at in range(len(marked) - 2)} if len(marked) > 3 else {marked}


def joined(words: Sequence[Word]) -> Iterator[str]:
    """Two or three neighbours written as one word, where one of them is no word of any language."""
    for length in (2, 3):
        for at in range(len(words) - length + 1):
            run = words[at : at + length]
            text = "".join(word.text for word in run)
            has_own = any(not word.meanings for word in run)
            if has_own and "#" not in text and 4 <= len(text) <= 24:
                yield text
