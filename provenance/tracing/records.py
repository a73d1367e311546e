"""The records of one trace: asked of every source, read in full only where a way leads over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from provenance.tracing import rules
from provenance.tracing.chains import by_parties, together
from provenance.tracing.rows import Rows, fitting, joined, price_level
from provenance.tracing.search import Found, Way
from provenance.tracing.source import ChainSource, Slice, SourceFailed
from provenance.tracing.types import Movement, PartyRef, TraceQuestion

BESIDE_DAYS = 40
"""Records of one pair of parties that lie further from a hop are not read in full to corroborate it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Movements in full: by place in the rows of what was found, and by the keys of their parties."""

    by_place: Mapping[int, Movement]
    by_parties: Mapping[tuple[str, str], Sequence[Movement]]

    def of(self, way: Way) -> tuple[Movement, ...]:
        """Return the movement of each hop, split deliveries together; none when a record is gone meanwhile."""
        if not all(place in self.by_place for hop in way.hops for place in hop):
            return ()
        return tuple(together([self.by_place[place] for place in hop]) for hop in way.hops)


class Records:
    """Every source of one trace. One that failed once is not asked again."""

    def __init__(self, question: TraceQuestion, maker: PartyRef | None, sources: Sequence[ChainSource]) -> None:
        self.question = question
        self.failed: list[str] = []
        self.cut = False
        self.level: rules.PriceLevel | None = None
        self._maker = maker
        self._sources = sources
        self._named: list[Rows] = []

    def naming(self) -> Rows:
        """Return the rows that name the part and fit the question; from now on `level` is what it costs."""
        self._named = self._ask(lambda source: source.naming(self.question, self._maker))
        self.level = price_level(joined(self._named))
        return fitting(joined(self._named), self.question)

    def with_goods(self) -> Rows:
        """Return those, and the rows that name no part and fit the question."""
        goods = self._ask(lambda source: source.goods(self.question, self._maker))
        return fitting(joined([*self._named, *goods]), self.question)

    def load(self, found: Found) -> Loaded:
        """Read in full the rows of every way, and those that may tell of the same deliveries."""
        places = sorted({place for way in found.ways for hop in way.hops for place in hop})
        wanted = np.union1d(np.array(places, np.int64), _told_again(found.rows, np.array(places, np.int64)))
        by_origin: dict[int, list[int]] = defaultdict(list)
        for place in wanted.tolist():
            by_origin[int(found.rows.origin[place])].append(place)
        by_place: dict[int, Movement] = {}
        for origin, theirs in by_origin.items():
            numbers = {int(found.rows.row[place]): place for place in theirs}
            full = self._movements(origin, numbers)
            by_place |= {numbers[number]: movement for number, movement in full.items() if number in numbers}
        return Loaded(by_place, by_parties(by_place.values()))

    def _ask(self, question: Callable[[ChainSource], Slice]) -> list[Rows]:
        """Return the rows of each source, numbered by the place of the source."""
        answers = []
        for origin, source in enumerate(self._sources):
            if source.name not in self.failed:
                try:
                    answer = question(source)
                except SourceFailed:
                    self.failed.append(source.name)
                    continue
                self.cut |= answer.cut
                answers.append(replace(answer.rows, origin=np.full(len(answer.rows), origin, np.uint8)))
        return answers

    def _movements(self, origin: int, numbers: Mapping[int, int]) -> Mapping[int, Movement]:
        source = self._sources[origin]
        try:
            return source.movements(numbers, self.question)
        except SourceFailed:
            if source.name not in self.failed:
                self.failed.append(source.name)
            return {}


def _told_again(rows: Rows, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of rows of the same two parties, near in time, of the same or unknown quantity, of other files."""
    if not len(places):
        return places
    pair = rows.seller.astype(np.int64) << 32 | rows.buyer
    order = np.argsort(pair, kind="stable")
    begins = np.searchsorted(pair[order], pair[places], "left")
    ends = np.searchsorted(pair[order], pair[places], "right")
    found = [
        order[begin:end][_alike(rows, order[begin:end], place)]
        for begin, end, place in zip(begins, ends, places, strict=True)
    ]
    return np.unique(np.concatenate(found))


def _alike(rows: Rows, others: NDArray[np.int64], place: int) -> NDArray[np.bool_]:
    quantity, theirs = rows.quantity[place], rows.quantity[others]
    near = (rows.earliest[others] - rows.latest[place] <= BESIDE_DAYS) & (
        rows.earliest[place] - rows.latest[others] <= BESIDE_DAYS
    )
    same = (theirs == 0) | (quantity == 0) | (np.abs(theirs - quantity) <= rules.WEIGHTS.equal_within * quantity)
    elsewhere = (rows.file[others] != rows.file[place]) | (rows.origin[others] != rows.origin[place])
    alike: NDArray[np.bool_] = near & same & elsewhere & (rows.naming[others] <= rows.naming[place])
    return alike
