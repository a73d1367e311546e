"""The parties of the index whose names a name may be, best first."""

import math
from dataclasses import dataclass

from provenance.screening.asking import Vocabulary, best_rows, runs_of_rows
from provenance.screening.comparing import Comparer, Comparison
from provenance.screening.differing import short_name, slips, speaks_against
from provenance.screening.index import Index
from provenance.screening.reading import Spelling, spellings

LOOKED_AT = 30
_AGREE = {-1: 1.0, 0: 0.0, 1: 0.0}
"""Points for what both names have: -1 all of it is the same, 0 one has none, 1 nothing is."""
POSSIBLE_FROM = 0.55
"""Score from which a party is named at all. Measured with `evaluate_screening`: docs/decisions/0009-screening.md."""
MATCH_FROM = 0.9
"""Score from which it is named as a match."""
_HIGHEST_POSSIBLE = 0.89
_LOWERED_FROM = 0.8


@dataclass(frozen=True, slots=True)
class Found:
    """A party (the caller's key), its name that fits best, how well (0 to 1), and the comparison behind it."""

    party: int
    name: str
    score: float
    comparison: Comparison
    spelling: Spelling


class Searcher:
    """Searches one index; not for several threads at once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._vocabulary = Vocabulary(index)
        self._comparer = Comparer(self._vocabulary)

    def search(self, name: str, most: int = 5) -> list[Found]:
        """At most so many parties, best first; nothing for a name without words."""
        best: dict[int, Found] = {}
        for spelling in spellings(name):
            for found in self._search_spelling(spelling, name):
                if found.party not in best or best[found.party].score < found.score:
                    best[found.party] = found
        return sorted(best.values(), key=lambda found: (-found.score, found.party))[:most]

    def _search_spelling(self, spelling: Spelling, asked_name: str) -> list[Found]:
        asked = self._vocabulary.ask(spelling)
        rows = best_rows(self._vocabulary, asked, LOOKED_AT)
        runs = runs_of_rows(self._vocabulary, asked, rows)
        out = []
        for row in rows:
            comparison = self._comparer.compare(asked, row, runs)
            comparison.families = self._families(spelling, row)
            comparison.slips = slips(comparison.pairs)
            name = self.index.names[self.index.row_name[row]]
            comparison.short = short_name(comparison, asked_name, name)
            comparison.score = score(comparison)
            party = int(self.index.parties[self.index.row_party[row]])
            out.append(Found(party, name, comparison.score, comparison, spelling))
        return out

    def _families(self, spelling: Spelling, row: int) -> int:
        listed = {self.index.families[number] for number in self.index.row_families[row]}
        asked = set(spelling.families)
        if not listed or not asked:
            return 0
        return -1 if listed & asked else 1


def score(it: Comparison) -> float:
    """How well two names agree, from 0 to 1: points for and against in round numbers, on a curve. No probability."""
    if it.asked <= 0 or it.listed <= 0:
        return 0.0
    points = (
        3.5 * 2 * it.asked * it.listed / (it.asked + it.listed)
        + 4.0 * min(it.asked, it.listed)
        + 4.0 * max(it.asked, it.listed)
        + 0.3 * min(it.agreed, 20.0)
        + 1.0 * min(it.own / 7.0, 1.0)
        - 0.6 * min(it.letters / 7.0, 1.0)
        + 0.5 * it.alike
        + _AGREE[it.numbers] * 1.0
        + _AGREE[it.places] * 1.0
        - (3.0 if it.numbers > 0 else 0.0)
        - (1.5 if it.places > 0 else 0.0)
        - (1.0 if it.families > 0 else 0.0)
    )
    agreement = 1 / (1 + math.exp(11.0 - points))
    return _below_match(agreement) if speaks_against(it) else agreement


def _below_match(agreement: float) -> float:
    """The score of names that something speaks against: the same order, all below a match."""
    if agreement <= _LOWERED_FROM:
        return agreement
    return _LOWERED_FROM + (agreement - _LOWERED_FROM) * (_HIGHEST_POSSIBLE - _LOWERED_FROM) / (1 - _LOWERED_FROM)
