"""A catalogue for the benchmarks that lacks a family."""

from collections.abc import Collection
from dataclasses import dataclass

from provenance.partnumbers.types import Alias, Catalogue, CataloguePart


@dataclass(frozen=True, slots=True)
class Without:
    """A catalogue without the numbers (canonical) that begin with `start`; without just that one when `whole`."""

    whole_catalogue: Catalogue
    start: str
    whole: bool = False

    def exact(self, keys: Collection[str]) -> list[CataloguePart]:
        """As `types.Catalogue`."""
        return self._left(self.whole_catalogue.exact(keys))

    def aliases(self, keys: Collection[str]) -> list[Alias]:
        """As `types.Catalogue`."""
        return [alias for alias in self.whole_catalogue.aliases(keys) if not self._lacks(alias.part.canonical)]

    def extending(self, key: str, limit: int) -> list[CataloguePart]:
        """As `types.Catalogue`."""
        return self._left(self.whole_catalogue.extending(key, limit))

    def near(self, keys: Collection[str], limit: int) -> list[CataloguePart]:
        """As `types.Catalogue`."""
        return self._left(self.whole_catalogue.near(keys, limit))

    def _left(self, parts: list[CataloguePart]) -> list[CataloguePart]:
        return [part for part in parts if not self._lacks(part.canonical)]

    def _lacks(self, key: str) -> bool:
        return key == self.start if self.whole else key.startswith(self.start)
