"""Traces, asked and shown: the read-only core of a trace, and stored answers in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from provenance.models import Part
from provenance.partnumbers.normalise import canonical
from provenance.queries.merging import Merged, merged_parties
from provenance.queries.movements import DatabaseSource
from provenance.reference.trade import hs_codes
from provenance.trace_words import describe_gap, describe_reason
from provenance.tracing.types import TraceAnswer, TraceQuestion
from provenance.tracing.walk import trace

JSON = dict[str, Any]


def trace_part(
    *,
    part_number: str,
    manufacturer: str = "",
    made: tuple[date | None, date | None] = (None, None),
    recovered: date | None = None,
) -> TraceAnswer:
    """Answer how a part came to where it was found, from what the database holds now. Writes nothing."""
    merged = merged_parties()
    question = TraceQuestion(
        part_number=part_number,
        manufacturer=manufacturer,
        made=made,
        recovered=recovered,
        hs_codes=_hs_codes(part_number, manufacturer, merged),
    )
    return trace(question, DatabaseSource(merged=merged))


def _hs_codes(part_number: str, manufacturer: str, merged: Merged) -> tuple[str, ...]:
    """Return the customs codes of the part's category, where the catalogue knows the part."""
    parts = Part.objects.filter(canonical=canonical(part_number)).exclude(category="")
    named = parts.filter(_made_by(manufacturer, merged)) if manufacturer else parts
    categories = list((named if named.exists() else parts).values_list("category", flat=True)[:20])
    return tuple(sorted({code for category in categories for code in hs_codes(category)}))


def _made_by(manufacturer: str, merged: Merged) -> Q:
    """By the name, or by a company that was merged into the one of that name."""
    rows = [key for key, party in merged.roots.items() if party.name.casefold() == manufacturer.casefold()]
    return Q(manufacturer__name__iexact=manufacturer) | Q(manufacturer__in=rows)


def plain_answer(stored: JSON) -> JSON:
    """Return a stored answer in the form of the command line: names, dates, grades, sentences."""
    return {
        "part_number": stored["part_number"],
        "manufacturer": stored["manufacturer"],
        "owner": stored["owner"]["name"] if stored["owner"] else "",
        "chains": [
            {
                "rank": chain["rank"],
                "tier": chain["tier"],
                "hops": [_plain_hop(hop) for hop in chain["hops"]],
                "reasons": _sentences(chain["reasons"]),
            }
            for chain in stored["chains"]
        ],
        "gaps": [{"code": gap["code"], "text": describe_gap(gap["code"], gap["params"])} for gap in stored["gaps"]],
    }


def _plain_hop(hop: JSON) -> JSON:
    return {
        "from": hop["from"]["name"],
        "to": hop["to"]["name"],
        "date": hop["date"],
        "tier": hop["tier"],
        "evidence": [{key: said[key] for key in ("source", "grade", "reference")} for said in hop["evidence"]],
        "listed": [{key: span[key] for key in ("list", "from", "to")} for span in hop["listed"]],
    }


def _sentences(reasons: Iterable[JSON]) -> list[JSON]:
    return [
        {
            "sign": reason["sign"],
            "code": reason["code"],
            "points": reason["points"],
            "text": describe_reason(reason["code"], reason["params"]),
        }
        for reason in reasons
    ]


def with_sentences(stored: JSON) -> JSON:
    """Return a stored answer for a page: as stored, each reason and gap with its `text` in the active language."""
    if not stored:
        return {}
    return {
        **stored,
        "chains": [
            {
                **chain,
                "reasons": _sentences(chain["reasons"]),
                "hops": [{**hop, "reasons": _sentences(hop["reasons"])} for hop in chain["hops"]],
            }
            for chain in stored["chains"]
        ],
        "gaps": [{**gap, "text": describe_gap(gap["code"], gap["params"])} for gap in stored["gaps"]],
    }
