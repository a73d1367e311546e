"""From a way found by the search to a chain that can be read: narrowed dates, evidence together, reasons, listings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from provenance.tracing import rules
from provenance.tracing.channel import with_territories
from provenance.tracing.days import first_day, in_force, last_day, overlap, shown
from provenance.tracing.roots import Root, root_of
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
SAME_EVENT_DAYS = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known beside a chain: other records of goods by (seller key, buyer key), denials by party key, what
    the part costs, and who can first have sold it."""

    roots: tuple[Root, ...] = ()
    level: rules.PriceLevel | None = None
    denials: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    movements: Mapping[tuple[str, str], Sequence[Movement]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One movement of a chain, what lies beside it in the records, and why it ranks as it does."""

    movement: Movement
    reasons: tuple[Reason, ...]


def denials(relations: Iterable[Movement]) -> dict[str, tuple[str, ...]]:
    """Return, by party key, the names of the makers that stated it is none of their distributors."""
    found: dict[str, set[str]] = defaultdict(set)
    for known in relations:
        if known.kind is MovementKind.NOT_AUTHORISED:
            found[known.buyer.key].add(known.seller.name)
    return {key: tuple(sorted(makers)) for key, makers in found.items()}


def by_parties(movements: Iterable[Movement]) -> dict[tuple[str, str], list[Movement]]:
    """Return movements by the keys of seller and buyer."""
    found: dict[tuple[str, str], list[Movement]] = defaultdict(list)
    for movement in sorted(movements, key=lambda movement: movement.key):
        found[movement.seller.key, movement.buyer.key].append(movement)
    return found


def together(movements: Sequence[Movement]) -> Movement:
    """Return several deliveries as one movement, quantities summed; of one, itself."""
    first = movements[0]
    if len(movements) == 1:
        return first
    quantity = sum(one.quantity or 0 for one in movements)
    value = sum((one.unit_price or 0) * (one.quantity or 0) for one in movements)
    return replace(
        first,
        key="+".join(one.key for one in movements),
        earliest=min(one.earliest for one in movements if one.earliest),
        latest=max(one.latest for one in movements if one.latest),
        quantity=quantity,
        unit_price=value / quantity if quantity else None,
        evidence=tuple(dict.fromkeys(said for one in movements for said in one.evidence)),
        records=tuple(record for one in movements for record in one.records),
        taken_for=tuple(dict.fromkeys(name for one in movements for name in one.taken_for)),
        deliveries=len(movements),
    )


def make_chain(
    movements: Sequence[Movement], beside: Sequence[rules.Beside], question: TraceQuestion, facts: Facts
) -> Chain | None:
    """Build the chain of goods that passed in this order, and of the relations before it; None if the rules refuse."""
    root = root_of(movements, facts.roots)
    before = root.relations if root else ()
    steps = [Step(known, rules.own_reasons(known)) for known in before]
    previous: Movement | None = None
    held_from = root.held_from if root else first_day(question.made[0])
    for movement, around in zip(movements, beside, strict=True):
        priced = movement.names.names_part or rules.priced_as_part(movement.unit_price, facts.level)
        fits = rules.fits(movement, question) and priced
        if not (fits and rules.may_follow(previous, held_from, movement, around.supply)):
            return None
        reasons = rules.own_reasons(movement, facts.level) + rules.pair_reasons(previous, movement, around)
        steps.append(Step(movement, reasons))
        previous, held_from = movement, max(held_from, rules.came_from(movement))
    return _chain(steps, root, question, facts)


def relations_chain(root: Root, question: TraceQuestion, facts: Facts) -> Chain:
    """Build the chain of standing relations alone: no record of goods."""
    return _chain([Step(known, rules.own_reasons(known)) for known in root.relations], root, question, facts)


def _chain(steps: Sequence[Step], root: Root | None, question: TraceQuestion, facts: Facts) -> Chain:
    windows = _narrowed(steps, root, question)
    hops = with_territories([_hop(*pair, facts) for pair in zip(steps, windows, strict=True)], facts.roots)
    goods = [hop for hop in hops if hop.kind.is_goods]
    ends = rules.is_end(hops[-1].destination, question)
    late = root is not None and _left_late(root, hops)
    reasons = (_start(root, hops, late=late), *_end(hops, question, ends=ends))
    if not any(hop.names and hop.names.names_part for hop in goods):
        reasons += (Reason("note", "possible_route" if goods else "relations_only"),)
    points = sum(reason.points for reason in (*reasons, *(r for hop in hops for r in hop.reasons)))
    known_start = root is not None and not late
    tier = weakest((*(hop.tier for hop in goods or hops), *(() if known_start else (Tier.INFERRED,))))
    return Chain(hops, tier, round(points, 2), reasons, root is not None, ends)


def _start(root: Root | None, hops: Sequence[Hop], *, late: bool) -> Reason:
    if root is None:
        return Reason("against", "start_unknown", {"party": hops[0].origin.name}, rules.UNKNOWN_START_POINTS)
    if late:
        until = last_day(root.relations[-1].latest).isoformat()
        return Reason("against", "authorisation_ended", {"party": root.party.name, "until": until}, rules.ENDED_POINTS)
    authorised = root.relations and root.relations[-1].kind is MovementKind.AUTHORISATION
    return Reason("for", f"starts_at_{'distributor' if authorised else 'maker'}", {"party": root.party.name})


def _left_late(root: Root, hops: Sequence[Hop]) -> bool:
    goods = next((hop for hop in hops if hop.kind.is_goods), None)
    return goods is not None and root.ended_before(first_day(goods.earliest))


def _end(hops: Sequence[Hop], question: TraceQuestion, *, ends: bool) -> tuple[Reason, ...]:
    party = hops[-1].destination
    if ends:
        return (Reason("for", "reaches_destination", {"party": party.name, "country": party.country}),)
    if hops[-1].kind.is_goods:
        return (Reason("against", "end_unknown", {"party": party.name}, rules.UNKNOWN_END_POINTS),)
    return ()


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
        records=relation.records,
    )


def _narrowed(
    steps: Sequence[Step], root: Root | None, question: TraceQuestion
) -> list[tuple[date | None, date | None]]:
    """Narrow each interval: not before the goods came, not after they went on or were recovered."""
    since = first_day(question.made[0])
    starts = []
    for step in steps:
        starts.append(max(since, first_day(step.movement.earliest)))
        since = max(since, rules.came_from(step.movement))
    until = last_day(question.recovered)
    windows: list[tuple[date | None, date | None]] = []
    for step, start in zip(reversed(steps), reversed(starts), strict=True):
        windows.append((shown(start), shown(min(until, last_day(step.movement.latest)))))
        until = min(until, rules.leaves_until(step.movement))
    return windows[::-1]


def _hop(step: Step, window: tuple[date | None, date | None], facts: Facts) -> Hop:
    movement = step.movement
    others = _same_event(movement, window, facts)
    evidence, corroboration = _evidence(movement, others)
    goods = movement.kind.is_goods
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
        names=movement.names if goods else None,
        unit_price=movement.unit_price,
        deliveries=movement.deliveries,
        records=tuple(dict.fromkeys((*movement.records, *(r for other in others for r in other.records)))),
    )


def _evidence(movement: Movement, others: Sequence[Movement]) -> tuple[tuple[Evidence, ...], tuple[Reason, ...]]:
    """Add the evidence of other sources telling of the same goods; sources of one origin count once."""
    told = {*movement.evidence, *(said for other in others for said in other.evidence)}
    evidence = tuple(sorted(told, key=lambda e: (e.grade, e.source, e.reference)))
    independent = len({said.root for said in evidence}) - len({said.root for said in movement.evidence})
    if independent <= 0:
        return evidence, ()
    points = min(rules.MAX_CORROBORATION, independent * rules.CORROBORATION_POINTS)
    return evidence, (Reason("for", "corroborated", {"count": str(independent)}, points),)


def _same_event(movement: Movement, window: tuple[date | None, date | None], facts: Facts) -> list[Movement]:
    """Records of other sources that can tell of the same goods: dated, as close to the part, the same quantity."""
    if not movement.kind.is_goods or window == (None, None):
        return []
    wide = (
        window[0] and window[0] - SAME_EVENT_DAYS,
        window[1] and window[1] + SAME_EVENT_DAYS,
    )
    roots = {said.root for said in movement.evidence}
    keys = set(movement.key.split("+"))
    return [
        other
        for other in facts.movements.get((movement.seller.key, movement.buyer.key), ())
        if other.key not in keys
        and not {said.root for said in other.evidence} <= roots
        and not rules.weak(other.evidence)
        and other.earliest
        and other.latest
        and NAMING_ORDER.index(other.names) <= NAMING_ORDER.index(movement.names)
        and overlap((other.earliest, other.latest), wide)
        and _about_equal(movement.quantity, other.quantity)
    ]


def _about_equal(one: float | None, other: float | None) -> bool:
    return not (one and other) or abs(other / one - 1) <= rules.WEIGHTS.equal_within


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
