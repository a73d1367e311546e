"""A file of shipments read once: its rows set aside on the disk until it is known whom its names mean."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zlib import crc32

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from provenance.importers.shipments import ShipmentReader
from provenance.importers.stopping import FileStopped
from provenance.importers.table import RowError
from provenance.importers.trade_columns import Layout
from provenance.importers.trade_rows import Name, Rows
from provenance.importers.unpacking import Meter
from provenance.progress import Progress

_SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""An odd number: numbers times it differ in all their bits."""
MOST_ERRORS = 100_000
"""Refused rows that are told one by one; the rest is counted."""


class Refusals:
    """What was refused, in the order in which it was found; `more`: how many beyond those that are kept."""

    def __init__(self) -> None:
        self.rows: list[RowError] = []
        self.more = 0

    def add(self, errors: list[RowError]) -> None:
        """Keep these as far as there is room."""
        room = MOST_ERRORS - len(self.rows)
        self.rows += errors[:room]
        self.more += max(0, len(errors) - room)

    def __len__(self) -> int:
        return len(self.rows) + self.more

    def in_order(self) -> tuple[RowError, ...]:
        """By line."""
        return tuple(sorted(self.rows, key=lambda error: error.line))


class Spool:
    """The rows of a file on the disk, in memory only its names. Leave it (`with`) and the disk is free again.

    `numbered`: whether the file numbers its rows; `content`: a hash of the rows that could be read, in whatever order,
    encoding or order of columns they stand; `encoding`: in which the file is written, as programs show it.

    `names`: every company as written; `sources`: names of the sources; `count`: rows that could be read; `repeated`:
    those of them that stand in the file a second time, word for word.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="chiptrail-trade-")  # noqa: SIM115 - closed by __exit__
        self._sizes: list[int] = []
        self._columns: list[tuple[NDArray[Any], ...]] = [(np.zeros(0, np.int64),) * 5]
        self._marks: list[NDArray[np.uint64]] = [np.zeros(0, np.uint64)]
        self.content = self.encoding = self._source = ""
        self.numbered = False
        self._left_out: NDArray[np.bool_] = np.zeros(0, dtype=bool)
        self.names: list[Name] = []
        self.sources: set[str] = set()
        self.refused = Refusals()
        self.count = 0
        self.repeated = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def fill(self, path: Path, layout: Layout, source: str, progress: Progress) -> None:
        """Read a file. Raises FileStopped when it cannot be read as a whole, or has no rows."""
        meter = Meter()
        reader = ShipmentReader(path, meter, layout=layout, source=source)
        for rows in reader.rows():
            self._set_aside(rows)
            self._mark(rows, numbered=reader.numbered)
            if self.count + len(self.refused) > settings.IMPORT_MAX_ROWS:
                raise FileStopped("too_many_rows", most=settings.IMPORT_MAX_ROWS)
            self.refused.add(reader.errors)
            reader.errors.clear()
            progress(self.count, meter.total(self.count))
        self.refused.add(reader.errors)
        if not self.count and not self.refused:
            raise FileStopped("only_header")
        self.names, self.encoding, self.numbered = reader.names.all, reader.encoding, reader.numbered
        self.content = blake2b(np.sort(np.concatenate(self._marks)).tobytes(), digest_size=32).hexdigest()
        self._marks = []
        self._close()

    def rename_source(self, name: str) -> None:
        """All rows are of this source."""
        self.sources, self._source = {name}, name

    @property
    def left(self) -> int:
        """How many rows are not left out."""
        return self.count - int(self._left_out.sum())

    def batches(self) -> Iterator[Rows]:
        """The rows again, without those that are left out."""
        return (rows for rows, _places in self._batches())

    def leave_out_stored(self, which: Callable[[Rows], list[bool]]) -> None:
        """Leave out those rows of each batch for which it is true."""
        for rows, places in self._batches():
            self._left_out[places] = which(rows)

    def with_themselves(self, companies: NDArray[np.int64]) -> NDArray[np.int64]:
        """The places of the names of rows between two names of one company, written differently."""
        rows = ~self._left_out & (companies[self._sellers] == companies[self._buyers]) & (self._sellers != self._buyers)
        return np.unique(np.concatenate([self._sellers[rows], self._buyers[rows]]))

    def leave_out_same(self, companies: NDArray[np.int64]) -> None:
        """Refuse rows between two names of one company. `companies`: a number of each, by the place of the name."""
        same = ~self._left_out & (companies[self._sellers] == companies[self._buyers])
        self._left_out |= same
        for place in np.flatnonzero(same).tolist():
            name = self.names[self._sellers[place]][0]
            self.refused.add([RowError(int(self._lines[place]), "party_with_itself", {"value": name})])

    def borne(self) -> NDArray[np.int64]:
        """By the place of each name: how many rows bear it."""
        kept, names = ~self._left_out, len(self.names)
        found = np.bincount(self._sellers[kept], minlength=names) + np.bincount(self._buyers[kept], minlength=names)
        return found.astype(np.int64)

    def _batches(self) -> Iterator[tuple[Rows, NDArray[np.int64]]]:
        self._file.seek(0)
        start = 0
        for size in self._sizes:
            rows = Rows.loaded(self._file.read(size))
            places = np.arange(start, start + len(rows))
            kept = ~self._left_out[places]
            start += len(rows)
            if self._source:
                rows.source = [self._source] * len(rows)
            if not kept.all():
                rows, places = rows.kept(kept), places[kept]
            if len(rows):
                yield rows, places

    def _set_aside(self, rows: Rows) -> None:
        data = rows.dumped()
        self._file.write(data)
        self._sizes.append(len(data))
        self.count += len(rows)
        self.sources.update(rows.source)
        keys = list(map(hash, zip(rows.reference, rows.source, strict=True)))
        self._columns.append((np.array(keys, dtype=np.int64), rows.digest, rows.line, rows.seller, rows.buyer))

    def _mark(self, rows: Rows, *, numbered: bool) -> None:
        """What each row says, with its number where the file numbers its rows: a place in the file is no number."""
        marks = rows.digest.view(np.uint64)
        if numbered:
            numbers = np.array([crc32(reference.encode()) for reference in rows.reference], dtype=np.uint64)
            marks = marks ^ (numbers * _SPREAD)
        self._marks.append(marks)

    def _close(self) -> None:
        """Put together what was gathered. Of rows with one reference the first stays: the same again is counted,
        another one is refused."""
        keys, digests, self._lines, self._sellers, self._buyers = map(np.concatenate, zip(*self._columns, strict=True))
        self._columns = []
        self._left_out = np.zeros(self.count, dtype=bool)
        order = np.argsort(keys, kind="stable")
        again = np.flatnonzero(keys[order][1:] == keys[order][:-1]) + 1
        first: dict[int, int] = {}
        for at in again.tolist():
            place = int(order[at])
            original = first.setdefault(int(keys[place]), int(order[at - 1]))
            self._left_out[place] = True
            if digests[place] == digests[original]:
                self.repeated += 1
            else:
                twice = {"first": str(self._lines[original])}
                self.refused.add([RowError(int(self._lines[place]), "reference_twice", twice)])
