"""Hypotheses and events as plain JSON beside a stored answer: codes and names, no sentences.

Verdicts and the time axis are not stored: they follow from the events and the hops, and are made when shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from provenance.tracing.hypotheses import Fact, Hypothesis, hypotheses
from provenance.tracing.signs import Background, Signs
from provenance.tracing.stored import stored
from provenance.tracing.timeline import Event, EventKind, Judged, Mark, Moved, axis, judge_all
from provenance.tracing.types import MovementKind, PartyRef, TraceAnswer

JSON = dict[str, Any]
_DAYS = ("first", "first_latest", "last")


def stored_with_judgements(answer: TraceAnswer, events: Sequence[Event], signs: Signs, background: Background) -> JSON:
    """Return the JSON of an answer with its events, and six hypotheses for each chain; without a chain for the part."""
    plain = stored(answer)
    for chain, shown in zip(answer.chains, plain["chains"], strict=True):
        shown["hypotheses"] = _hypotheses(hypotheses(answer.question, chain, signs, background))
    alone = () if answer.chains else hypotheses(answer.question, None, signs, background)
    return {**plain, "hypotheses": _hypotheses(alone), "events": [_event(event) for event in events]}


def events_in(plain: JSON) -> tuple[Event, ...]:
    """Return the events of a stored answer; none of one that was stored before there were any."""
    return tuple(_read_event(event) for event in plain.get("events", ()))


def verdicts_in(chain: JSON, events: Sequence[Event]) -> tuple[Judged, ...]:
    """Return the verdicts of a stored chain."""
    return judge_all(_moves(chain), events)


def axis_in(plain: JSON, events: Sequence[Event]) -> tuple[Mark, ...]:
    """Return the time axis of a stored answer, with the hops of its best chain."""
    moves = [move for chain in plain["chains"][:1] for move in _moves(chain)]
    made = (_day(plain["made"][0]), _day(plain["made"][1]))
    return axis(plain["part_number"], made, _day(plain["recovered"]), moves, events)


def _moves(chain: JSON) -> list[Moved]:
    return [
        Moved(number, _party(hop["from"]), _party(hop["to"]), _day(hop["earliest"]), _day(hop["latest"]))
        for number, hop in enumerate(chain["hops"], start=1)
        if MovementKind(hop["kind"]).is_goods
    ]


def _party(plain: JSON) -> PartyRef:
    return PartyRef(plain["id"], plain["name"], plain["kind"], plain["country"])


def _hypotheses(found: Iterable[Hypothesis]) -> list[JSON]:
    return [
        {"kind": str(one.kind), "for": _facts(one.speaks_for), "against": _facts(one.speaks_against)} for one in found
    ]


def _facts(facts: Iterable[Fact]) -> list[JSON]:
    return [{"code": fact.code, "params": dict(fact.params), "documented": fact.documented} for fact in facts]


def _event(event: Event) -> JSON:
    values = {field.name: getattr(event, field.name) for field in fields(event)}
    days = {name: values[name].isoformat() if values[name] else None for name in _DAYS}
    return {**values, **days, "kind": str(event.kind)}


def _read_event(plain: JSON) -> Event:
    days = {name: _day(plain[name]) for name in _DAYS}
    return Event(**{**plain, **days, "kind": EventKind(plain["kind"])})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
