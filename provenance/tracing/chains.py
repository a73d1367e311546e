"""From a way found by the search to a chain that can be read: narrowed dates, evidence together, listings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from provenance.tracing import rules
from provenance.tracing.days import first_day, in_force, last_day, overlap, shown
from provenance.tracing.search import Step, is_end
from provenance.tracing.types import (
    Chain,
    Evidence,
    Hop,
    ListingSpan,
    Movement,
    MovementKind,
    Naming,
    Reason,
    Tier,
    TraceQuestion,
    weakest,
)

NAMING_ORDER = tuple(Naming)


@dataclass(frozen=True, slots=True)
class Facts:
    """Every fact of a trace, to look up beside a chain: movements by (seller key, buyer key), denials by party key."""

    movements: Mapping[tuple[str, str], Sequence[Movement]]
    denials: Mapping[str, tuple[str, ...]]


def gather(facts: Iterable[Movement]) -> Facts:
    """Sort facts for looking up. A denial names the makers that stated a party is none of their distributors."""
    movements: dict[tuple[str, str], list[Movement]] = defaultdict(list)
    denials: dict[str, set[str]] = defaultdict(set)
    for fact in sorted(facts, key=lambda fact: fact.key):
        if fact.kind.is_goods:
            movements[fact.seller.key, fact.buyer.key].append(fact)
        elif fact.kind is MovementKind.NOT_AUTHORISED:
            denials[fact.buyer.key].add(fact.seller.name)
    return Facts(movements, {key: tuple(sorted(makers)) for key, makers in denials.items()})


def make_chain(step: Step, question: TraceQuestion, facts: Facts) -> Chain:
    """Build the chain of one way, with what other facts say about its hops."""
    steps = step.steps()
    hops = tuple(_hop(each, window, facts) for each, window in zip(steps, _narrowed(steps, question), strict=True))
    reasons: list[Reason] = []
    if not step.from_maker:
        params = {"party": hops[0].origin.name}
        reasons.append(Reason("against", "start_unknown", params, rules.UNKNOWN_START_POINTS))
    ends = is_end(hops[-1].destination, question)
    if not ends and hops[-1].kind.is_goods:
        params = {"party": hops[-1].destination.name}
        reasons.append(Reason("against", "end_unknown", params, rules.UNKNOWN_END_POINTS))
    if hops[-1].kind.is_goods and not any(each.movement.names.names_part for each in steps):
        reasons.append(Reason("note", "possible_route"))
    if not hops[-1].kind.is_goods:
        reasons.append(Reason("note", "relations_only"))
    points = sum(reason.points for reason in (*reasons, *(r for hop in hops for r in hop.reasons)))
    tier = weakest((*(hop.tier for hop in hops), *(() if step.from_maker else (Tier.INFERRED,))))
    return Chain(hops, tier, round(points, 2), tuple(reasons), step.from_maker, ends)


def ownership_hop(relation: Movement) -> Hop:
    """Return an ownership as a hop of its own, in force on all the days it is known for."""
    return Hop(
        origin=relation.seller,
        destination=relation.buyer,
        kind=relation.kind,
        earliest=relation.earliest,
        latest=relation.latest,
        tier=rules.tier_of(relation),
        evidence=relation.evidence,
    )


def _narrowed(steps: Sequence[Step], question: TraceQuestion) -> list[tuple[date | None, date | None]]:
    """Narrow each interval: not before the goods came, not after they went on or were recovered."""
    until = last_day(question.recovered)
    windows: list[tuple[date | None, date | None]] = []
    for step in reversed(steps):
        until = min(until, last_day(step.movement.latest))
        windows.append((shown(step.held_from), shown(until)))
    return windows[::-1]


def _hop(step: Step, window: tuple[date | None, date | None], facts: Facts) -> Hop:
    movement = step.movement
    evidence, corroboration = _together(movement, window, facts)
    return Hop(
        origin=movement.seller,
        destination=movement.buyer,
        kind=movement.kind,
        earliest=window[0],
        latest=window[1],
        tier=rules.tier_of(movement),
        evidence=evidence,
        reasons=(*step.reasons, *corroboration, *_denied(movement, facts)),
        quantity=movement.quantity,
    )


def _together(
    movement: Movement, window: tuple[date | None, date | None], facts: Facts
) -> tuple[tuple[Evidence, ...], tuple[Reason, ...]]:
    """Add the evidence of other sources telling of the same goods; sources of one origin count once."""
    evidence = list(movement.evidence)
    if movement.kind.is_goods:
        for other in facts.movements.get((movement.seller.key, movement.buyer.key), ()):
            if other.key != movement.key and _same_event(movement, other, window):
                evidence += other.evidence
    evidence = sorted(set(evidence), key=lambda e: (e.grade, e.source, e.reference))
    independent = len({e.root for e in evidence}) - len({e.root for e in movement.evidence})
    if independent <= 0:
        return tuple(evidence), ()
    points = min(rules.MAX_CORROBORATION, independent * rules.CORROBORATION_POINTS)
    return tuple(evidence), (Reason("for", "corroborated", {"count": str(independent)}, points),)


def _same_event(movement: Movement, other: Movement, window: tuple[date | None, date | None]) -> bool:
    if not other.kind.is_goods or not any(evidence.usable for evidence in other.evidence):
        return False
    if NAMING_ORDER.index(other.names) > NAMING_ORDER.index(movement.names):
        return False
    if not overlap((other.earliest, other.latest), window):
        return False
    if not (movement.quantity and other.quantity):
        return True
    return abs(other.quantity / movement.quantity - 1) <= rules.EQUAL_WITHIN


def _denied(movement: Movement, facts: Facts) -> tuple[Reason, ...]:
    """Say where a maker stated that the seller is none of its authorised distributors."""
    return tuple(
        Reason("note", "stated_not_authorised", {"party": movement.seller.name, "maker": maker})
        for maker in facts.denials.get(movement.seller.key, ())
    )


def with_listings(chain: Chain, question: TraceQuestion, listings: Mapping[str, tuple[ListingSpan, ...]]) -> Chain:
    """Write the standing of every party on every hop's days, and on the day of recovery, into a chain."""
    return replace(chain, hops=tuple(_listed(hop, question, listings) for hop in chain.hops))


def _listed(hop: Hop, question: TraceQuestion, listings: Mapping[str, tuple[ListingSpan, ...]]) -> Hop:
    theirs = listings.get(hop.destination.key, ())
    reasons = [
        Reason("note", "listing_unclear", {"party": party.name, "list": span.list})
        for party in (hop.origin, hop.destination)
        for span in in_force(listings.get(party.key, ()), hop.earliest, hop.latest, "unclear")
    ]
    if hop.kind.is_goods and hop.latest:
        later = [span for span in theirs if span.start and span.start > hop.latest]
        for span in sorted(later, key=lambda span: (first_day(span.start), span.list))[:1]:
            days = (first_day(span.start) - hop.latest).days
            params = {"party": hop.destination.name, "list": span.list, "days": str(days)}
            reasons.append(Reason("note", "listed_later", params))
    return replace(
        hop,
        listed=in_force(theirs, hop.earliest, hop.latest),
        origin_listed=in_force(listings.get(hop.origin.key, ()), hop.earliest, hop.latest),
        listed_at_recovery=in_force(theirs, question.recovered, question.recovered),
        reasons=(*hop.reasons, *reasons),
    )
