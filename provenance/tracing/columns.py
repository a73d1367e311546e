"""Shipments as columns: the packed form in which a store keeps them by customs code and month, and a trace reads them.

A slab is the bytes of an array of `SHIPMENT`. Days are proleptic Gregorian ordinals (`date.toordinal`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

UNKNOWN_DAY = -1
PERIOD_DAYS = 30
ANY_PERIOD = -1

SHIPMENT = np.dtype(
    [
        ("row", "<i8"),  # primary key of the shipment
        ("seller", "<i4"),  # primary keys of parties, as imported: merges are applied when read
        ("buyer", "<i4"),
        ("earliest", "<i4"),  # ordinals; UNKNOWN_DAY where not known
        ("latest", "<i4"),
        ("quantity", "<f4"),  # pieces; 0 where not known
        ("price", "<f4"),  # US dollars a piece; nan where not known
        ("maker", "<i4"),  # primary key of the maker that is named; 0 where none is
        ("country", "<u2"),  # of the buyer, `pack_country`; 0 where not known
        ("names", "u1"),  # 1: the row names some part
    ]
)
Shipments = NDArray[np.void]


def pack(rows: Iterable[tuple[int, int, int, int, int, float, float, int, int, int]]) -> bytes:
    """Return the bytes of a slab of rows, each a tuple in the order of `SHIPMENT`."""
    return np.array(list(rows), dtype=SHIPMENT).tobytes()


def unpack(slabs: Iterable[bytes | memoryview]) -> Shipments:
    """Return the rows of slabs, one after the other. Raises ValueError for bytes that are no whole rows."""
    return np.frombuffer(b"".join(slabs), dtype=SHIPMENT)


def pack_country(country: str) -> int:
    """Return two letters (ISO 3166) as a number; 0 for anything else."""
    if len(country) != 2 or not (country.isascii() and country.isalpha()):
        return 0
    first, second = country.upper().encode()
    return first << 8 | second


def unpack_country(packed: int) -> str:
    """Return the two letters of a packed country; empty for 0."""
    return chr(packed >> 8) + chr(packed & 0xFF) if packed else ""


def ordinal(day: date | None) -> int:
    """Return a day as it is packed."""
    return day.toordinal() if day else UNKNOWN_DAY


def period_of(earliest: int, latest: int) -> int:
    """Return the 30 days under which a row is filed: those of its first day.

    `ANY_PERIOD`, which every trace reads, for a row without a first or last day, or that spans more than 30 days.
    """
    if earliest == UNKNOWN_DAY or latest == UNKNOWN_DAY or latest - earliest > PERIOD_DAYS:
        return ANY_PERIOD
    return earliest // PERIOD_DAYS


def periods_between(first: int, last: int) -> range:
    """Return the periods that can hold a row with some day from the first to the last of these ordinals."""
    return range((first - PERIOD_DAYS) // PERIOD_DAYS, last // PERIOD_DAYS + 1)
