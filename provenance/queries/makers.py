"""Whose part it is, when only the number is known."""

from __future__ import annotations

from provenance import reference
from provenance.models import Part, Party
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.rule_ids import prefix_rule
from provenance.queries.corrections import wrong_rules
from provenance.queries.merging import Merged, merged_parties
from provenance.queries.naming import Bases, may_name, naming
from provenance.queries.parties import maker_named
from provenance.tracing.types import Naming

MAX_PARTS = 200


def likely_maker(part_number: str, merged: Merged | None = None) -> Party | None:
    """Return the only maker whose catalogue has the number, else its base; else of its prefix; None when in doubt."""
    parts = Part.objects.filter(may_name(part_number)).select_related("manufacturer")
    standing = (merged or merged_parties()).standing
    found = [(_naming(one, part_number), standing(one.manufacturer)) for one in parts.order_by("pk")[:MAX_PARTS]]
    for wanted in (Naming.EXACT, Naming.BASE):
        makers = {maker.pk: maker for named, maker in found if named is wanted}
        if makers:
            return next(iter(makers.values())) if len(makers) == 1 else None
    return _by_prefix(plain(part_number))


def _naming(part: Part, part_number: str) -> Naming | None:
    listed = {part.canonical: part.base} if part.base else {}
    return naming(part.number, part_number, Bases(part.manufacturer.name, listed))


def _by_prefix(number: str) -> Party | None:
    wrong = wrong_rules()
    fitting = [
        row
        for row in reference.prefixes()
        if row.confidence == "high" and not row.shared and row.manufacturer and number.startswith(row.prefix)
        if prefix_rule(row.prefix) not in wrong
    ]
    longest = max((len(row.prefix) for row in fitting), default=0)
    makers = {row.manufacturer for row in fitting if len(row.prefix) == longest}
    return maker_named(makers.pop()) if len(makers) == 1 else None
