"""The search: all ways by which goods can have gone from hand to hand in time, the best first.

Layer by layer, one goods hop each: for every movement only the `WIDTH` best ways to it are kept. A movement
that breaks a hard rule never becomes a step, so it can neither win nor crowd out another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from provenance.tracing import rules
from provenance.tracing.days import first_day, last_day
from provenance.tracing.types import Movement, MovementKind, PartyRef, Reason, TraceQuestion

MAX_HOPS = 5
WIDTH = 4
END_KINDS = frozenset({"importer", "end_user"})


@dataclass(frozen=True, slots=True)
class Step:
    """A way to one movement, what came before it, and the first day its buyer can hold the goods."""

    movement: Movement
    previous: Step | None
    held_from: date
    points: float
    reasons: tuple[Reason, ...]
    path: tuple[str, ...]
    parties: frozenset[str]
    from_maker: bool

    def movements(self) -> tuple[Movement, ...]:
        """Return the movements from the first to this one."""
        return (*(self.previous.movements() if self.previous else ()), self.movement)

    def steps(self) -> tuple[Step, ...]:
        """Return the steps from the first to this one."""
        return (*(self.previous.steps() if self.previous else ()), self)

    @property
    def rank(self) -> tuple[float, int, tuple[str, ...]]:
        """Sort key: most points, then fewest hops, then the keys, so that equals come in one order."""
        return (-self.points, len(self.path), self.path)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who has the goods: by a step, or because they made them."""

    key: str
    held_from: date
    step: Step | None


def is_end(party: PartyRef, question: TraceQuestion) -> bool:
    """Return True where a chain may end: an importer or end user, or anyone in a country of destination."""
    return party.kind in END_KINDS or party.country in question.destinations


def roots(question: TraceQuestion, maker: PartyRef | None, relations: Iterable[Movement]) -> list[Holder]:
    """Return who can first have sold the goods: the maker, its owners, their authorised distributors."""
    if maker is None:
        return []
    held_from = first_day(question.made[0])
    found = [Holder(maker.key, held_from, None)]
    standing = sorted((r for r in relations if rules.fits(r, question)), key=lambda r: r.key)
    for kind in (MovementKind.OWNERSHIP, MovementKind.AUTHORISATION):
        queue = list(found)
        while queue:
            holder = queue.pop(0)
            new = [
                Holder(relation.buyer.key, step.held_from, step)
                for relation in standing
                if relation.kind is kind and relation.seller.key == holder.key
                for step in _ways([holder], relation)
            ]
            found += new
            if kind is MovementKind.OWNERSHIP:
                queue += new
    return found


def _ways(holders: Sequence[Holder], movement: Movement) -> list[Step]:
    """Return the `WIDTH` best steps by which one of its holders can pass the goods on by a movement."""
    able = [holder for holder in holders if _can_pass(holder, movement)]
    before = [holder.step.movement for holder in able if holder.step and holder.step.movement.kind.is_goods]
    own = rules.own_reasons(movement, len({_event(previous) for previous in before}))
    ways = []
    for holder in able:
        pair = rules.pair_reasons(holder.step.movement if holder.step else None, movement)
        points = (holder.step.points if holder.step else 0.0) + sum(reason.points for reason in (*own, *pair))
        ways.append((-points, holder.step.path if holder.step else (), holder, pair))
    ways.sort(key=lambda way: (way[0], len(way[1]), way[1]))
    return [_step(holder, movement, -less, (*own, *pair)) for less, _, holder, pair in ways[:WIDTH]]


def _can_pass(holder: Holder, movement: Movement) -> bool:
    step = holder.step
    if movement.buyer.key in (step.parties if step else (holder.key,)):
        return False
    return rules.may_follow(step.movement if step else None, holder.held_from, movement)


def _step(holder: Holder, movement: Movement, points: float, reasons: tuple[Reason, ...]) -> Step:
    step = holder.step
    return Step(
        movement=movement,
        previous=step,
        held_from=max(holder.held_from, first_day(movement.earliest)),
        points=points,
        reasons=reasons,
        path=(*(step.path if step else ()), movement.key),
        parties=(step.parties if step else frozenset({holder.key})) | {movement.buyer.key},
        from_maker=step.from_maker if step else True,
    )


def _unknown_start(movement: Movement, question: TraceQuestion) -> Iterator[Step]:
    """Yield a chain that starts in the middle: a record names the part, its seller's source is unknown."""
    if not movement.names.names_part:
        return
    reasons = rules.own_reasons(movement, 0)
    yield Step(
        movement=movement,
        previous=None,
        held_from=max(first_day(question.made[0]), first_day(movement.earliest)),
        points=rules.UNKNOWN_START_POINTS + sum(reason.points for reason in reasons),
        reasons=reasons,
        path=(movement.key,),
        parties=frozenset({movement.seller.key, movement.buyer.key}),
        from_maker=False,
    )


def _latest_departures(movements: Sequence[Movement], question: TraceQuestion) -> list[dict[str, date]]:
    """For 0, 1, 2... further hops: the last day a party can hold the goods and they still reach an end.

    One linear pass a hop. It keeps records that only share a customs code from being followed to nowhere.
    """
    parties = {party.key: party for movement in movements for party in (movement.seller, movement.buyer)}
    limit = last_day(question.recovered)
    reach = [{key: limit for key, party in parties.items() if is_end(party, question)}]
    for _ in range(MAX_HOPS):
        now = dict(reach[-1])
        for movement in movements:
            onward = reach[-1].get(movement.buyer.key)
            if onward is None or onward < first_day(movement.earliest):
                continue
            until = min(onward, last_day(movement.latest))
            now[movement.seller.key] = max(until, now.get(movement.seller.key, date.min))
        reach.append(now)
    return reach


def search(question: TraceQuestion, holders: Sequence[Holder], movements: Iterable[Movement]) -> tuple[Step, ...]:
    """Return every way found that ends at an end or with a record naming the part, best first."""
    usable = sorted(
        (m for m in movements if m.kind.is_goods and rules.fits(m, question)),
        key=lambda m: (first_day(m.earliest), last_day(m.latest), m.key),
    )
    departures: dict[str, list[Movement]] = defaultdict(list)
    for movement in usable:
        departures[movement.seller.key].append(movement)
    reach = _latest_departures(usable, question)
    layer = list(holders)
    found: list[Step] = []
    for hop in range(MAX_HOPS):
        steps = _extend(layer, departures, reach[MAX_HOPS - 1 - hop])
        if hop == 0:
            starts = [step for m in usable for step in _unknown_start(m, question)]
            steps = _best([*steps, *starts])
        found += [step for step in steps if _may_end(step, question)]
        layer = [Holder(step.movement.buyer.key, step.held_from, step) for step in steps]
    return tuple(sorted(found, key=lambda step: _final_rank(step, question)))


def _final_rank(step: Step, question: TraceQuestion) -> tuple[float, int, tuple[str, ...]]:
    missing = 0.0 if is_end(step.movement.buyer, question) else rules.UNKNOWN_END_POINTS
    return (step.rank[0] - missing, *step.rank[1:])


def _may_end(step: Step, question: TraceQuestion) -> bool:
    return step.movement.names.names_part or is_end(step.movement.buyer, question)


def _extend(
    layer: Sequence[Holder], departures: Mapping[str, Sequence[Movement]], reach: Mapping[str, date]
) -> list[Step]:
    """Pass the goods on by one hop from every holder; the `WIDTH` best ways to each movement remain."""
    holders: dict[str, list[Holder]] = defaultdict(list)
    for holder in layer:
        holders[holder.key].append(holder)
    steps: list[Step] = []
    for key, here in holders.items():
        first = min(holder.held_from for holder in here)
        for movement in departures.get(key, ()):
            if _leads_somewhere(first, movement, reach):
                able = [holder for holder in here if _leads_somewhere(holder.held_from, movement, reach)]
                steps += _ways(able, movement)
    return steps


def _event(movement: Movement) -> tuple[str, date, date, int]:
    """Return what two records of one delivery share, so that told twice it counts once."""
    days = first_day(movement.earliest), last_day(movement.latest)
    return movement.seller.key, *days, movement.quantity or 0


def _leads_somewhere(held_from: date, movement: Movement, reach: Mapping[str, date]) -> bool:
    """Return True when goods held from a day on can still reach an end by a movement, or it names the part."""
    if movement.names.names_part:
        return True
    until = reach.get(movement.buyer.key)
    return until is not None and until >= max(held_from, first_day(movement.earliest))


def _best(steps: Iterable[Step]) -> list[Step]:
    ways: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        ways[step.movement.key].append(step)
    return [step for key in sorted(ways) for step in sorted(ways[key], key=lambda s: s.rank)[:WIDTH]]
