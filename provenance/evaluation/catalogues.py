"""The shipped catalogue in memory, with or without a part list beside it."""

from collections.abc import Iterator
from pathlib import Path

from provenance import reference
from provenance.importers.parts import PartRow, read_parts
from provenance.partnumbers.makers import Makers, known_makers
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import CataloguePart


def catalogue(part_list: Path | None) -> tuple[MemoryCatalogue, list[CataloguePart]]:
    """The shipped catalogue and, if given, the parts of a list as the importer would add them; and all of them.

    Raises ImportStopped for a list that cannot be read.
    """
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
