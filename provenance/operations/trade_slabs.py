"""Packs shipments into slabs as they are stored: one for each customs code and 30 days of a file."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from provenance.batching import batches
from provenance.models import TradeFile, TradeSlab
from provenance.operations import bulk
from provenance.tracing.columns import ANY_PERIOD, PERIOD_DAYS, SHIPMENT, UNKNOWN_DAY, Shipments

MOST_ROWS = 2_000_000
"""Rows held in memory before slabs are written (76 MB)."""


class Slabs:
    """Gathers packed rows of one file; `close` writes what is left."""

    def __init__(self, file: TradeFile) -> None:
        self._file = file
        self._codes: dict[str, int] = {}
        self._rows: list[Shipments] = []
        self._keys: list[NDArray[np.int64]] = []
        self._held = 0

    def add(self, rows: Shipments, hs6: Sequence[str]) -> None:
        """Rows with the code of each."""
        codes = self._codes
        numbers = np.array([codes.setdefault(code, len(codes)) for code in hs6], dtype=np.int64)
        self._rows.append(rows)
        self._keys.append(numbers << 32 | (periods(rows) - ANY_PERIOD))
        self._held += len(rows)
        if self._held >= MOST_ROWS:
            self.close()

    def close(self) -> None:
        """Write all that is held."""
        if not self._held:
            return
        keys, rows = np.concatenate(self._keys), np.concatenate(self._rows)
        self._rows, self._keys, self._held = [], [], 0
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        spans = list(zip(keys[starts].tolist(), starts.tolist(), [*starts[1:].tolist(), len(keys)], strict=True))
        codes = list(self._codes)
        for some in batches(spans, bulk.AT_ONCE):
            slabs = [
                (
                    codes[key >> 32],
                    (key & 0xFFFFFFFF) + ANY_PERIOD,
                    self._file.pk,
                    end - start,
                    rows[order[start:end]].tobytes(),
                )
                for key, start, end in some
            ]
            bulk.insert(TradeSlab, ("hs6", "period", "file_id", "rows", "packed"), slabs)


def periods(rows: Shipments) -> NDArray[np.int64]:
    """`columns.period_of` of each row."""
    first, last = rows["earliest"].astype(np.int64), rows["latest"].astype(np.int64)
    always = (first == UNKNOWN_DAY) | (last == UNKNOWN_DAY) | (last - first > PERIOD_DAYS)
    return np.where(always, ANY_PERIOD, first // PERIOD_DAYS)


def packed(count: int) -> Shipments:
    """Room for rows."""
    return np.zeros(count, dtype=SHIPMENT)
