"""A trace as plain JSON, as it is stored: codes and names, no sentences, so that any language can be shown later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from provenance.tracing.types import Chain, Evidence, Hop, ListingSpan, PartyRef, Reason, TraceAnswer

VERSION = 2
JSON = dict[str, Any]


def stored(answer: TraceAnswer) -> JSON:
    """Return the JSON of an answer. Equal answers give equal JSON."""
    question = answer.question
    return {
        "version": VERSION,
        "part_number": question.part_number,
        "manufacturer": answer.maker.name if answer.maker else question.manufacturer,
        "made": [_day(question.made[0]), _day(question.made[1])],
        "recovered": _day(question.recovered),
        "maker": _party(answer.maker) if answer.maker else None,
        "owner": _party(answer.owner) if answer.owner else None,
        "ownership": [_hop(hop) for hop in answer.ownership],
        "chains": [_chain(rank, chain) for rank, chain in enumerate(answer.chains, start=1)],
        "state": answer.state,
        "gaps": [{"code": gap.code, "params": dict(gap.params)} for gap in answer.gaps],
    }


def _chain(rank: int, chain: Chain) -> JSON:
    return {
        "rank": rank,
        "tier": str(chain.tier),
        "points": chain.points,
        "from_maker": chain.from_maker,
        "reaches_end": chain.reaches_end,
        "complete": chain.complete,
        "possible_route": chain.possible_route,
        "margin": chain.margin,
        "hops": [_hop(hop) for hop in chain.hops],
        "reasons": _reasons(chain.reasons),
    }


def _hop(hop: Hop) -> JSON:
    return {
        "from": _party(hop.origin),
        "to": _party(hop.destination),
        "kind": str(hop.kind),
        "earliest": _day(hop.earliest),
        "latest": _day(hop.latest),
        "date": interval(hop.earliest, hop.latest),
        "tier": str(hop.tier),
        "names": str(hop.names) if hop.names else "",
        "quantity": hop.quantity,
        "unit_price": hop.unit_price,
        "deliveries": hop.deliveries,
        "records": [
            {"kind": str(record.kind), "file": record.file, "reference": record.reference, "id": record.id}
            for record in hop.records
        ],
        "evidence": [_evidence(evidence) for evidence in hop.evidence],
        "listed": _spans(hop.listed),
        "origin_listed": _spans(hop.origin_listed),
        "listed_at_recovery": _spans(hop.listed_at_recovery),
        "reasons": _reasons(hop.reasons),
    }


def interval(earliest: date | None, latest: date | None) -> str:
    """Return a day, or an ISO 8601-2 interval whose open ends are ``..``; empty when nothing is known."""
    if earliest is None and latest is None:
        return ""
    if earliest == latest:
        return _day(earliest) or ""
    return f"{_day(earliest) or '..'}/{_day(latest) or '..'}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _party(party: PartyRef) -> JSON:
    return {"id": party.key, "name": party.name, "kind": party.kind, "country": party.country}


def _evidence(evidence: Evidence) -> JSON:
    return {
        "source": evidence.source,
        "grade": evidence.grade,
        "reference": evidence.reference,
        "origin": evidence.origin,
        "party_to_war": evidence.party_to_war,
    }


def _spans(spans: Iterable[ListingSpan]) -> list[JSON]:
    return [
        {
            "list": span.list,
            "jurisdiction": span.jurisdiction,
            "from": _day(span.start),
            "to": _day(span.end),
            "version": span.version,
        }
        for span in spans
    ]


def _reasons(reasons: Iterable[Reason]) -> list[JSON]:
    return [
        {"sign": reason.sign, "code": reason.code, "params": dict(reason.params), "points": reason.points}
        for reason in reasons
    ]
