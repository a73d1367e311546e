"""Who owned a brand on a day: a chip marked Altera in 2012 was Altera's; the one to ask today is Intel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from provenance.tracing.days import first_day, last_day
from provenance.tracing.types import Movement, MovementKind, PartyRef, TraceQuestion


def owner_day(question: TraceQuestion) -> date | None:
    """Return the day for which the owner is asked: recovery, else the last day of making, else none (now)."""
    return question.recovered or question.made[1]


def owner_line(maker: PartyRef, relations: Iterable[Movement], question: TraceQuestion) -> tuple[Movement, ...]:
    """Return the ownerships from the brand to its owner on `owner_day`, the brand's own first.

    Without a day, the ownerships that still stand. An ownership of unknown beginning counts as in force.
    """
    day = owner_day(question)
    standing: dict[str, Movement] = {}
    for known in sorted(relations, key=lambda r: (first_day(r.earliest), r.key)):
        if known.kind is MovementKind.OWNERSHIP and _in_force(known, day):
            standing[known.seller.key] = known
    line: list[Movement] = []
    seen = {maker.key}
    key = maker.key
    while (relation := standing.get(key)) is not None and relation.buyer.key not in seen:
        line.append(relation)
        key = relation.buyer.key
        seen.add(key)
    return tuple(line)


def _in_force(relation: Movement, day: date | None) -> bool:
    if day is None:
        return relation.latest is None
    return first_day(relation.earliest) <= day <= last_day(relation.latest)
