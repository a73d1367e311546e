"""Decoys: beside a planted chain, deliveries as like it as can be that break one rule each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from provenance.management.benchmarking.tracing_cast import Cast, Pool
from provenance.management.benchmarking.tracing_chains import Chain, Delivery
from provenance.management.benchmarking.tracing_worlds import DAYS, World

USED = 0.8
"""Of the decoys that fit a chain, this share is written."""


def decoys(chain: Chain, world: World, cast: Cast, dice: np.random.Generator) -> Iterator[Delivery]:
    """The deliveries of a chain's decoys; each names the part where the chain's own at that place does."""
    for name in world.decoys:
        if dice.random() < USED:
            for one in _MADE[name](chain, cast, dice):
                if 0 <= one.first < DAYS and one.seller != one.buyer:
                    yield one


def _another(pool: Pool, chain: Chain, dice: np.random.Generator) -> int:
    """Somebody of a pool who is not in the chain."""
    hands = {hop.seller for hop in chain.hops} | {hop.buyer for hop in chain.hops}
    while (one := int(pool.first + dice.integers(pool.size))) in hands:
        pass
    return one


def _onward(chain: Chain, cast: Cast, dice: np.random.Generator, first: int, last: int, **other: int) -> list[Delivery]:
    """Goods that the buyer of a hop passes to another trader, `first` to `last` days after, and he to an importer."""
    if len(chain.hops) == 1:
        return []
    place = int(dice.integers(1, len(chain.hops)))
    before, hop = chain.hops[place - 1], chain.hops[place]
    trader, importer = _another(cast.traders, chain, dice), _another(cast.importers, chain, dice)
    day = before.last + int(dice.integers(first, last))
    factor = other.get("factor", 1)
    sold = replace(hop, buyer=trader, first=day, last=day, quantity=before.quantity * factor)
    later = day + int(dice.integers(5, 40))
    if later > chain.recovered:
        return []
    passed = replace(sold, seller=trader, buyer=importer, first=later, last=later, price=sold.price * 1.2)
    return [sold, passed]


def _order(chain: Chain, cast: Cast, dice: np.random.Generator) -> list[Delivery]:
    found = _onward(chain, cast, dice, -70, -35)
    return [] if any(one.first < chain.made for one in found) else found


def _gap(chain: Chain, cast: Cast, dice: np.random.Generator) -> list[Delivery]:
    return _onward(chain, cast, dice, 250, 330)


def _quantity(chain: Chain, cast: Cast, dice: np.random.Generator) -> list[Delivery]:
    return _onward(chain, cast, dice, 5, 60, factor=int(dice.integers(3, 9)))


def _beside(chain: Chain, cast: Cast, dice: np.random.Generator, day: int, later: int) -> list[Delivery]:
    """A way of the same goods from the same distributor, over another trader to another importer."""
    first = chain.hops[0]
    trader, importer = _another(cast.traders, chain, dice), _another(cast.importers, chain, dice)
    sold = replace(first, buyer=trader, first=day, last=day)
    return [sold, replace(sold, seller=trader, buyer=importer, first=later, last=later, price=sold.price * 1.2)]


def _other_part(chain: Chain, cast: Cast, dice: np.random.Generator) -> list[Delivery]:
    """A way of another part under the same code, named on each row: a chain of that part, not of this one."""
    if not chain.others:
        return []
    day = chain.hops[0].first
    way = _beside(chain, cast, dice, day, day + int(dice.integers(5, 60)))
    good = int(dice.choice(chain.others))
    return [replace(one, good=good, named=True) for one in way if way[1].first <= chain.recovered]


def _before_production(chain: Chain, cast: Cast, dice: np.random.Generator) -> list[Delivery]:
    later = chain.made - int(dice.integers(5, 60))
    return _beside(chain, cast, dice, later - int(dice.integers(5, 60)), later)


def _after_recovery(chain: Chain, cast: Cast, dice: np.random.Generator) -> list[Delivery]:
    later = chain.recovered + int(dice.integers(5, 60))
    return _beside(chain, cast, dice, chain.hops[0].first, later)


def _wrong_start(chain: Chain, cast: Cast, dice: np.random.Generator) -> list[Delivery]:
    """Just what the authorised distributor delivered, from one whom the maker does not authorise."""
    authorised = set(cast.authorised[cast.parts[chain.good].maker].tolist())
    if len(authorised) == cast.distributors.size:
        return []
    while (other := _another(cast.distributors, chain, dice)) in authorised:
        pass
    return [replace(chain.hops[0], seller=other)]


def _twin_name(chain: Chain, cast: Cast, dice: np.random.Generator) -> list[Delivery]:
    """The importer's goods once more, to the importer whose name is spelt most like his."""
    last = chain.hops[-1]
    own = cast.names[last.buyer].usual
    others = range(cast.importers.first, cast.importers.first + cast.importers.size)
    alike = max((one for one in others if one != last.buyer), key=lambda one: _common(own, cast.names[one].usual))
    return [replace(last, buyer=alike, quantity=last.quantity * 2, named=False)]


def _common(one: str, other: str) -> int:
    """Letters with which both begin."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _returned(chain: Chain, cast: Cast, dice: np.random.Generator) -> list[Delivery]:
    """Goods that go back to their seller, who passes them on to nobody."""
    hop = chain.hops[-1]
    day = hop.last + int(dice.integers(5, 30))
    return [replace(hop, seller=hop.buyer, buyer=hop.seller, first=day, last=day)]


_MADE: Mapping[str, Callable[[Chain, Cast, np.random.Generator], list[Delivery]]] = {
    "order": _order,
    "gap": _gap,
    "quantity": _quantity,
    "other_part": _other_part,
    "before_production": _before_production,
    "after_recovery": _after_recovery,
    "wrong_start": _wrong_start,
    "twin_name": _twin_name,
    "returned": _returned,
}
