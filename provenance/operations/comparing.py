"""A list of parts beside the catalogue: what is new, changed, gone, the same. Reads only, in constant memory."""

import sqlite3
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Self

from provenance.importers.lists import read_list
from provenance.importers.part_row import PartRow
from provenance.importers.table import RowError, RowRefused
from provenance.importers.unpacking import Meter
from provenance.models import CatalogueImport, Part
from provenance.operations.bulk import AT_ONCE
from provenance.operations.maker_names import Maker, MakerNames

FACTS = ("category", "package", "base")
"""What a list says of a part besides its number and maker."""


class Kind(StrEnum):
    """What a row means for the catalogue. Known: another source lists the part, its word stands."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    SAME = "same"
    KNOWN = "known"
    LEFT_OUT = "left_out"


class Stored(NamedTuple):
    """A part as the catalogue has it."""

    pk: int
    manufacturer: int
    number: str
    category: str
    package: str
    base: str
    gone_on: Any
    source: int


COLUMNS = ("pk", "manufacturer_id", "number", *FACTS, "gone_on", "source_id")


@dataclass(slots=True)
class Found:
    """One row, or one part that the list no longer names. `after`: the fields that change, with their new values."""

    kind: Kind
    line: int = 0
    maker: Maker | None = None
    row: PartRow | None = None
    part: Stored | None = None
    after: Mapping[str, Any] = field(default_factory=dict)
    error: RowError | None = None


class Listed:
    """The rows of a list so far, in a file of its own that goes with it: a list may be longer than memory."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")
        self._rows.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000;"
            "CREATE TABLE listed (maker, number, line, PRIMARY KEY (maker, number)) WITHOUT ROWID"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._rows.close()

    def before(self, maker: int | str, number: str, line: int) -> int | None:
        """The line where this part stood before; None when it stands here for the first time."""
        taken = self._rows.execute("INSERT OR IGNORE INTO listed VALUES (?, ?, ?)", (maker, number, line))
        return None if taken.rowcount else self._line(maker, number)

    def names(self, maker: int, number: str) -> bool:
        """Whether the list has the part, or its number under a maker's name that may mean several."""
        return self._line(maker, number) is not None or self._line("", number) is not None

    def _line(self, maker: int | str, number: str) -> int | None:
        found = self._rows.execute("SELECT line FROM listed WHERE maker = ? AND number = ?", (maker, number)).fetchone()
        return found[0] if found else None


def compared(wanted: CatalogueImport, path: Path, makers: MakerNames, meter: Meter) -> Iterator[list[Found]]:
    """The rows of the file in their order and then what it no longer names, some thousand at a time.

    Raises FileStopped for a file that cannot be read.
    """
    with Listed() as listed, closing(_screened(wanted, path, makers, listed, meter)) as rows:
        while batch := list(islice(rows, AT_ONCE)):
            stored = _stored(batch, makers)
            for found in batch:
                if found.error is None:
                    _judge(found, stored, wanted.source_id)
            yield batch
        if wanted.complete:
            yield from _gone(wanted, listed, makers)


def left_out(wanted: CatalogueImport, path: Path) -> Iterator[RowError]:
    """The rows of the file that are not taken, with the reason."""
    with Listed() as listed, closing(_screened(wanted, path, MakerNames(), listed, Meter())) as rows:
        yield from (found.error for found in rows if found.error is not None)


def _screened(
    wanted: CatalogueImport, path: Path, makers: MakerNames, listed: Listed, meter: Meter
) -> Generator[Found, None, None]:
    """Each row with its maker; wrong ones, those that come twice and those of a doubtful maker with their error."""
    for line, row in read_list(path, wanted.format, wanted.columns, meter):
        if isinstance(row, RowError):
            yield Found(Kind.LEFT_OUT, line, error=row)
            continue
        try:
            maker = makers.named(row.manufacturer)
        except RowRefused as refused:
            listed.before("", row.number, line)
            yield Found(Kind.LEFT_OUT, line, row=row, error=RowError(line, refused.code, refused.params))
            continue
        first = listed.before(maker.party or maker.name, row.number, line)
        if first is None:
            yield Found(Kind.NEW, line, maker, row)
        else:
            error = RowError(line, "duplicate", {"value": row.number, "first": str(first)})
            yield Found(Kind.LEFT_OUT, line, maker, row, error=error)


def _stored(batch: Sequence[Found], makers: MakerNames) -> dict[tuple[int, str], Stored]:
    """The parts of these numbers by the maker that stands for theirs; its own part before one of a merged maker."""
    numbers = {found.row.number for found in batch if found.row and found.maker and found.maker.party}
    parts = Part.objects.filter(number__in=numbers).values_list(*COLUMNS) if numbers else ()
    found = sorted(map(Stored._make, parts), key=lambda part: makers.standing(part.manufacturer) == part.manufacturer)
    return {(makers.standing(part.manufacturer), part.number): part for part in found}


def _judge(found: Found, stored: Mapping[tuple[int, str], Stored], source: int) -> None:
    row, maker = found.row, found.maker
    part = stored.get((maker.party, row.number)) if row and maker else None
    if row is None or part is None:
        return
    found.part = part
    if part.source != source:
        found.kind = Kind.KNOWN
        return
    said = {name: getattr(row, name) for name in FACTS}
    after = {name: value for name, value in said.items() if value and value != getattr(part, name)}
    found.after = after | ({"gone_on": None} if part.gone_on else {})
    found.kind = Kind.CHANGED if found.after else Kind.SAME


def _gone(wanted: CatalogueImport, listed: Listed, makers: MakerNames) -> Iterator[list[Found]]:
    """The parts of the source that the list lacks, those aside that it has just added itself."""
    last = 0
    standing = Part.objects.filter(source=wanted.source_id, gone_on=None).exclude(added_by=wanted.pk)
    standing = standing.order_by("pk")
    while parts := [Stored._make(part) for part in standing.filter(pk__gt=last).values_list(*COLUMNS)[:AT_ONCE]]:
        last = parts[-1].pk
        missing = [part for part in parts if not listed.names(makers.standing(part.manufacturer), part.number)]
        if missing:
            yield [Found(Kind.GONE, part=part) for part in missing]
