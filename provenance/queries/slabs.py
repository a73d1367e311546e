"""Packed shipments, read by customs code and month, as rows of a trace."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from provenance.models import Party, PartyKind, TradeSlab
from provenance.queries.statements import read
from provenance.tracing import columns
from provenance.tracing.rows import GOODS, MAKER, NO_DAY_AFTER, NO_DAY_BEFORE, Rows, empty, rows, window
from provenance.tracing.source import Slice
from provenance.tracing.types import TraceQuestion

_Slab: TypeAlias = tuple[int, int, int, bytes | memoryview]
_Columns: TypeAlias = dict[str, NDArray[Any]]
MAX_ROWS = 4_000_000
HEADING = 4
_SLABS: Final = f"""
SELECT period, file_id, rows, packed FROM {TradeSlab._meta.db_table}
WHERE hs6 = ANY(%s) AND (period >= %s AND period < %s OR period = %s)
"""  # noqa: S608
_ENDS: Final = f"SELECT id FROM {Party._meta.db_table} WHERE country = '' AND kind = ANY(%s)"  # noqa: S608


def goods_rows(question: TraceQuestion, makers: Collection[int], max_rows: int = MAX_ROWS) -> Slice:
    """Rows under a question's codes and in its days that name no part, and no maker but these.

    Over `max_rows` the oldest months are left out. Parties are as imported. Raises ValueError for a damaged slab.
    """
    found = _read(question)
    if not found:
        return Slice(empty())
    kept, cut = _newest(found, max_rows)
    shipments = columns.unpack([slab[3] for slab in kept])
    files = np.repeat(np.array([slab[1] for slab in kept], np.int32), [slab[2] for slab in kept])
    if len(files) != len(shipments):
        raise ValueError("a slab does not hold as many rows as it says")
    every = {name: np.ascontiguousarray(shipments[name]) for name in columns.SHIPMENT.names or ()} | {"file": files}
    chosen = _fitting(every, question, makers)
    return Slice(_rows({name: column[chosen] for name, column in every.items()}, question), cut)


def _read(question: TraceQuestion) -> list[_Slab]:
    """The slabs that may hold rows for a question: of its codes, their headings and rows without a code, in its months.

    Period, file, how many rows, the rows.
    """
    codes = {"", *question.hs_codes, *(code[:HEADING] for code in question.hs_codes)}
    periods = columns.periods_between(*window(question))
    found: list[Any] = read(_SLABS, [sorted(codes), periods.start, periods.stop, columns.ANY_PERIOD])
    return found


def _newest(found: list[_Slab], max_rows: int) -> tuple[Sequence[_Slab], bool]:
    total = sum(slab[2] for slab in found)
    if total <= max_rows:
        return found, False
    found.sort(key=lambda slab: -slab[0])
    counts = np.cumsum([slab[2] for slab in found])
    return found[: max(1, int(np.searchsorted(counts, max_rows, "right")))], True


def _fitting(shipments: _Columns, question: TraceQuestion, makers: Collection[int]) -> NDArray[np.int64]:
    """The places of rows that name no part and no other maker, with some day in the question's."""
    first, last = window(question)
    latest, maker = shipments["latest"], shipments["maker"]
    fits = (shipments["names"] == 0) & (shipments["earliest"] <= last)
    fits &= (latest >= first) | (latest == columns.UNKNOWN_DAY)
    fits &= (maker == 0) | np.isin(maker, list(makers))
    return np.flatnonzero(fits)


def _rows(shipments: _Columns, question: TraceQuestion) -> Rows:
    earliest, latest = shipments["earliest"], shipments["latest"]
    return rows(
        row=shipments["row"],
        seller=shipments["seller"],
        buyer=shipments["buyer"],
        earliest=np.where(earliest == columns.UNKNOWN_DAY, NO_DAY_BEFORE, earliest),
        latest=np.where(latest == columns.UNKNOWN_DAY, NO_DAY_AFTER, latest),
        quantity=shipments["quantity"],
        price=np.nan_to_num(shipments["price"]),
        file=shipments["file"],
        naming=np.where(shipments["maker"] == 0, GOODS, MAKER),
        ends=_ends(shipments, question),
    )


def _ends(shipments: _Columns, question: TraceQuestion) -> NDArray[np.bool_]:
    """Which buyers are in a country of destination, or where none is known, importers or end users."""
    country = shipments["country"]
    ends: NDArray[np.bool_] = np.isin(country, [columns.pack_country(one) for one in question.destinations])
    unknown = country == 0
    if unknown.any():
        known = [key for (key,) in read(_ENDS, [[str(PartyKind.IMPORTER), str(PartyKind.END_USER)]])]
        ends |= unknown & np.isin(shipments["buyer"], known)
    return ends
