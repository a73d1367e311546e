"""What a trace needs to be told. A database, a list in memory or a packed column store can each be a source.

Every question is asked at most twice a trace and answered in bulk: a source never sees the search itself, so a faster
store replaces a slower one without touching the rules. Sources share one register of parties and its numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from provenance.tracing.rows import Rows
from provenance.tracing.types import ListingSpan, Movement, PartyRef, TraceQuestion


class SourceFailed(Exception):
    """A source cannot answer now. The trace goes on without it and says so."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows that may fit a question. ``cut`` is true when the source held back rows over its limit."""

    rows: Rows
    cut: bool = False


class Register(Protocol):
    """Who is who, as of one look: parties that were merged are one throughout a trace."""

    def maker(self, question: TraceQuestion) -> PartyRef | None:
        """Return the party whose brand the part carries, or None when nobody is known by that name."""

    def relations(self, maker: PartyRef) -> Sequence[Movement]:
        """Return ownerships (seller: brand, buyer: owner; owners of owners too), authorisations and denied ones
        (seller: brand or one of its owners, buyer: distributor), with the days they were in force."""

    def numbers(self, parties: Collection[PartyRef]) -> Mapping[str, int]:
        """Return the numbers by which rows call these parties, by key."""

    def listings(self, keys: Collection[str]) -> Mapping[str, tuple[ListingSpan, ...]]:
        """Return every listing, past ones too, of the parties with these keys."""


class ChainSource(Protocol):
    """Records of goods for one trace. Any order of rows is fine; rows that do not fit the days may be among them.

    Every method may raise SourceFailed.
    """

    name: str

    def naming(self, question: TraceQuestion, maker: PartyRef | None) -> Slice:
        """Return shipments or claims that name the part, its base number or its family, and no other maker."""

    def goods(self, question: TraceQuestion, maker: PartyRef | None) -> Slice:
        """Return those under the part's customs codes that name no part; this maker may be named, no other."""

    def movements(self, rows: Collection[int], question: TraceQuestion) -> Mapping[int, Movement]:
        """Return rows in full, by the numbers that `naming` and `goods` gave them; one that is gone is left out."""
