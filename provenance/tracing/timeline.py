"""What was in force when goods moved: listings, controls and announced exits beside each hop, exact to the day.

An event counts from its first day on: goods that moved on that very day moved after it. Whatever straddles an
event cannot be told, and neither can anything about a hop without a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from provenance.tracing.days import first_day, last_day, shown, standing
from provenance.tracing.types import ListingSpan, PartyRef, TraceAnswer

Days = tuple[date | None, date | None]


class EventKind(StrEnum):
    """What can happen beside the movement of goods."""

    LISTING = "listing"
    CONTROL = "control"
    EXIT = "exit"


class Verdict(StrEnum):
    """How a hop stands to an event."""

    AFTER = "after"
    BEFORE = "before"
    CANNOT_TELL = "cannot_tell"


class InForce(StrEnum):
    """Whether something was in force on the days of a hop."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that began on a day between ``first`` and ``first_latest`` (None: not known) and stood until ``last``.

    ``name``: the list, the instrument, or who announced the exit; ``detail``: the programme, the provision, or the
    code of what was announced. ``condition``: code of what a person must check before it applies.
    ``party``: the key of whoever it is about; empty for a control.
    """

    kind: EventKind
    jurisdiction: str
    name: str
    first: date | None
    first_latest: date | None
    last: date | None = None
    party: str = ""
    party_name: str = ""
    detail: str = ""
    condition: str = ""
    version: str = ""
    source: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Goods that went from seller to buyer on some day of an interval, as hop number ``hop`` of a chain."""

    hop: int
    seller: PartyRef
    buyer: PartyRef
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Judged:
    """One hop beside one event. ``days``: the least and the most days between them; None where open or unclear."""

    hop: int
    event: Event
    verdict: Verdict
    in_force: InForce
    days: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the time axis, an interval with open ends; ``kind`` and ``params`` make its label."""

    kind: str
    start: date | None
    end: date | None
    params: Mapping[str, str]


def as_known_on(events: Iterable[Event], day: date | None) -> tuple[Event, ...]:
    """Leave out what had not begun on a day, and ends that lay ahead of it. Without a day, everything stays."""
    if day is None:
        return tuple(events)
    begun = (event for event in events if event.first is None or event.first <= day)
    return tuple(event if first_day(event.last) <= day and event.last else replace(event, last=None) for event in begun)


def judge(hop: int, earliest: date | None, latest: date | None, event: Event) -> Judged:
    """Say how a hop on some day of an interval stands to an event."""
    if earliest is None and latest is None:
        return Judged(hop, event, Verdict.CANNOT_TELL, InForce.CANNOT_TELL)
    begins = first_day(event.first), last_day(event.first_latest)
    moved = first_day(earliest), last_day(latest)
    stood = _in_force(event, earliest, latest)
    if moved[0] >= begins[1] or (event.last and event.last < moved[0]):
        return Judged(hop, event, Verdict.AFTER, stood, _apart(begins, moved))
    if moved[1] < begins[0]:
        return Judged(hop, event, Verdict.BEFORE, stood, _apart(moved, begins))
    return Judged(hop, event, Verdict.CANNOT_TELL, stood)


def judge_all(moves: Iterable[Moved], events: Sequence[Event]) -> tuple[Judged, ...]:
    """Judge each hop of goods beside each event that concerns it: listings of its two parties, and all others."""
    return tuple(
        judge(move.hop, move.earliest, move.latest, event)
        for move in moves
        for event in events
        if event.kind is not EventKind.LISTING or event.party in (move.seller.key, move.buyer.key)
    )


def axis(
    part: str,
    made: Days,
    recovered: date | None,
    moves: Iterable[Moved],
    events: Iterable[Event],
) -> tuple[Mark, ...]:
    """Put making, events, hops and recovery on one axis, in order of their first days."""
    marks = [*(_event_mark(event) for event in events), *(_move_mark(move) for move in moves)]
    if made != (None, None):
        marks.append(Mark("made", *made, {"part": part}))
    if recovered:
        marks.append(Mark("recovered", recovered, recovered, {"part": part}))
    return tuple(sorted(marks, key=lambda mark: (first_day(mark.start), last_day(mark.end), mark.kind)))


def parties_of(answer: TraceAnswer) -> tuple[PartyRef, ...]:
    """Every party of an answer's chains, once, in the order in which they appear."""
    return tuple({party.key: party for chain in answer.chains for party in chain.parties}.values())


def _in_force(event: Event, earliest: date | None, latest: date | None) -> InForce:
    """Unclear as well when it is not known on which of some days the event began and the hop lies among them."""
    stands = {
        standing(ListingSpan("", "", start, event.last), earliest, latest)
        for start in (event.first, event.first_latest)
    }
    if stands == {"yes"}:
        return InForce.YES
    return InForce.NO if stands == {"no"} else InForce.CANNOT_TELL


def _apart(before: tuple[date, date], after: tuple[date, date]) -> tuple[int | None, int | None]:
    """The least and the most days from one interval to a later one."""
    inner, outer = (before[1], after[0]), (before[0], after[1])
    return _days(*inner), _days(*outer)


def _days(start: date, end: date) -> int | None:
    return (end - start).days if shown(start) and shown(end) and start <= end else None


def _event_mark(event: Event) -> Mark:
    params = {
        "name": event.name,
        "party": event.party_name,
        "jurisdiction": event.jurisdiction,
        "detail": event.detail,
        "version": event.version,
    }
    end = event.first_latest if event.kind is EventKind.EXIT else event.last
    return Mark(event.kind, event.first, end, params)


def _move_mark(move: Moved) -> Mark:
    params = {"number": str(move.hop), "seller": move.seller.name, "buyer": move.buyer.name}
    return Mark("hop", move.earliest, move.latest, params)
