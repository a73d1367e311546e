"""The search: from all rows that may matter to the best ways over them, as rows and not yet as chains.

A backward pass drops rows that lead to no end, a forward pass those that nobody who had the part can have fed; the
best ways to each row, by number of hops, give the ways that are judged (`chains`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provenance.tracing import rules
from provenance.tracing.rows import NO_DAY_AFTER, NO_DAY_BEFORE, Rows, joined, own_points, priced_as_part, rows

WIDTH = 4
MOST = 20
OTHERS = 3
"""For so many whole ways, one that lacks an end."""
LONG = 60
"""Days; a row that spans more is compared with every other of its parties."""
MANY, LEAST = 3_000, -4.0
"""Among more rows than this, a way that falls below these points is given up: it would never be one of the best."""
MOST_TOGETHER = 20_000
MOST_NUMBERS = 4_000_000


@dataclass(frozen=True, slots=True)
class Way:
    """Rows in order, the best first guess at a chain. ``hops``: the places of the rows of each hop in `Found.rows`,
    more than one where several deliveries are taken together. ``beside``: what lies beside each hop in the records.
    """

    hops: tuple[tuple[int, ...], ...]
    beside: tuple[rules.Beside, ...]
    points: float
    from_holder: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The ways, best first, over the rows that can matter."""

    rows: Rows
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """All rows with parties numbered from 0, what makes one a holder, and the days that rows lie between."""

    rows: Rows
    held: NDArray[np.int32]
    low: int
    high: int


def search(
    every: Rows,
    holders: Mapping[int, int],
    *,
    level: rules.PriceLevel | None = None,
    most: int = MOST,
    width: int = WIDTH,
) -> Found:
    """Return the best ways over rows that fit a question, each sequence of parties once.

    ``holders``: by party number, the first day (ordinal) on which it can have had the part. ``level``: `price_level`.
    A way ends at a row that ends, or names the part.
    """
    every = priced_as_part(every, level)
    if not len(every):
        return Found(every, ())
    field = _field(every, holders)
    kept = _surviving(field)
    pieces = _together(kept, field)
    both = joined((kept, _sums(kept, pieces)))
    beside = _beside(both, field)
    found = _best(both, len(kept), field, beside, own_points(both, level), most, width)
    return Found(kept, tuple(_way(rows, points, kept, pieces, beside, field) for rows, points in found))


def _field(every: Rows, holders: Mapping[int, int]) -> _Field:
    parties = max(int(every.seller.max()), int(every.buyer.max()), *holders, 0) + 1
    if parties > MOST_NUMBERS:
        known, numbers = np.unique(np.concatenate([every.seller, every.buyer]), return_inverse=True)
        seller, buyer = np.split(numbers.astype(np.int32), 2)
        every, parties = replace(every, seller=seller, buyer=buyer), len(known)
        places = {int(number): place for place, number in enumerate(known)}
        holders = {places[number]: day for number, day in holders.items() if number in places}
    held = np.full(parties, NO_DAY_AFTER + 1, np.int32)
    for number, day in holders.items():
        held[number] = day
    short = every.latest - every.earliest <= LONG
    low = int(every.earliest[short].min(initial=NO_DAY_AFTER)) - 1
    high = int(every.latest[short].max(initial=NO_DAY_BEFORE)) + 1
    return _Field(every, held, low, max(low, high))


def _surviving(field: _Field) -> Rows:
    first, rules_gap = _kernel("kernel"), rules.MAX_GAP_DAYS
    every, days = field.rows, (field.low, field.high, rules_gap)
    leads = first.lead_to_an_end(*_sides(every), every.named, every.ends, len(field.held), *days)
    every = every.take(leads)
    every = every.take(first.come_from_a_holder(*_sides(every), every.named, field.held, *days))
    return every.take(np.lexsort((every.row, every.origin)))  # equals come in one order, however they were read


def _together(kept: Rows, field: _Field) -> NDArray[np.int32]:
    """The places of rows that are taken together, a line for each sum."""
    columns = (*_sides(kept), kept.quantity, kept.price, kept.file, kept.naming)
    found = _kernel("kernel_ways").taken_together(
        *columns, len(field.held), field.low, field.high, rules.WEIGHTS, MOST_TOGETHER
    )
    return np.asarray(found)


def _sums(kept: Rows, pieces: NDArray[np.int32]) -> Rows:
    """One row for each sum: all its pieces, at their price on average, from the first to the last day."""
    of, there = kept.take(pieces[:, 0]), pieces >= 0
    quantity = np.where(there, kept.quantity[pieces], 0)
    whole = quantity.sum(axis=1)
    value = (quantity * np.where(there, kept.price[pieces], 0)).sum(axis=1)
    return replace(
        of,
        row=np.full(len(pieces), -1),
        latest=np.where(there, kept.latest[pieces], 0).max(axis=1, initial=0).astype(np.int32),
        quantity=whole,
        price=np.divide(value, whole, out=np.zeros_like(whole), where=whole > 0),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Sides:
    """`rules.Beside` of every row, as columns."""

    feeders: NDArray[np.int32]
    supply: NDArray[np.float32]
    same: NDArray[np.float64]
    near: NDArray[np.float64]


def _beside(both: Rows, field: _Field) -> _Sides:
    every = field.rows
    columns = (*_sides(every), every.quantity, every.file)
    bounds = (len(field.held), field.low, field.high, rules.MAX_GAP_DAYS)
    until = np.where(both.row < 0, both.earliest, both.latest)  # of deliveries taken together, all must have come
    feeders, supply = _kernel("kernel").what_came(both.seller, both.earliest, until, columns, *bounds)
    known = np.sort(every.quantity[every.quantity > 0])
    within = rules.WEIGHTS.equal_within
    return _Sides(
        feeders,
        supply,
        _share(known, both.quantity, both.quantity),
        _share(known, both.quantity * np.float32(1 - within), both.quantity * np.float32(1 + within)),
    )


def _share(known: NDArray[np.float32], least: NDArray[np.float32], most: NDArray[np.float32]) -> NDArray[np.float64]:
    counts = np.searchsorted(known, most, "right") - np.searchsorted(known, least, "left")
    shares: NDArray[np.float64] = np.maximum(counts, 1) / max(1, len(known))
    return shares


class Table(NamedTuple):
    """Rows as the compiled search reads them, by buyer and, in each, by `key`, the day they came.

    ``came``, ``latest``: when the goods came to the buyer; ``earliest``, ``until``: when they left the seller. One row
    has the same days for both. Deliveries taken together leave with the first and have come with the last. ``exact``:
    to a week. ``key``: ``came``, but for rows of long intervals, which lie before all others.
    """

    seller: NDArray[np.int32]
    buyer: NDArray[np.int32]
    came: NDArray[np.int32]
    latest: NDArray[np.int32]
    earliest: NDArray[np.int32]
    until: NDArray[np.int32]
    quantity: NDArray[np.float32]
    price: NDArray[np.float32]
    named: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    exact: NDArray[np.bool_]
    key: NDArray[np.int32]


def _best(
    both: Rows, alone: int, field: _Field, beside: _Sides, own: NDArray[np.float32], most: int, width: int
) -> list[tuple[list[int], float]]:
    """The rows and points of the best ways, each sequence of parties once: the best whole ones, then others."""
    table, order, begins = _table(both, alone, field)
    points, hands, paths = _kernel("kernel_ways").best_ways(
        table,
        own[order],
        np.where(beside.feeders > 1, rules.HUB_FACTOR * np.log1p(beside.feeders), 0).astype(np.float32)[order],
        beside.supply[order],
        _rarity(beside.same)[order],
        _rarity(beside.near)[order],
        *(field.held, begins, field.low, field.high, width, LEAST if len(both) > MANY else -np.inf, rules.WEIGHTS),
    )
    may_end = np.flatnonzero(table.ends | table.named)
    totals = points[may_end] + np.where(table.ends[may_end], 0, rules.UNKNOWN_END_POINTS)[:, None, None]
    rows, hops, ranks = np.nonzero(totals > -np.inf)
    worth, rows = totals[rows, hops, ranks], may_end[rows]
    starts = paths[rows, hops, ranks, 0]
    whole = table.ends[rows] & (field.held[table.seller[starts]] <= table.until[starts])
    chosen: list[tuple[list[int], float]] = []
    for which, count in ((whole, most), (~whole, most // OTHERS)):
        mine = np.flatnonzero(which)
        ranked = mine[np.lexsort((rows[mine], hops[mine], -worth[mine]))]
        _, firsts = np.unique(hands[rows, hops, ranks][ranked], return_index=True)
        for at in ranked[np.sort(firsts)[:count]].tolist():
            path = paths[rows[at], hops[at], ranks[at], : hops[at] + 1]
            chosen.append((order[path].tolist(), float(worth[at])))
    return chosen


def _table(both: Rows, alone: int, field: _Field) -> tuple[Table, NDArray[np.int32], NDArray[np.int32]]:
    """The table, the place of each of its rows in `both`, and where each buyer's begin."""
    split = np.arange(len(both)) >= alone
    came = np.where(split, both.latest, both.earliest)
    until = np.where(split, both.earliest, both.latest)
    exact = split | (both.latest - both.earliest <= rules.WEIGHTS.exact_days)
    key = np.where(both.latest - came <= LONG, came, field.low)
    order, begins = _kernel("kernel").grouped(both.buyer, key, len(field.held), field.low, field.high)
    columns = (both.seller, both.buyer, came, both.latest, both.earliest, until, both.quantity, both.price)
    return Table(*(one[order] for one in (*columns, both.named, both.ends, exact, key))), order, begins


def _rarity(shares: NDArray[np.float64]) -> NDArray[np.float32]:
    """`rules.rarity` of each."""
    return np.minimum(rules.MAX_RARITY, -0.5 * np.log(shares)).astype(np.float32)


def _way(places: list[int], points: float, kept: Rows, pieces: NDArray[np.int32], beside: _Sides, field: _Field) -> Way:
    alone = len(kept)
    hops = tuple((p,) if p < alone else tuple(q for q in pieces[p - alone].tolist() if q >= 0) for p in places)
    sides = tuple(
        rules.Beside(int(beside.feeders[p]), float(beside.supply[p]), float(beside.same[p]), float(beside.near[p]))
        for p in places
    )
    start = hops[0][0]
    return Way(hops, sides, points, bool(field.held[kept.seller[start]] <= kept.latest[start]))


def _sides(every: Rows) -> tuple[NDArray[np.int32], ...]:
    return every.seller, every.buyer, every.earliest, every.latest


def warm_up() -> None:
    """Load what is compiled, and compile it where that is not kept: 1 s, 10 s; else the first search takes that."""
    parties, days = {"seller": [1, 2], "buyer": [2, 3]}, {"earliest": [1, 2], "latest": [1, 2]}
    search(rows(row=[1, 2], quantity=[5, 5], price=[1, 1], ends=[False, True], **parties, **days), {1: 0})


@cache
def _kernel(name: str) -> ModuleType:
    """A compiled module, loaded at the first trace: numba takes a second, and most requests trace nothing."""
    return import_module(f"provenance.tracing.{name}")
