"""Answers of traces, as they are stored and as they are shown: in sentences of the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from provenance import hypothesis_words, timeline_words
from provenance.queries.merging import Merged, merged_parties
from provenance.queries.trace_facts import background_of, events_around, shipments_naming
from provenance.trace_words import describe_gap, describe_reason
from provenance.tracing.signs import NO_SIGNS, Signs
from provenance.tracing.stored import interval
from provenance.tracing.stored_judgements import axis_in, events_in, stored_with_judgements, verdicts_in
from provenance.tracing.timeline import Event, Judged, Mark, as_known_on
from provenance.tracing.types import TraceAnswer

JSON = dict[str, Any]
_ADDED = ("complete", "possible_route", "margin", "names_lot", "hypotheses", "verdicts")


def full_answer(
    answer: TraceAnswer,
    *,
    signs: Signs = NO_SIGNS,
    lot: str = "",
    as_of: date | None = None,
    merged: Merged | None = None,
) -> JSON:
    """Return an answer as it is stored: with hypotheses, listings, controls and exits. Reads, writes nothing.

    ``lot``: the lot code of the part; a record that names it is told. ``as_of``: leave out listings, controls and
    exits that began later, and ends that lay ahead of that day.
    """
    events = as_known_on(events_around(answer, merged or merged_parties()), as_of)
    full = stored_with_judgements(answer, events, signs, background_of(answer, events))
    if not answer.question.hs_codes:
        full["gaps"].append({"code": "customs_code_unknown", "params": {"part": answer.question.part_number}})
    return _with_lot(full, answer, lot) if lot else full


def _with_lot(full: JSON, answer: TraceAnswer, lot: str) -> JSON:
    """Say which chains rest on a record that names the lot, and what is missing where none does."""
    named = shipments_naming(lot)
    for chain, plain in zip(answer.chains, full["chains"], strict=True):
        rests_on = {record.id for hop in chain.goods for record in hop.records if record.kind == "shipment"}
        plain["names_lot"] = not named.isdisjoint(rests_on)
    if not any(chain["names_lot"] for chain in full["chains"]):
        asked = answer.owner.name if answer.owner else answer.question.manufacturer
        code = "lot_named_elsewhere" if named else "lot_not_named"
        full["gaps"].append({"code": code, "params": {"lot": lot, "count": str(len(named)), "ask": asked}})
    return {**full, "lot": lot}


def plain_answer(stored: JSON) -> JSON:
    """Return a stored answer in the form of the command line: names, dates, grades, sentences."""
    shown = with_sentences(stored)
    return {
        "part_number": stored["part_number"],
        "manufacturer": stored["manufacturer"],
        "owner": stored["owner"]["name"] if stored["owner"] else "",
        "chains": [_plain_chain(chain) for chain in shown["chains"]],
        "gaps": [_plain_gap(gap) for gap in shown["gaps"]],
        "state": shown["state"],
        **({"lot": stored["lot"]} if "lot" in stored else {}),
        "hypotheses": shown["hypotheses"],
        "axis": shown["axis"],
    }


def with_sentences(stored: JSON) -> JSON:
    """Return a stored answer for a page: as stored, with verdicts and axis, and with every `text` in the active
    language. An answer that was stored before there were hypotheses has none.
    """
    if not stored:
        return {}
    events = events_in(stored)
    chains = stored["chains"]
    return {
        **stored,
        "state": stored.get("state", "complete"),
        "chains": [_chain(chain, after, events) for chain, after in zip_longest(chains, chains[1:])],
        "gaps": [{**gap, "text": describe_gap(gap["code"], gap["params"])} for gap in stored["gaps"]],
        "hypotheses": _hypotheses(stored.get("hypotheses", ())),
        "axis": [_mark(mark) for mark in axis_in(stored, events)],
    }


def _chain(chain: JSON, after: JSON | None, events: Sequence[Event]) -> JSON:
    return {
        **chain,
        "complete": chain["from_maker"] and chain["reaches_end"],
        "possible_route": chain.get("possible_route", _has(chain, "possible_route")),
        "margin": chain.get("margin", round(chain["points"] - after["points"], 2) if after else None),
        "reasons": _sentences(chain["reasons"]),
        "hops": [{**hop, "reasons": _sentences(hop["reasons"])} for hop in chain["hops"]],
        "hypotheses": _hypotheses(chain.get("hypotheses", ())),
        "verdicts": [_verdict(judged) for judged in verdicts_in(chain, events)],
    }


def _has(chain: JSON, code: str) -> bool:
    return any(reason["code"] == code for reason in chain["reasons"])


def _plain_chain(chain: JSON) -> JSON:
    return {
        "rank": chain["rank"],
        "tier": chain["tier"],
        "hops": [_plain_hop(hop) for hop in chain["hops"]],
        "reasons": _plain_reasons(chain["reasons"]),
        **{key: chain[key] for key in _ADDED if key in chain},
    }


def _plain_hop(hop: JSON) -> JSON:
    return {
        "from": hop["from"]["name"],
        "to": hop["to"]["name"],
        "date": hop["date"],
        "tier": hop["tier"],
        "evidence": [{key: said[key] for key in ("source", "grade", "reference")} for said in hop["evidence"]],
        "listed": _plain_spans(hop["listed"]),
        "origin_listed": _plain_spans(hop.get("origin_listed", ())),
        "reasons": _plain_reasons(hop["reasons"]),
    }


def _plain_spans(spans: Iterable[JSON]) -> list[JSON]:
    return [{key: span[key] for key in ("list", "from", "to", "version")} for span in spans]


def _plain_reasons(reasons: Iterable[JSON]) -> list[JSON]:
    return [{key: reason[key] for key in ("sign", "code", "points", "text")} for reason in reasons]


def _plain_gap(gap: JSON) -> JSON:
    asked = gap["params"].get("ask")
    return {"code": gap["code"], "text": gap["text"], **({"ask": asked} if asked else {})}


def _sentences(reasons: Iterable[JSON]) -> list[JSON]:
    return [{**reason, "text": describe_reason(reason["code"], reason["params"])} for reason in reasons]


def _hypotheses(found: Iterable[JSON]) -> list[JSON]:
    return [_hypothesis(one) for one in found]


def _hypothesis(one: JSON) -> JSON:
    documented = sum(fact["documented"] for fact in one["for"])
    return {
        "kind": one["kind"],
        "name": hypothesis_words.hypothesis_name(one["kind"]),
        "text": hypothesis_words.hypothesis_meaning(one["kind"]),
        "documented": bool(documented),
        "standing": hypothesis_words.standing_of(len(one["for"]), documented),
        "for": _facts(one["for"]),
        "against": _facts(one["against"]),
    }


def _facts(facts: Iterable[JSON]) -> list[JSON]:
    return [
        {
            "code": fact["code"],
            "text": hypothesis_words.describe_fact(fact["code"], fact["params"]),
            "documented": fact["documented"],
        }
        for fact in facts
    ]


def _verdict(judged: Judged) -> JSON:
    event = judged.event
    since = interval(event.first, event.first_latest)
    shown = {
        "hop": judged.hop,
        "party": event.party_name,
        "name": event.name,
        "detail": event.detail,
        "first": since or "?",
        "last": event.last.isoformat() if event.last else "",
        "days": timeline_words.shown_days(*judged.days),
    }
    return {
        "party": event.party_name,
        "hop": judged.hop,
        "jurisdiction": event.jurisdiction,
        "event": str(event.kind),
        "list": f"{event.name}, {event.detail}" if event.kind == "control" else event.name,
        "date": since or None,
        "to": event.last.isoformat() if event.last else None,
        "version": event.version or None,
        "verdict": str(judged.verdict),
        "in_force": str(judged.in_force),
        "days": list(judged.days),
        "text": timeline_words.describe_verdict(event.kind, judged.verdict, judged.in_force, shown),
        "condition": timeline_words.describe_condition(event.condition),
        "checked": event.checked,
        "source": event.source,
    }


def _mark(mark: Mark) -> JSON:
    return {
        "kind": mark.kind,
        "label": timeline_words.describe_mark(mark.kind, mark.params),
        "from": mark.start.isoformat() if mark.start else None,
        "to": mark.end.isoformat() if mark.end else None,
    }
