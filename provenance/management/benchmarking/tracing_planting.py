"""Chains that are planted in a made world, and beside each its decoys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from provenance.management.benchmarking.tracing_cast import Cast
from provenance.management.benchmarking.tracing_chains import Chain, Delivery
from provenance.management.benchmarking.tracing_decoys import decoys
from provenance.management.benchmarking.tracing_rows import LEAST, ROW, WRONG, Rows, quantities, ways
from provenance.management.benchmarking.tracing_worlds import DAYS, KINDS, World

MOST_HOPS = 5
LEAST_PIECES = 20


def plant(world: World, cast: Cast) -> tuple[list[Chain], Rows]:
    """The chains of a world, each of another base, and all rows that belong to them and to their decoys."""
    dice = np.random.default_rng([world.seed, 1])
    order = dice.permutation(int(cast.bases.max()) + 1)[: world.chains]
    taken = set(order.tolist())
    spare = [good for good, base in enumerate(cast.bases.tolist()) if base not in taken]
    chains = []
    for number in range(world.chains):
        good = int(dice.choice(np.flatnonzero(cast.bases == order[number])))
        chains.append(_chain(KINDS[number % 3], number // 3, good, spare, world, cast, dice))
    rows: list[tuple[int | float, ...]] = []
    for chain in chains:
        for hop in chain.hops:
            rows += _written(hop, world, cast, dice)
        for decoy in decoys(chain, world, cast, dice):
            rows += _written(decoy, world, cast, dice, plain=True)
    return chains, np.array(rows, ROW)


def _chain(
    kind: str, number: int, good: int, spare: Sequence[int], world: World, cast: Cast, dice: np.random.Generator
) -> Chain:
    """One to five hops in turn; of a mixed chain at least two."""
    count = 1 + number % MOST_HOPS
    count = max(2, count) if kind == "mixed" else count
    while True:
        made = int(dice.integers(0, DAYS - 60))
        hops = tuple(_hops(_hands(count, good, world, cast, dice), good, made, kind, world, cast, dice))
        if hops[-1].last < DAYS:
            break
    alike = [one for one in spare if cast.parts[one].codes == cast.parts[good].codes]
    others = [one for one in alike if cast.parts[one].maker == cast.parts[good].maker] or alike
    return Chain(kind, good, made, hops[-1].last + int(dice.integers(20, 400)), hops, tuple(others))


def _hands(count: int, good: int, world: World, cast: Cast, dice: np.random.Generator) -> list[int]:
    """A distributor that the maker authorises, traders, an importer."""
    found = [int(dice.choice(cast.authorised[cast.parts[good].maker]))]
    pools = [cast.traders] * (count - 1) + [cast.importers]
    for pool in pools:
        while True:
            hub = dice.random() < world.through_hubs
            one = int(pool.drawn(dice, 1)[0] if hub else pool.first + dice.integers(pool.size))
            if one not in found:
                break
        found.append(one)
    return found


def _hops(
    hands: Sequence[int], good: int, made: int, kind: str, world: World, cast: Cast, dice: np.random.Generator
) -> Iterator[Delivery]:
    price = cast.parts[good].price
    quantity = max(LEAST_PIECES, int(quantities(np.array([price], np.float32), dice)[0]))
    naming = int(dice.integers(len(hands) - 1))
    day = made + int(dice.integers(20, 241))
    for place, (seller, buyer) in enumerate(pairwise(hands)):
        named = kind == "named" or (kind == "mixed" and place == naming)
        last = day + (int(dice.integers(1, 26)) if dice.random() < world.split else 0)
        noisy = price * float(np.exp(dice.normal() * world.price_noise))
        yield Delivery(seller, buyer, day, last, good, quantity, noisy, named)
        day = last + int(dice.integers(4, 76) if dice.random() < 0.9 else dice.integers(76, 201))
        price *= float(dice.uniform(1.03, 1.5))
        if dice.random() < 0.35:
            quantity = max(LEAST_PIECES // 2, round(quantity * float(dice.uniform(0.4, 0.95))))


def _written(
    hop: Delivery, world: World, cast: Cast, dice: np.random.Generator, *, plain: bool = False
) -> Iterator[tuple[int | float, ...]]:
    """The rows of one delivery. `plain`: its code is right whatever the world."""
    codes = len(cast.parts[hop.good].codes)
    code = int(codes > 1 and dice.random() > 0.85)
    if not plain and dice.random() < world.wrong_code:
        code = WRONG
    names = int(ways(1, dice)[0]) if hop.named else 0
    days = [hop.first]
    if hop.last > hop.first:
        days = [hop.first, *([(hop.first + hop.last) // 2] if dice.random() < 0.3 else []), hop.last]
    cuts = np.sort(dice.integers(LEAST, max(LEAST + 1, hop.quantity), len(days) - 1))
    pieces = np.diff([0, *cuts, hop.quantity])
    for day, count in zip(days, pieces.tolist(), strict=True):
        if count > 0:
            yield hop.seller, hop.buyer, day, hop.good, code, count, hop.price, names
