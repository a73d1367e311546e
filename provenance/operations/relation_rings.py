"""Owners that own each other, successors that succeed each other, at the same time: a table that says so errs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from provenance.batching import batches
from provenance.models import PartyRelation, RelationKind

CHECKED = (RelationKind.OWNER, RelationKind.SUCCESSOR)
MOST_STEPS = 20_000
"""Looked at for one relation: no group of companies is so large."""
DEEPEST = 50
Span = tuple[date, date]


class Rings:
    """The owners and successors that are known, and those of a file as they are added one by one."""

    def __init__(self, relations: Iterable[PartyRelation]) -> None:
        wanted = [one for one in relations if one.kind in CHECKED]
        self._below: dict[tuple[str, int], dict[tuple[int, date | None], Span]] = {}
        self._above: dict[tuple[str, int], dict[tuple[int, date | None], Span]] = {}
        for kind in CHECKED:
            self._load(kind, {one.target_id for one in wanted if one.kind == kind})
        for one in wanted:  # a file may end what is known without end
            self._forget(one)

    def closed_by(self, one: PartyRelation) -> list[int]:
        """The parties through which `one` would close a ring, from its target to its party; empty if it closes none."""
        if one.kind not in CHECKED:
            return []
        open_ends: list[tuple[int, Span, list[int]]] = [(one.target_id, _span(one), [one.target_id])]
        for _step in range(MOST_STEPS):
            if not open_ends:
                break
            at, span, line = open_ends.pop()
            for (below, _start), other in self._below.get((one.kind, at), {}).items():
                both = max(span[0], other[0]), min(span[1], other[1])
                if both[0] > both[1] or below in line:
                    continue
                if below == one.party_id:
                    return [*line, below]
                if len(line) < DEEPEST:
                    open_ends.append((below, both, [*line, below]))
        return []

    def others(self, one: PartyRelation) -> list[int]:
        """Who else is its target's owner or successor at that time."""
        if one.kind not in CHECKED:
            return []
        span = _span(one)
        known = self._above.get((one.kind, one.target_id), {})
        return sorted(
            {
                party
                for (party, _start), other in known.items()
                if party != one.party_id and max(span[0], other[0]) <= min(span[1], other[1])
            }
        )

    def add(self, one: PartyRelation) -> None:
        """It is known from now on."""
        if one.kind in CHECKED:
            self._below.setdefault((one.kind, one.party_id), {})[one.target_id, one.start] = _span(one)
            self._above.setdefault((one.kind, one.target_id), {})[one.party_id, one.start] = _span(one)

    def _forget(self, one: PartyRelation) -> None:
        self._below.get((one.kind, one.party_id), {}).pop((one.target_id, one.start), None)
        self._above.get((one.kind, one.target_id), {}).pop((one.party_id, one.start), None)

    def _load(self, kind: RelationKind, parties: set[int]) -> None:
        """What these own, what that owns..., and who else owns these."""
        for some in batches(sorted(parties)):
            for one in PartyRelation.objects.filter(kind=kind, target__in=some):
                self._above.setdefault((kind, one.target_id), {})[one.party_id, one.start] = _span(one)
        seen: set[int] = set()
        while parties := parties - seen:
            seen |= parties
            found: set[int] = set()
            for some in batches(sorted(parties)):
                for one in PartyRelation.objects.filter(kind=kind, party__in=some):
                    self._below.setdefault((kind, one.party_id), {})[one.target_id, one.start] = _span(one)
                    found.add(one.target_id)
            parties = found


def _span(one: PartyRelation) -> Span:
    """The days on which it surely holds. A succession is of its first day: names change, and change back."""
    first = one.start_latest or one.start
    if one.kind == RelationKind.SUCCESSOR and first:
        return one.start or first, first
    return first or date.min, one.end or date.max
