"""Traces, asked: the read-only core of a trace. `queries.trace_answers` shows what comes of it."""

from __future__ import annotations

from datetime import date

from provenance.models import Part
from provenance.partnumbers.facts.gathering import part_facts
from provenance.partnumbers.normalise import canonical
from provenance.queries.merging import Merged, merged_parties
from provenance.queries.movements import ClaimSource, ShipmentSource
from provenance.queries.naming import Bases
from provenance.queries.statements import read
from provenance.queries.trace_register import PartyRegister
from provenance.reference.trade import hs_codes
from provenance.tracing.types import TraceAnswer, TraceQuestion
from provenance.tracing.walk import trace

MOST_PARTS = 20
_LISTED = f"SELECT manufacturer_id, category, base FROM {Part._meta.db_table} WHERE canonical = %s ORDER BY id LIMIT %s"  # noqa: S608
DESTINATIONS = TraceQuestion("").destinations


def trace_part(
    *,
    part_number: str,
    manufacturer: str = "",
    maker_key: str = "",
    made: tuple[date | None, date | None] = (None, None),
    recovered: date | None = None,
    destinations: tuple[str, ...] = DESTINATIONS,
    merged: Merged | None = None,
) -> TraceAnswer:
    """Answer how a part came to where it was found, from what the database holds now. Writes nothing.

    ``maker_key``: public id of the maker, where it is known; else its name. ``destinations``: countries (ISO 3166) in
    which a chain may end. ``merged``: a look at all merges, where there was one already.
    """
    register = PartyRegister(merged or merged_parties())
    question = TraceQuestion(part_number, manufacturer, made, recovered, (), destinations, maker_key)
    maker = register.maker(question)
    parts = _listed(part_number, register.group)
    named = maker.name if maker else manufacturer
    codes = _hs_codes(part_number, named, [category for category, _ in parts])
    question = TraceQuestion(part_number, manufacturer, made, recovered, codes, destinations, maker_key)
    base = next((base for _, base in parts if base), "")
    bases = Bases(named, {canonical(part_number): base})
    return trace(question, register, (ShipmentSource(register, bases), ClaimSource(register, bases)))


def _listed(part_number: str, makers: list[int]) -> list[tuple[str, str]]:
    """The categories and bases that catalogues have of a number: of these makers, where they list it at all."""
    found = read(_LISTED, [canonical(part_number), MOST_PARTS])
    own = [row for row in found if row[0] in makers] or found
    return [(category, base) for _, category, base in own]


def _hs_codes(part_number: str, manufacturer: str, categories: list[str]) -> tuple[str, ...]:
    """The customs codes of the part's category; where no catalogue knows it, those that follow from its number."""
    known = {code for category in categories if category for code in hs_codes(category)}
    if not known:
        known = {code.hs6 for code in part_facts(part_number, manufacturer).customs}
    return tuple(sorted(known))
