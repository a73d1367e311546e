"""What a trace needs to be told. A database, a list in memory or a packed column store can each be a source.

Four questions, each asked at most once a trace, each answered in bulk: a source never sees the search itself,
so a faster store replaces a slower one without touching the rules.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from provenance.tracing.types import ListingSpan, Movement, PartyRef, TraceQuestion


@dataclass(frozen=True, slots=True)
class Slice:
    """Movements that may fit a question. ``cut`` is true when the source held back rows over its limit."""

    movements: Sequence[Movement]
    cut: bool = False


class ChainSource(Protocol):
    """Facts for one trace. Any order of rows is fine: the walk sorts."""

    def maker(self, question: TraceQuestion) -> PartyRef | None:
        """Return the party whose brand the part carries, or None when nobody is known by that name."""

    def relations(self, maker: PartyRef) -> Sequence[Movement]:
        """Return ownerships (seller: brand, buyer: owner; owners of owners too) and authorisations
        (seller: brand or one of its owners, buyer: distributor), with the days they were in force."""

    def naming(self, question: TraceQuestion) -> Slice:
        """Return shipments and claims that name the part, its base number or its family."""

    def goods(self, question: TraceQuestion) -> Slice:
        """Return shipments under the part's customs codes that name no part; the maker may be named."""

    def listings(self, keys: Collection[str]) -> Mapping[str, tuple[ListingSpan, ...]]:
        """Return every listing, past ones too, of the parties with these keys."""
