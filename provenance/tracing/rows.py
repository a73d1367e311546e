"""Movements as columns, as the search reads them: millions of rows cost no object each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from provenance.tracing import rules
from provenance.tracing.types import Movement, Naming, TraceQuestion

NO_DAY_BEFORE, NO_DAY_AFTER = 0, 4_000_000
NAMINGS = tuple(Naming)
GOODS, MAKER = NAMINGS.index(Naming.GOODS), NAMINGS.index(Naming.MAKER)
LAST_NAMING_PART = NAMINGS.index(Naming.FAMILY)

Column = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Movements of goods, one value each in every column.

    ``row``: the source's own number of the movement; ``origin``: which source it is of. ``seller``, ``buyer``: party
    numbers, of merged parties those that stand. Days are ordinals, open ends `NO_DAY_BEFORE` and `NO_DAY_AFTER`.
    ``quantity`` and ``price`` (US dollars a piece) are 0 where not known. ``file``: rows of one file are records of
    different deliveries. ``naming``: place in `Naming`. ``ends``: the buyer is in a country of destination. ``weak``:
    its source is known not to be usable.
    """

    row: NDArray[np.int64]
    seller: Column
    buyer: Column
    earliest: Column
    latest: Column
    quantity: NDArray[np.float32]
    price: NDArray[np.float32]
    file: Column
    naming: NDArray[np.uint8]
    ends: NDArray[np.bool_]
    weak: NDArray[np.bool_]
    origin: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.row)

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.int32] | NDArray[np.int64]) -> Rows:
        """Return some rows, by mask or by places."""
        if chosen.dtype == np.bool_ and chosen.all():
            return self
        return Rows(*(getattr(self, column.name)[chosen] for column in fields(self)))

    @property
    def named(self) -> NDArray[np.bool_]:
        """Which rows name the part, its base or family."""
        return self.naming <= LAST_NAMING_PART


TYPES: Mapping[str, type] = {
    "row": np.int64,
    "quantity": np.float32,
    "price": np.float32,
    "naming": np.uint8,
    "ends": np.bool_,
    "weak": np.bool_,
    "origin": np.uint8,
}


def rows(**columns: object) -> Rows:
    """Return rows from sequences or arrays by column; a column that is not given is 0 throughout."""
    length = len(columns["row"])  # type: ignore[arg-type]
    made: dict[str, NDArray[np.generic]] = {}
    for column in fields(Rows):
        kind = TYPES.get(column.name, np.int32)
        given = columns.get(column.name)
        made[column.name] = np.zeros(length, kind) if given is None else np.ascontiguousarray(given, kind)
    return Rows(**made)  # type: ignore[arg-type]


def empty() -> Rows:
    """Return no rows."""
    return rows(row=[])


def joined(parts: Sequence[Rows]) -> Rows:
    """Return the rows of several, one after the other."""
    if len(parts) < 2:
        return parts[0] if parts else empty()
    return Rows(*(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(Rows)))


def from_movements(
    movements: Iterable[Movement], numbers: Mapping[str, int], question: TraceQuestion, files: Mapping[str, int]
) -> Rows:
    """Return movements as rows, each numbered by its place.

    ``numbers``: of parties by key; ``files``: of files by movement key, 0 for one that is not there.
    """
    known = list(movements)
    return rows(
        row=range(len(known)),
        seller=[numbers[one.seller.key] for one in known],
        buyer=[numbers[one.buyer.key] for one in known],
        earliest=[_ordinal(one.earliest, NO_DAY_BEFORE) for one in known],
        latest=[_ordinal(one.latest, NO_DAY_AFTER) for one in known],
        quantity=[one.quantity or 0.0 for one in known],
        price=[one.unit_price or 0.0 for one in known],
        file=[files.get(one.key, 0) for one in known],
        naming=[NAMINGS.index(one.names) for one in known],
        ends=[rules.is_end(one.buyer, question) for one in known],
        weak=[rules.weak(one.evidence) for one in known],
    )


def _ordinal(day: date | None, unknown: int) -> int:
    return day.toordinal() if day else unknown


def window(question: TraceQuestion) -> tuple[int, int]:
    """Return the first and the last day of a question as ordinals."""
    made, recovered = question.made[0], question.recovered
    return _ordinal(made, NO_DAY_BEFORE), _ordinal(recovered, NO_DAY_AFTER)


def fitting(every: Rows, question: TraceQuestion) -> Rows:
    """Return the rows that pass `rules.fits`."""
    first, last = window(question)
    fits = (every.latest >= first) & (every.earliest <= last)
    fits &= (every.seller != every.buyer) & (every.earliest <= every.latest)
    return every.take(fits)


def price_level(every: Rows) -> rules.PriceLevel | None:
    """Return what the part costs a piece: the middle of the rows that name it or its base, else of its family."""
    for closest in (Naming.BASE, Naming.FAMILY):
        prices = every.price[(every.naming <= NAMINGS.index(closest)) & (every.price > 0)]
        if len(prices):
            return rules.PriceLevel(float(np.median(prices)), len(prices))
    return None


def priced_as_part(every: Rows, level: rules.PriceLevel | None) -> Rows:
    """Return the rows that name the part or whose price passes `rules.priced_as_part`."""
    if not level or level.records < rules.LEAST_PRICES:
        return every
    low, high = rules.LEVEL_FAR
    plausible = (every.price >= low * level.price) & (every.price <= high * level.price)
    return every.take(every.named | (every.price == 0) | plausible)


def own_points(every: Rows, level: rules.PriceLevel | None) -> NDArray[np.float32]:
    """Return what each row is worth by itself: `rules.own_reasons`, added up."""
    naming = np.array([rules.NAMING_POINTS[name] for name in NAMINGS], np.float32)
    points = naming[every.naming] + np.float32(rules.HOP_POINTS)
    points += np.where(every.weak, np.float32(rules.WEAK_SOURCE_POINTS), np.float32(0))
    undated = (every.earliest == NO_DAY_BEFORE) | (every.latest == NO_DAY_AFTER)
    points += np.where(undated, np.float32(rules.UNDATED_POINTS), np.float32(0))
    if level:
        ratio = every.price / np.float32(level.price)
        close, near = ((ratio >= low) & (ratio <= high) for low, high in (rules.LEVEL_CLOSE, rules.LEVEL_NEAR))
        worth = np.select([close, near], rules.LEVEL_POINTS[:2], rules.LEVEL_POINTS[2])
        points += np.where((every.price > 0) & ~every.named, worth, 0).astype(np.float32)
    return points
