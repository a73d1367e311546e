"""A file of shipments into the store: looked at, then stored whole in one transaction, each wrong row named."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from custody.ledger import Subject, append
from provenance.importers.table import RowError
from provenance.importers.trade_columns import Layout
from provenance.importers.trade_rows import Name
from provenance.importers.trade_spool import Spool
from provenance.models import (
    GoodsText,
    Party,
    Shipment,
    ShipmentMention,
    TradeFile,
    TradeName,
    TradeSlab,
)
from provenance.operations import bulk
from provenance.operations.import_files import check_size, kept
from provenance.operations.staleness import mark_touched
from provenance.operations.trade_known import Known, stated_before
from provenance.operations.trade_names import Meanings, meanings
from provenance.operations.trade_parties import StoredNames
from provenance.operations.trade_writing import Writing
from provenance.progress import Progress, silent

BLOCK = 1 << 20
KEPT_ERRORS = 200
SELDOM = 300_000
"""Objects made before Python looks for circles of objects that nobody needs."""
PLAIN = Layout()


@dataclass(frozen=True, slots=True)
class LikelyName:
    """A name that is taken for another one, with the likeness of the two, 0 to 1."""

    written: str
    taken_for: str
    score: float


@dataclass(frozen=True, slots=True)
class ShipmentReport:
    """What an import did, or would do. `file`: public id of what was stored; empty for a preview, or nothing new.

    `unchanged`: rows that were there already. `more_errors`: refused rows beyond those in `errors`. `encoding`: in
    which the file was read. `repeats`: the name of an earlier file that has the very same rows.
    """

    created: int
    unchanged: int
    errors: tuple[RowError, ...]
    more_errors: int
    new_parties: int
    likely: tuple[LikelyName, ...]
    file: str = ""
    encoding: str = ""
    repeats: str = ""

    @property
    def refused(self) -> int:
        """How many rows were refused."""
        return len(self.errors) + self.more_errors

    def counts(self) -> dict[str, int]:
        """As `TradeFile.counts` and the ledger keep them."""
        return {
            "new": self.created,
            "already_there": self.unchanged,
            "refused": self.refused,
            "new_parties": self.new_parties,
            "likely_names": len(self.likely),
        }


def preview_shipments(
    path: Path, *, layout: Layout = PLAIN, source: str = "", progress: Progress = silent
) -> ShipmentReport:
    """What importing a file would do; nothing is stored. Raises ImportStopped for a file that cannot be read."""
    check_size(path)
    with _seldom_collected(), Spool() as spool:
        spool.fill(path, layout, source or path.name, progress)
        return _Sifted(spool, _before(spool, path, source)).report()


def import_shipments(
    path: Path, *, actor: str, layout: Layout = PLAIN, source: str = "", progress: Progress = silent
) -> ShipmentReport:
    """Store a file's rows; source and reference are a row's identity, and what is there already stays as it is.

    `source`: of rows that name none; the file's name when left out. Its original is kept in the vault. The same rows in
    another file are no second source: where nobody names one nothing is stored, else it is a repost of the first.
    Raises ImportStopped, and what keeping the original raises; then nothing is stored.
    """
    check_size(path)
    with _seldom_collected(), Spool() as spool:
        spool.fill(path, layout, source or path.name, progress)
        sha256 = kept(path)
        with transaction.atomic():
            bulk.begin(Shipment, TradeName)
            sifted = _Sifted(spool, _before(spool, path, source))
            if not spool.left:
                return sifted.report()
            file = TradeFile(
                name=path.name[:255], sha256=sha256, content=spool.content, mapping=dict(layout.mapping), actor=actor
            )
            return _store(sifted, file, progress)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Millions of cells and hardly a circle among them: to look for circles as often as ever would double the time."""
    usual = gc.get_threshold()
    gc.set_threshold(SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class _Sifted:
    """The rows of a file that are new, and whom their names mean. `used`: places of the names that these bear."""

    def __init__(self, spool: Spool, before: TradeFile | None) -> None:
        self.spool, self.before = spool, before
        self.known = Known(spool.sources, anywhere=before is not None and not spool.numbered)
        if self.known.sources:
            spool.leave_out_stored(self.known.there)
            spool.refused.add(self.known.errors)
        borne = spool.borne()
        self.used: NDArray[np.int64] = np.flatnonzero(borne)
        names = [spool.names[place] for place in self.used.tolist()]
        found = meanings(names, borne[self.used].tolist())
        among = np.searchsorted(self.used, spool.with_themselves(self._companies(found)))
        found.part(among.tolist(), names)
        spool.leave_out_same(self._companies(found))
        still = spool.borne()[self.used] > 0  # without rows between two names of one company, names may go
        self.used = self.used[still]
        self.names: list[Name] = list(compress(names, still.tolist()))
        self.meanings = found.kept(still.tolist())

    def _companies(self, found: Meanings) -> NDArray[np.int64]:
        return self.spread([one.company.party or -1 - one.company.named for one in found.meant])

    def spread(self, values: list[int] | NDArray[Any]) -> NDArray[np.int64]:
        """Values of the used names by the places of all names."""
        found = np.zeros(len(self.spool.names), dtype=np.int64)
        found[self.used] = values
        return found

    def forget(self) -> None:
        """Whom the names mean is stored: what memory that took is for the rows now."""
        self.names, self.meanings, self.spool.names = [], Meanings([]), []

    def report(self, file: str = "") -> ShipmentReport:
        """What becomes of the file."""
        spool = self.spool
        return ShipmentReport(
            created=spool.left,
            unchanged=self.known.unchanged + spool.repeated,
            errors=spool.refused.in_order(),
            more_errors=spool.refused.more,
            new_parties=len(self.meanings.new),
            likely=tuple(self._likely()),
            file=file,
            encoding=spool.encoding,
            repeats=self.before.name if self.before else "",
        )

    def _likely(self) -> Iterator[LikelyName]:
        found = list(self.meanings.likely())
        there = Party.objects.in_bulk([one.company.party for _, one in found if one.company.party])
        for place, one in found:
            company = one.company
            meant = there[company.party].name if company.party in there else self.names[company.named][0]
            yield LikelyName(self.names[place][0], meant, one.score)


def _store(sifted: _Sifted, file: TradeFile, progress: Progress) -> ShipmentReport:
    spool, known = sifted.spool, sifted.known
    report = sifted.report(str(file.public_id))
    known.make_sources(sifted.before.source if sifted.before else None)
    if len(spool.sources) == 1:
        file.source_id = known.sources[next(iter(spool.sources))]
    file.leans_on = [
        str(key) for key in TradeFile.objects.filter(pk__in=known.files).values_list("public_id", flat=True)
    ]
    file.counts = report.counts()
    file.errors = [
        {"line": error.line, "code": error.code, "params": dict(error.params)} for error in report.errors[:KEPT_ERRORS]
    ]
    file.save()
    names = StoredNames(sifted.names, sifted.meanings, file)
    writing = Writing(
        file,
        sources=known.sources,
        parties=sifted.spread(names.parties),
        names=sifted.spread(names.keys),
        countries=sifted.spread(names.countries),
    )
    sifted.forget()
    for rows in spool.batches():
        writing.write(rows)
        progress(writing.written, report.created)
    writing.close()
    file.rows, file.first_row, file.last_row = writing.written, writing.first, writing.last
    file.save(update_fields=["rows", "first_row", "last_row"])
    bulk.settle(Shipment, ShipmentMention, TradeName, GoodsText, TradeSlab, Party)
    append(
        action="shipments.imported",
        subject=Subject("trade_file", str(file.public_id)),
        actor=file.actor,
        details={"file": file.name, "sha256": file.sha256, **report.counts()},
    )
    mark_touched(parties=writing.makers | set(names.filled), scopes=writing.scopes, reason="shipments")
    return report


def _before(spool: Spool, path: Path, source: str) -> TradeFile | None:
    """The first file with the very same rows. Its source is that of the rows where nobody names another."""
    before = stated_before(spool, path)
    if before and before.source and not source and spool.sources <= {path.name}:
        spool.rename_source(before.source.name)
    return before
