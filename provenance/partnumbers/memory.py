"""A catalogue held in memory: for tests, the command line, and up to some hundred thousand parts."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable

from provenance.partnumbers.normalise import head, tail
from provenance.partnumbers.types import CataloguePart


class MemoryCatalogue:
    """Implements `types.Catalogue` over an iterable of parts."""

    def __init__(self, parts: Iterable[CataloguePart]) -> None:
        self._parts = sorted((part for part in parts if part.canonical), key=lambda part: part.canonical)
        self._keys = [part.canonical for part in self._parts]
        self._heads: defaultdict[str, list[CataloguePart]] = defaultdict(list)
        self._tails: defaultdict[str, list[CataloguePart]] = defaultdict(list)
        for part in self._parts:
            self._heads[head(part.canonical)].append(part)
            self._tails[tail(part.canonical)].append(part)

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

    def extending(self, key: str, limit: int) -> list[CataloguePart]:
        """At most `limit` parts whose canonical number starts with `key`, shortest first."""
        start = bisect_left(self._keys, key)
        stop = bisect_left(self._keys, key + "\U0010ffff")
        return sorted(self._parts[start:stop], key=lambda part: len(part.canonical))[:limit]

    def sharing_half(self, key: str, limit: int) -> list[CataloguePart]:
        """At most `limit` parts whose head or tail equals that of `key`."""
        return [*self._heads.get(head(key), ()), *self._tails.get(tail(key), ())][:limit]
