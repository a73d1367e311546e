"""Catalogues in memory for the benchmarks: the shipped one, a part list besides it, one that lacks a family."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from provenance import reference
from provenance.importers.parts import PartRow, read_parts
from provenance.partnumbers.makers import Makers, known_makers
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import Catalogue, CataloguePart


def catalogue(part_list: Path | None) -> tuple[MemoryCatalogue, list[CataloguePart]]:
    """The shipped catalogue and, if given, the parts of a list as the importer would add them; and all of them."""
    parts = [*_shipped(), *(_listed(part_list, known_makers()) if part_list else ())]
    return MemoryCatalogue(parts), parts


def _shipped() -> Iterator[CataloguePart]:
    for row in reference.parts():
        yield CataloguePart(row.number, row.manufacturer, canonical(row.number), row.category)


def _listed(path: Path, makers: Makers) -> Iterator[CataloguePart]:
    named: dict[str, str] = {}
    for _, row in read_parts(path):
        if isinstance(row, PartRow):
            if row.manufacturer not in named:
                named[row.manufacturer] = makers.named(row.manufacturer) or row.manufacturer
            yield CataloguePart(row.number, named[row.manufacturer], canonical(row.number), row.category)


@dataclass(frozen=True, slots=True)
class Without:
    """A catalogue without the numbers (canonical) that begin with `start`; without just that one when `whole`."""

    whole_catalogue: Catalogue
    start: str
    whole: bool = False

    def exact(self, keys: Collection[str]) -> list[CataloguePart]:
        """As `types.Catalogue`."""
        return self._left(self.whole_catalogue.exact(keys))

    def extending(self, key: str, limit: int) -> list[CataloguePart]:
        """As `types.Catalogue`."""
        return self._left(self.whole_catalogue.extending(key, limit))

    def sharing_half(self, key: str, limit: int) -> list[CataloguePart]:
        """As `types.Catalogue`."""
        return self._left(self.whole_catalogue.sharing_half(key, limit))

    def _left(self, parts: list[CataloguePart]) -> list[CataloguePart]:
        return [part for part in parts if not self._lacks(part.canonical)]

    def _lacks(self, key: str) -> bool:
        return key == self.start if self.whole else key.startswith(self.start)
