"""Who can first have sold a part: its maker, the owners of the brand, their authorised distributors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from provenance.tracing import rules
from provenance.tracing.days import first_day, last_day
from provenance.tracing.types import Movement, MovementKind, PartyRef, TraceQuestion


@dataclass(frozen=True, slots=True)
class Root:
    """One that can have had the part from a day on, and the relations by which, from the maker on; none for itself."""

    party: PartyRef
    held_from: date
    relations: tuple[Movement, ...] = ()

    def ended_before(self, day: date) -> bool:
        """Return True when it was an authorised distributor, and no longer on that day."""
        last = self.relations[-1] if self.relations else None
        return last is not None and last.kind is MovementKind.AUTHORISATION and last_day(last.latest) < day


def roots(question: TraceQuestion, maker: PartyRef | None, relations: Iterable[Movement]) -> tuple[Root, ...]:
    """Return who can first have sold the goods, the shortest way from the maker first."""
    if maker is None:
        return ()
    found = [Root(maker, first_day(question.made[0]))]
    standing = sorted((known for known in relations if rules.fits(known, question)), key=lambda known: known.key)
    for kind in (MovementKind.OWNERSHIP, MovementKind.AUTHORISATION):
        queue = list(found)
        while queue:
            root = queue.pop(0)
            new = [_passed(root, known) for known in standing if known.kind is kind and _may_pass(root, known)]
            found += new
            if kind is MovementKind.OWNERSHIP:
                queue += new
    return tuple(sorted(found, key=lambda root: (len(root.relations), root.held_from, _path(root))))


def held_since(found: Iterable[Root]) -> dict[str, date]:
    """Return, by party key, the first day on which it can have had the part."""
    since: dict[str, date] = {}
    for root in found:
        since[root.party.key] = min(root.held_from, since.get(root.party.key, date.max))
    return since


def root_of(movements: Sequence[Movement], found: Iterable[Root]) -> Root | None:
    """Return the root from which these goods can have left, the shortest way to it that passes none of their hands.

    One whose standing had ended before they left only where there is no other.
    """
    first = movements[0]
    hands = {movement.buyer.key for movement in movements}
    able = [
        root
        for root in found
        if root.party.key == first.seller.key
        and root.held_from <= last_day(first.latest)
        and hands.isdisjoint(known.seller.key for known in root.relations)
    ]
    return next((root for root in able if not root.ended_before(first_day(first.earliest))), able[0] if able else None)


def _may_pass(root: Root, relation: Movement) -> bool:
    hands = {root.party.key, *(known.seller.key for known in root.relations)}
    if relation.seller.key != root.party.key or relation.buyer.key in hands:
        return False
    return last_day(relation.latest) >= root.held_from


def _passed(root: Root, relation: Movement) -> Root:
    held_from = max(root.held_from, first_day(relation.earliest))
    return Root(relation.buyer, held_from, (*root.relations, relation))


def _path(root: Root) -> tuple[str, ...]:
    return tuple(known.key for known in root.relations)
