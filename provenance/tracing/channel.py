"""Sales of authorised distributors by the territory for which they were authorised: said, never ranked.

A sale is outside only where each authorisation that can have been in force on its days names a territory that surely
leaves its country out; inside where one surely covers it; else nothing is said.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from provenance.territories import Coverage, coverage
from provenance.tracing.days import first_day, overlap
from provenance.tracing.roots import Root
from provenance.tracing.types import Hop, Movement, MovementKind, Reason


def with_territories(hops: Sequence[Hop], roots: Collection[Root]) -> tuple[Hop, ...]:
    """Say, while the goods are in the maker's channel, whether each sale of a distributor lay in its territory."""
    holders = {root.party.key for root in roots}
    said, in_channel = list[Hop](), True
    for hop in hops:
        in_channel = in_channel and hop.origin.key in holders
        said.append(_judged(hop, roots) if in_channel and hop.kind.is_goods else hop)
    return tuple(said)


def _judged(hop: Hop, roots: Collection[Root]) -> Hop:
    known = _authorisations(hop, roots)
    stands = {
        coverage(one.territory, hop.destination.country, hop.earliest, hop.latest) if one.territory else None
        for one in known
    }
    if stands == {Coverage.OUTSIDE}:
        code = "sold_outside_territory"
    elif Coverage.INSIDE in stands:
        code = "sold_inside_territory"
        known = [one for one in known if _covers(one, hop)]
    else:
        return hop
    territories = "; ".join(dict.fromkeys(one.territory for one in known))
    params = {"party": hop.origin.name, "territory": territories, "went_to": hop.destination.country}
    evidence = tuple(dict.fromkeys(said for one in known for said in one.evidence))
    return replace(hop, reasons=(*hop.reasons, Reason("note", code, params)), authorised_by=evidence)


def _covers(known: Movement, hop: Hop) -> bool:
    return coverage(known.territory, hop.destination.country, hop.earliest, hop.latest) is Coverage.INSIDE


def _authorisations(hop: Hop, roots: Collection[Root]) -> list[Movement]:
    """By what its seller can have been authorised on the hop's days; none where it is the maker itself or an owner."""
    theirs = [root.relations[-1:] for root in roots if root.party.key == hop.origin.key]
    if any(not last or last[0].kind is not MovementKind.AUTHORISATION for last in theirs):
        return []
    days = (hop.earliest, hop.latest)
    standing = {one.key: one for last in theirs for one in last if overlap((one.earliest, one.latest), days)}
    return sorted(standing.values(), key=lambda one: (first_day(one.earliest), one.key))
