"""Which hop may follow which, how sure a hop is, and what it is worth. The only place where points are set.

The hard rules (`may_follow`, `fits`) decide whether a chain exists; a record that breaks one counts as absent. The
points only order chains. Weights are round on purpose: measured on made worlds of 1 M and 10 M shipments, finer ones
fitted the world instead of the trade (docs/decisions/0007-tracing.md). The compiled search takes its numbers from
`WEIGHTS`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from provenance.tracing.days import first_day, last_day, overlap
from provenance.tracing.types import Evidence, Movement, MovementKind, Naming, PartyRef, Reason, Tier, TraceQuestion

MAX_HOPS = 5
END_KINDS = frozenset({"importer", "end_user"})
MAX_RARITY = 4.0

NAMING_POINTS: Mapping[Naming, float] = {
    Naming.EXACT: 7.0,
    Naming.BASE: 5.0,
    Naming.FAMILY: 3.0,
    Naming.MAKER: 2.0,
    Naming.GOODS: 0.0,
}
HOP_POINTS = -1.5
HUB_FACTOR = -1.0
UNKNOWN_START_POINTS = -8.0
ENDED_POINTS = -3.0
"""For a first seller that had been an authorised distributor, and was none any more."""
UNKNOWN_END_POINTS = -4.0
WEAK_SOURCE_POINTS = -2.0
UNDATED_POINTS = -2.0
CORROBORATION_POINTS = 1.0
MAX_CORROBORATION = 2.0
LEVEL_CLOSE, LEVEL_NEAR, LEVEL_FAR = (0.7, 1.4), (0.5, 2.0), (0.2, 5.0)
LEVEL_POINTS = (2.5, 2.0, -1.0)
LEAST_PRICES = 3
"""Fewer records of a price rank other goods, and shut out none."""


class PriceLevel(NamedTuple):
    """What the part costs a piece, in US dollars, and by how many records."""

    price: float
    records: int


class Weights(NamedTuple):
    """The numbers of the pairwise rules: days between, quantities, unit prices."""

    max_gap: int = 240
    short_days: int = 3
    usual_days: int = 60
    long_days: int = 120
    exact_days: int = 7
    together_days: int = 60
    short: float = -2.0
    usual: float = 1.0
    very_long: float = -1.0
    growth: float = 1.1
    equal_within: float = 0.02
    equal: float = 1.0
    equal_named: float = 1.0
    grows: float = -2.0
    part: float = 0.0
    price_low: float = 0.98
    price_high: float = 1.7
    price_follows: float = 1.0
    price_differs: float = -1.0
    alike: float = 0.05
    unknown_start: float = UNKNOWN_START_POINTS


WEIGHTS = Weights()
MAX_GAP_DAYS = WEIGHTS.max_gap
MAX_GROWTH = WEIGHTS.growth


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside a movement in the records: how many could have brought the goods to its seller in time, how
    many pieces they are together, and the share of records with just this quantity and with about this quantity.
    """

    feeders: int = 0
    supply: float = 0.0
    share_same: float = 1.0
    share_near: float = 1.0


def is_end(party: PartyRef, question: TraceQuestion) -> bool:
    """Return True where a chain may end: a country of destination, or where none is known, an importer or end user."""
    return party.country in question.destinations if party.country else party.kind in END_KINDS


def fits(movement: Movement, question: TraceQuestion) -> bool:
    """Return True when the movement joins two parties and some day of it lies between making and recovery."""
    if movement.seller.key == movement.buyer.key:
        return False
    if first_day(movement.earliest) > last_day(movement.latest):
        return False
    return overlap((movement.earliest, movement.latest), (question.made[0], question.recovered))


def priced_as_part(price: float | None, level: PriceLevel | None) -> bool:
    """Return False where a unit price is so far from what the part surely costs that the goods are others."""
    if not (price and level) or level.records < LEAST_PRICES:
        return True
    return LEVEL_FAR[0] <= price / level.price <= LEVEL_FAR[1]


def may_follow(previous: Movement | None, held_from: date, movement: Movement, supply: float = 0.0) -> bool:
    """Return True when goods held from a day on, received by ``previous``, can leave by ``movement``.

    Order: it does not end before the goods came. Gap: it does not start more than `MAX_GAP_DAYS` after the last day
    they can have come. Quantity: not over `MAX_GROWTH` times what came, unless the ``supply``, all that came to the
    seller in time, explains it. Relations carry no goods: gap and quantity say nothing about them.
    """
    if leaves_until(movement) < held_from:
        return False
    if previous is None or not (previous.kind.is_goods and movement.kind.is_goods):
        return True
    if previous.latest and movement.earliest and (movement.earliest - previous.latest).days > MAX_GAP_DAYS:
        return False
    if previous.quantity and movement.quantity and movement.quantity > previous.quantity * MAX_GROWTH:
        return movement.quantity <= supply * MAX_GROWTH
    return True


def leaves_until(movement: Movement) -> date:
    """Return the last day on which the goods can have left: of several deliveries, the first one's."""
    return first_day(movement.earliest) if movement.deliveries > 1 else last_day(movement.latest)


def came_from(movement: Movement) -> date:
    """Return the first day on which all of the goods can have come: of several deliveries, the last one's."""
    return last_day(movement.latest) if movement.deliveries > 1 else first_day(movement.earliest)


def tier_of(movement: Movement) -> Tier:
    """Return how a hop is known: paper naming the part documents it, if its source can be relied upon and its names
    are those of the parties."""
    if not movement.kind.is_goods:
        return Tier.DECLARED
    if movement.names is Naming.GOODS:
        return Tier.HYPOTHETICAL
    if movement.names not in (Naming.EXACT, Naming.BASE) or movement.taken_for:
        return Tier.INFERRED
    if weak(movement.evidence):
        return Tier.INFERRED
    return Tier.DOCUMENTED if movement.kind is MovementKind.SHIPMENT else Tier.DECLARED


def weak(evidence: Iterable[Evidence]) -> bool:
    """Return True when no source of these can be used."""
    return not any(one.usable for one in evidence)


def own_reasons(movement: Movement, level: PriceLevel | None = None) -> tuple[Reason, ...]:
    """Explain what a movement adds to any chain that it is part of.

    ``level``: what the part costs by the records that name it.
    """
    if not movement.kind.is_goods:
        return (Reason("note", f"relation_{movement.kind}", {"party": movement.buyer.name}),)
    points = NAMING_POINTS[movement.names]
    reasons = [Reason("for" if points else "against", f"names_{movement.names}", {}, points)]
    reasons.append(Reason("against", "one_more_hop", {}, HOP_POINTS))
    if not (movement.earliest and movement.latest):
        reasons.append(Reason("against", "undated", {}, UNDATED_POINTS))
    if movement.deliveries > 1:
        reasons.append(Reason("note", "split_deliveries", {"count": str(movement.deliveries)}))
    if level and not movement.names.names_part:
        reasons += _level(movement, level.price)
    return (*reasons, *_sources(movement), *_names(movement))


def pair_reasons(previous: Movement | None, movement: Movement, beside: Beside | None = None) -> tuple[Reason, ...]:
    """Explain what a movement adds because of the one before it: others that could have fed it, days between,
    quantities, prices."""
    if previous is None or not (previous.kind.is_goods and movement.kind.is_goods):
        return ()
    beside = beside or Beside()
    found = (
        _hub(beside.feeders),
        _gap(previous, movement),
        _quantity(previous, movement, beside),
        _price(previous, movement),
    )
    return tuple(reason for reason in found if reason)


def hub_points(feeders: float) -> float:
    """Of many that could have brought the goods, any one is a weaker guess."""
    return HUB_FACTOR * math.log(1 + feeders) if feeders > 1 else 0.0


def rarity(share: float) -> float:
    """What an equal quantity is worth beyond that, when this share of records has it: a rare one is no accident."""
    return min(MAX_RARITY, -0.5 * math.log(share)) if share > 0 else MAX_RARITY


def level_points(price: float, level: float) -> float:
    """What a unit price is worth beside that of the part."""
    ratio = price / level
    if LEVEL_CLOSE[0] <= ratio <= LEVEL_CLOSE[1]:
        return LEVEL_POINTS[0]
    return LEVEL_POINTS[1] if LEVEL_NEAR[0] <= ratio <= LEVEL_NEAR[1] else LEVEL_POINTS[2]


def _level(movement: Movement, level: float) -> list[Reason]:
    if not movement.unit_price:
        return []
    points = level_points(movement.unit_price, level)
    params = {"price": f"{movement.unit_price:.3g}", "usual": f"{level:.3g}"}
    return [
        Reason("for" if points > 0 else "against", f"part_price_{'fits' if points > 0 else 'differs'}", params, points)
    ]


def _hub(feeders: int) -> Reason | None:
    if feeders <= 1:
        return None
    return Reason("against", "many_could_feed", {"count": str(feeders)}, round(hub_points(feeders), 2))


def _sources(movement: Movement) -> list[Reason]:
    reasons = []
    if weak(movement.evidence):
        reasons.append(Reason("against", "source_not_reliable", {}, WEAK_SOURCE_POINTS))
    elif not any(evidence.judged for evidence in movement.evidence):
        reasons.append(Reason("note", "source_not_judged"))
    war = sorted({evidence.source for evidence in movement.evidence if evidence.party_to_war})
    return reasons + [Reason("note", "source_party_to_war", {"source": source}) for source in war]


def _names(movement: Movement) -> list[Reason]:
    return [
        Reason("against", "name_taken_for", {"written": one.written, "party": one.party}) for one in movement.taken_for
    ]


def _exact(movement: Movement) -> bool:
    if not (movement.earliest and movement.latest):
        return False
    return movement.deliveries > 1 or movement.latest - movement.earliest <= timedelta(days=WEIGHTS.exact_days)


def _gap(previous: Movement, movement: Movement) -> Reason | None:
    if not (_exact(previous) and _exact(movement) and previous.latest and movement.earliest):
        return None
    days = max(0, (movement.earliest - previous.latest).days)
    params = {"days": str(days)}
    if days < WEIGHTS.short_days:
        return Reason("against", "gap_very_short", params, WEIGHTS.short)
    if days <= WEIGHTS.usual_days:
        return Reason("for", "gap_usual", params, WEIGHTS.usual)
    if days <= WEIGHTS.long_days:
        return Reason("note", "gap_long", params)
    return Reason("against", "gap_very_long", params, WEIGHTS.very_long)


def _quantity(previous: Movement, movement: Movement, beside: Beside) -> Reason | None:
    if not (previous.quantity and movement.quantity):
        return None
    params = {"received": _pieces(previous.quantity), "passed_on": _pieces(movement.quantity)}
    ratio = movement.quantity / previous.quantity
    if abs(ratio - 1) <= WEIGHTS.equal_within:
        if previous.names.names_part and movement.names.names_part:
            return Reason("for", "quantity_equal", params, WEIGHTS.equal_named)
        rare = rarity(beside.share_same if ratio == 1 else beside.share_near)
        return Reason("for", "quantity_equal", params, round(WEIGHTS.equal + rare, 2))
    if ratio > MAX_GROWTH:
        params["others"] = _pieces(beside.supply)
        return Reason("against", "quantity_explained", params, WEIGHTS.grows)
    if ratio > 1:
        return Reason("against", "quantity_grows", params, WEIGHTS.grows)
    return Reason("against" if WEIGHTS.part else "note", "quantity_part", params, WEIGHTS.part)


def _pieces(quantity: float) -> str:
    return f"{quantity:.15g}"


def _price(previous: Movement, movement: Movement) -> Reason | None:
    if not (previous.unit_price and movement.unit_price):
        return None
    ratio = movement.unit_price / previous.unit_price
    if WEIGHTS.price_low <= ratio <= WEIGHTS.price_high:
        return Reason("for", "price_follows", {}, WEIGHTS.price_follows)
    return Reason("against", "price_does_not_follow", {}, WEIGHTS.price_differs)
