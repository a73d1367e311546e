"""Which hop may follow which, how sure a hop is, and what it is worth.

The hard rules (`may_follow`, `fits`) decide whether a chain exists; a record that breaks one counts
as absent. The points only order chains. Weights are round on purpose: measured on made worlds of 1 M and 10 M
shipments, finer ones fitted the world instead of the trade.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta

from provenance.tracing.days import first_day, last_day, overlap
from provenance.tracing.types import Movement, MovementKind, Naming, Reason, Tier, TraceQuestion

MAX_GAP_DAYS = 240
MAX_GROWTH = 10.0
EQUAL_WITHIN = 0.02
EXACT_DAY_SPAN = 7
PRICE_RANGE = (0.98, 1.7)

NAMING_POINTS: Mapping[Naming, float] = {
    Naming.EXACT: 7.0,
    Naming.BASE: 5.0,
    Naming.FAMILY: 3.0,
    Naming.MAKER: 2.0,
    Naming.GOODS: 0.0,
}
HOP_POINTS = -1.0
HUB_FACTOR = -0.5
UNKNOWN_START_POINTS = -8.0
UNKNOWN_END_POINTS = -4.0
WEAK_SOURCE_POINTS = -2.0
CORROBORATION_POINTS = 1.0
MAX_CORROBORATION = 2.0


def fits(movement: Movement, question: TraceQuestion) -> bool:
    """Return True when the movement joins two parties and some day of it lies between making and recovery."""
    if movement.seller.key == movement.buyer.key:
        return False
    if first_day(movement.earliest) > last_day(movement.latest):
        return False
    return overlap((movement.earliest, movement.latest), (question.made[0], question.recovered))


def may_follow(previous: Movement | None, held_from: date, movement: Movement) -> bool:
    """Return True when goods held from a day on, received by ``previous``, can leave by ``movement``.

    Order: it does not end before the goods came. Gap: it does not start more than `MAX_GAP_DAYS` after the
    last day they can have come. Quantity: not over `MAX_GROWTH` times what came. Relations carry no goods:
    gap and quantity say nothing about them.
    """
    if last_day(movement.latest) < held_from:
        return False
    if previous is None or not (previous.kind.is_goods and movement.kind.is_goods):
        return True
    if previous.latest and movement.earliest and (movement.earliest - previous.latest).days > MAX_GAP_DAYS:
        return False
    if previous.quantity and movement.quantity:
        return movement.quantity <= previous.quantity * MAX_GROWTH
    return True


def tier_of(movement: Movement) -> Tier:
    """Return how a hop is known: a record naming the part documents it, if its source can be relied upon."""
    if not movement.kind.is_goods:
        return Tier.DECLARED
    if movement.names is Naming.GOODS:
        return Tier.HYPOTHETICAL
    if movement.names not in (Naming.EXACT, Naming.BASE):
        return Tier.INFERRED
    if not any(evidence.usable for evidence in movement.evidence):
        return Tier.INFERRED
    return Tier.DOCUMENTED if movement.kind is MovementKind.SHIPMENT else Tier.DECLARED


def own_reasons(movement: Movement, feeders: int) -> tuple[Reason, ...]:
    """Explain what a movement adds to any chain that it is part of.

    ``feeders`` is the number of movements that could have brought these goods to the seller: of many, any one
    is a weaker guess.
    """
    if not movement.kind.is_goods:
        return (Reason("note", f"relation_{movement.kind}", {"party": movement.buyer.name}),)
    points = NAMING_POINTS[movement.names]
    reasons = [Reason("for" if points else "against", f"names_{movement.names}", {}, points)]
    reasons.append(Reason("against", "one_more_hop", {}, HOP_POINTS))
    reasons += _sources(movement)
    if feeders > 1:
        hub = round(HUB_FACTOR * math.log(1 + feeders), 2)
        reasons.append(Reason("against", "many_could_feed", {"count": str(feeders)}, hub))
    return tuple(reasons)


def pair_reasons(previous: Movement | None, movement: Movement) -> tuple[Reason, ...]:
    """Explain what a movement adds because of the one before it: days between, quantities, prices."""
    if previous is None or not (previous.kind.is_goods and movement.kind.is_goods):
        return ()
    found = (_gap(previous, movement), _quantity(previous, movement), _price(previous, movement))
    return tuple(reason for reason in found if reason)


def _sources(movement: Movement) -> list[Reason]:
    reasons = []
    if not any(evidence.usable for evidence in movement.evidence):
        reasons.append(Reason("against", "source_not_reliable", {}, WEAK_SOURCE_POINTS))
    if movement.evidence and all(evidence.party_to_war for evidence in movement.evidence):
        reasons.append(Reason("note", "source_party_to_war", {"source": movement.evidence[0].source}))
    return reasons


def _exact(movement: Movement) -> bool:
    if not (movement.earliest and movement.latest):
        return False
    return movement.latest - movement.earliest <= timedelta(days=EXACT_DAY_SPAN)


def _gap(previous: Movement, movement: Movement) -> Reason | None:
    if not (_exact(previous) and _exact(movement) and previous.latest and movement.earliest):
        return None
    days = max(0, (movement.earliest - previous.latest).days)
    params = {"days": str(days)}
    if days < 3:
        return Reason("against", "gap_very_short", params, -2.0)
    if days <= 60:
        return Reason("for", "gap_usual", params, 1.0)
    return Reason("note", "gap_long", params) if days <= 120 else Reason("against", "gap_very_long", params, -1.0)


def _quantity(previous: Movement, movement: Movement) -> Reason | None:
    if not (previous.quantity and movement.quantity):
        return None
    params = {"received": str(previous.quantity), "passed_on": str(movement.quantity)}
    ratio = movement.quantity / previous.quantity
    if abs(ratio - 1) <= EQUAL_WITHIN:
        return Reason("for", "quantity_equal", params, 1.0 if movement.names.names_part else 2.0)
    if ratio > 1:
        return Reason("against", "quantity_grows", params, -2.0)
    return Reason("note", "quantity_part", params)


def _price(previous: Movement, movement: Movement) -> Reason | None:
    if not (previous.unit_price and movement.unit_price):
        return None
    ratio = movement.unit_price / previous.unit_price
    if PRICE_RANGE[0] <= ratio <= PRICE_RANGE[1]:
        return Reason("for", "price_follows", {}, 1.0)
    return Reason("against", "price_does_not_follow", {}, -1.0)
