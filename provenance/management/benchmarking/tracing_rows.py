"""Rows of trade as columns, and the ordinary trade that fills a made world."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from provenance.management.benchmarking.tracing_cast import Cast, Numbers
from provenance.management.benchmarking.tracing_worlds import DAYS, LATE_DAYS, World

ROW = np.dtype(
    [
        ("seller", "i4"),
        ("buyer", "i4"),
        ("day", "i2"),
        ("good", "i4"),
        ("code", "u1"),
        ("quantity", "i4"),
        ("price", "f4"),
        ("names", "u1"),
    ]
)
"""`good`: a place among the parts, beyond them among the other codes. `code`: which of a part's codes, or WRONG.
`names`: 0 the row names no part, else the way in which it does (tracing_files)."""
Rows = NDArray[np.void]
WRONG = 9
MOST, LEAST = 2_000_000, 1
_FLOWS = (0.08, 0.22, 0.38, 0.14, 0.02, 0.16)
"""Maker to distributor, distributor to trader, trader to trader, trader to importer, distributor to importer,
trader to another buyer."""
_MARKUP = np.array((0.7, 1.0, 1.25, 1.5, 1.4, 1.5))
_OWN_LINES = 0.7
"""Of what distributors sell, this share is of makers that authorise them."""
WAYS = (0.8, 0.88, 0.94)
"""Of rows that name a part: exactly, then by its base alone, on a reel, in small letters."""


def ordinary(world: World, cast: Cast, count: int, seed: int, *, late: bool = False) -> Rows:
    """So many rows of ordinary trade, each drawn by itself; `late`: nine in ten of the last days."""
    dice = np.random.default_rng([world.seed, seed])
    rows = np.zeros(count, ROW)
    flow = np.searchsorted(np.cumsum(_FLOWS), dice.random(count) * sum(_FLOWS))
    good = np.searchsorted(cast.goods, dice.random(count))
    rows["good"] = good
    rows["seller"], rows["buyer"] = _parties(cast, flow, good, dice)
    rows["day"] = dice.integers(0, DAYS, count)
    if late:
        recent = dice.random(count) < 0.9
        rows["day"][recent] = dice.integers(DAYS - LATE_DAYS, DAYS, int(recent.sum()))
    part = good < len(cast.parts)
    base = np.concatenate([[p.price for p in cast.parts], cast.other_prices])[good]
    noise = np.where(part, 0.2, 1.0) * dice.normal(size=count)
    rows["price"] = base * _MARKUP[flow] * np.exp(noise)
    rows["quantity"] = quantities(rows["price"], dice)
    rows["code"] = part & (dice.random(count) > 0.85)
    share = world.named * count / max(1, int(part.sum()))
    rows["names"] = np.where(part & (dice.random(count) < share), ways(count, dice), 0)
    if world.resold:
        _resell(rows, cast, world.resold, dice)
    between_two: Rows = rows[rows["seller"] != rows["buyer"]]
    return between_two


def ways(count: int, dice: np.random.Generator) -> Numbers:
    """In which way each row names its part, 1 exactly."""
    found: Numbers = np.searchsorted(WAYS, dice.random(count)) + 1
    return found


def quantities(prices: NDArray[np.float32], dice: np.random.Generator) -> Numbers:
    """Pieces: of cheap goods more; three in five are round, as reels and boxes are."""
    count = len(prices)
    exact = np.exp(dice.normal(6.2, 1.4, count)) * np.sqrt(3 / np.maximum(prices, 0.01))
    exact = np.clip(exact, LEAST, MOST)
    step = 10 ** np.maximum(0, np.floor(np.log10(exact)) - (dice.random(count) < 0.5))
    whole = np.where(dice.random(count) < 0.6, np.round(exact / step) * step, np.round(exact))
    pieces: Numbers = np.maximum(LEAST, whole).astype(np.int64)
    return pieces


def _parties(cast: Cast, flow: Numbers, good: Numbers, dice: np.random.Generator) -> tuple[Numbers, Numbers]:
    count = len(flow)
    part = good < len(cast.parts)
    maker = np.array([p.maker for p in cast.parts])[np.where(part, good, 0)]
    sizes = np.array([len(each) for each in cast.authorised])
    table = np.zeros((len(sizes), sizes.max()), np.int64)
    for place, each in enumerate(cast.authorised):
        table[place, : len(each)] = each
    own = table[maker, (dice.random(count) * sizes[maker]).astype(np.int64)]
    any_distributor = cast.distributors.drawn(dice, count)
    distributor = np.where(part & (dice.random(count) < _OWN_LINES), own, any_distributor)
    trader = cast.traders.drawn(dice, count)
    seller = np.select([flow == 0, np.isin(flow, (1, 4))], [maker, distributor], trader)
    importer, buyer = cast.importers.drawn(dice, count), cast.buyers.drawn(dice, count)
    bought = np.select(
        [flow == 0, flow == 5, np.isin(flow, (3, 4))],
        [np.where(part, own, any_distributor), buyer, importer],
        cast.traders.drawn(dice, count),
    )
    return seller, bought


def _resell(rows: Rows, cast: Cast, share: float, dice: np.random.Generator) -> None:
    """Turn some rows into the passing on of what an earlier row brought to a trader."""
    last = cast.traders.first + cast.traders.size
    brought = np.flatnonzero((rows["buyer"] >= cast.traders.first) & (rows["buyer"] < last) & (rows["day"] < DAYS - 90))
    count = min(int(len(rows) * share), len(brought))
    source = dice.choice(brought, count, replace=False)
    target = dice.choice(len(rows), count, replace=False)
    before = rows[source]
    rows["seller"][target] = before["buyer"]
    rows["day"][target] = before["day"] + dice.integers(4, 76, count)
    rows["price"][target] = before["price"] * dice.uniform(1.03, 1.5, count)
    for same in ("good", "code", "quantity", "names"):
        rows[same][target] = before[same]


def unnamed_by_chance(rows: Rows, fixed: Rows, cast: Cast) -> Rows:
    """Take the part's name off each ordinary row that would end a sequence of rows naming it, all in order.

    Such a sequence, from an authorised distributor to an importer, would be a documented chain that nobody planted,
    and a trace would be right to report it. `fixed`: planted rows, whose names stay.
    """
    every = np.concatenate([fixed, rows])
    named = np.flatnonzero(every["names"])
    importers = range(cast.importers.first, cast.importers.first + cast.importers.size)
    last = every["buyer"][named] >= importers.start
    named = named[np.lexsort((last, every["day"][named], cast.bases[every["good"][named]]))]
    base, holders = -1, set[int]()
    columns = (named, every["good"][named], every["seller"][named], every["buyer"][named])
    for place, good, seller, buyer in zip(*(column.tolist() for column in columns), strict=True):
        if cast.bases[good] != base:
            base, maker = int(cast.bases[good]), cast.parts[good].maker
            holders = {maker, *cast.authorised[maker].tolist()}
        if seller not in holders:
            continue
        if buyer not in importers:
            holders.add(buyer)
        elif place >= len(fixed):
            rows["names"][place - len(fixed)] = 0
    return rows
