"""A catalogue held in memory: for tests, the command line, and up to some hundred thousand parts."""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from provenance.partnumbers.quarters import PAIRS, nearest, pairs_near, pairs_of
from provenance.partnumbers.types import SCANNED, Alias, CataloguePart


class MemoryCatalogue:
    """Implements `types.Catalogue` over an iterable of parts."""

    def __init__(self, parts: Iterable[CataloguePart], aliases: Iterable[Alias] = ()) -> None:
        self._aliases = tuple(aliases)
        self._parts = sorted((part for part in parts if part.canonical), key=lambda part: part.canonical)
        self._keys = [part.canonical for part in self._parts]

    def __len__(self) -> int:
        return len(self._parts)

    def exact(self, keys: Collection[str]) -> list[CataloguePart]:
        """Parts whose canonical number is one of `keys`."""
        found: list[CataloguePart] = []
        for key in set(keys):
            index = bisect_left(self._keys, key)
            while index < len(self._keys) and self._keys[index] == key:
                found.append(self._parts[index])
                index += 1
        return found

    def aliases(self, keys: Collection[str]) -> list[Alias]:
        """Other names of parts whose canonical lettering is one of `keys`."""
        return [alias for alias in self._aliases if alias.canonical in keys]

    def extending(self, key: str, limit: int) -> list[CataloguePart]:
        """At most `limit` parts whose canonical number starts with `key`, shortest first."""
        start = bisect_left(self._keys, key)
        stop = bisect_left(self._keys, key + "\U0010ffff")
        return sorted(self._parts[start : min(stop, start + SCANNED)], key=lambda part: len(part.canonical))[:limit]

    def near(self, keys: Collection[str], limit: int) -> list[CataloguePart]:
        """At most `limit` parts whose canonical number is at most two edits from one of `keys`, nearest first."""
        sharing = sorted({place for key in keys for place in self._sharing(key)})
        near = nearest(keys, [self._keys[place] for place in sharing])
        return [self._parts[sharing[place]] for place in near[:limit]]

    def _sharing(self, key: str) -> Iterable[int]:
        for asked, (numbers, places) in zip(pairs_near(key), self._pairs, strict=True):
            wanted = np.fromiter(asked, np.int32, len(asked))
            starts, stops = (np.searchsorted(numbers, wanted, side) for side in ("left", "right"))
            for start, stop in zip(starts, stops, strict=True):
                yield from places[start:stop].tolist()

    @cached_property
    def _pairs(self) -> list[tuple[NDArray[np.int32], NDArray[np.intp]]]:
        """For each pair of quarters: its integers in order, and the places of the parts that have them."""
        table = np.array([pairs_of(key) for key in self._keys], np.int32).reshape(-1, len(PAIRS))
        orders = [np.argsort(column, kind="stable") for column in table.T]
        return [(column[order], order) for column, order in zip(table.T, orders, strict=True)]
