"""Rows of shipments as columns, and the names in them as places in one list."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

Name = tuple[str, str, str]
"""A company as written: name, two letters of a country, registration number."""
NUMBERS: Mapping[str, type[np.generic]] = {
    "line": np.int64, "seller": np.int32, "buyer": np.int32, "earliest": np.int32, "latest": np.int32,
    "quantity": np.float64, "cents": np.int64, "credibility": np.uint8, "digest": np.int64,
}  # fmt: skip
"""Columns of numbers."""


@dataclass(slots=True)
class Rows:
    """Rows that can be read, as columns of equal length: texts as lists, numbers as arrays.

    `seller`, `buyer`: places in `Names.all`. Days are ordinals, -1 for none; `quantity` NaN and `cents` -1 for none.
    `digest`: of all that the row says but its reference.
    """

    reference: list[str]
    source: list[str]
    dispatch_country: list[str]
    origin_country: list[str]
    hs6: list[str]
    description: list[str]
    part_number: list[str]
    manufacturer: list[str]
    unit: list[str]
    line: NDArray[Any]
    seller: NDArray[Any]
    buyer: NDArray[Any]
    earliest: NDArray[Any]
    latest: NDArray[Any]
    quantity: NDArray[Any]
    cents: NDArray[Any]
    credibility: NDArray[Any]
    digest: NDArray[Any]

    def __post_init__(self) -> None:
        """Numbers of any kind become arrays."""
        for name, kind in NUMBERS.items():
            setattr(self, name, np.asarray(getattr(self, name), dtype=kind))

    def kept(self, fits: NDArray[np.bool_]) -> Rows:
        """The rows for which it is true."""
        chosen = fits.tolist()
        columns: Iterator[Any] = (getattr(self, column.name) for column in fields(self))
        kept: Iterator[Any] = (
            one[fits] if isinstance(one, np.ndarray) else list(compress(one, chosen)) for one in columns
        )
        return Rows(*kept)

    def dumped(self) -> bytes:
        """Its columns as bytes."""
        columns = (getattr(self, column.name) for column in fields(self))
        return marshal.dumps([one.tobytes() if isinstance(one, np.ndarray) else one for one in columns])

    @staticmethod
    def loaded(data: bytes) -> Rows:
        """Rows of `dumped` bytes."""
        columns = zip(fields(Rows), marshal.loads(data), strict=True)  # noqa: S302 - our own bytes of a moment ago
        numbers: Iterator[Any] = (
            np.frombuffer(one, NUMBERS[at.name]) if at.name in NUMBERS else one for at, one in columns
        )
        return Rows(*numbers)

    def __len__(self) -> int:
        return len(self.reference)


class Names(dict[Name, int]):
    """Every company as written, each with its place in `all`."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Name] = []

    def __missing__(self, name: Name) -> int:
        place = self[name] = len(self.all)
        self.all.append(name)
        return place
