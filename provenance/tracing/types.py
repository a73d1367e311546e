"""Values of a trace: who held the part, when, who says so, and how sure that is.

Everything is immutable. Days are calendar days; an open end of an interval is ``None``. Grades: the Admiralty scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

Sign = Literal["for", "against", "note"]


class Tier(StrEnum):
    """How a hop is known, strongest first."""

    DOCUMENTED = "documented"
    DECLARED = "declared"
    INFERRED = "inferred"
    HYPOTHETICAL = "hypothetical"

    @property
    def rank(self) -> int:
        """0 for the strongest tier, 3 for the weakest."""
        return _TIER_RANK[self]


_TIER_RANK: Mapping[Tier, int] = {tier: rank for rank, tier in enumerate(Tier)}


def weakest(tiers: Iterable[Tier]) -> Tier:
    """Return the weakest of some tiers; nothing at all is hypothetical."""
    return max(tiers, key=lambda tier: tier.rank, default=Tier.HYPOTHETICAL)


class Naming(StrEnum):
    """How closely a record names the part that is traced, closest first."""

    EXACT = "exact"
    BASE = "base"
    FAMILY = "family"
    MAKER = "maker"
    GOODS = "goods"

    @property
    def names_part(self) -> bool:
        """True when the record speaks of this part, not only of its maker or its customs code."""
        return self is Naming.EXACT or self is Naming.BASE or self is Naming.FAMILY


class MovementKind(StrEnum):
    """What a fact is about: goods that moved, a statement that they did, or a standing relation."""

    SHIPMENT = "shipment"
    CLAIM = "claim"
    AUTHORISATION = "authorisation"
    NOT_AUTHORISED = "not_authorised"
    OWNERSHIP = "ownership"

    @property
    def is_goods(self) -> bool:
        """True when goods changed hands; a relation only says that they could have."""
        return self is MovementKind.SHIPMENT or self is MovementKind.CLAIM


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence about a rank, as a code: text is made where a language is known."""

    sign: Sign
    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    points: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who says so, where, and how far that can be relied upon.

    ``origin`` names the first publication that this source repeats: sources of one origin count once.
    """

    source: str
    reference: str
    reliability: str = "F"
    credibility: int = 6
    origin: str = ""
    party_to_war: bool = False

    def __post_init__(self) -> None:
        if self.reliability not in "ABCDEF" or len(self.reliability) != 1:
            raise ValueError(f"reliability is one letter A-F, not {self.reliability!r}")
        if not 1 <= self.credibility <= 6:
            raise ValueError(f"credibility is 1-6, not {self.credibility!r}")

    @property
    def grade(self) -> str:
        """Both halves of the Admiralty grade, such as ``B2``."""
        return f"{self.reliability}{self.credibility}"

    @property
    def root(self) -> str:
        """The source this one counts as when independent sources are counted."""
        return self.origin or self.source

    @property
    def judged(self) -> bool:
        """True when both source and statement were judged."""
        return self.reliability != "F" and self.credibility != 6

    @property
    def usable(self) -> bool:
        """True unless the source was found unreliable (E) or the statement improbable (5)."""
        return self.reliability != "E" and self.credibility != 5


@dataclass(frozen=True, slots=True)
class ListingSpan:
    """One party on one list, from the first day in force to the last. ``start`` None: not known."""

    list: str
    jurisdiction: str
    start: date | None
    end: date | None
    programme: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class PartyRef:
    """An organisation as a trace shows it; ``key`` is its public id."""

    key: str
    name: str
    kind: str = ""
    country: str = ""


class RecordKind(StrEnum):
    """In which table a fact lies."""

    SHIPMENT = "shipment"
    CLAIM = "claim"
    RELATION = "relation"


@dataclass(frozen=True, slots=True)
class Record:
    """Where a fact lies, so that a reader reaches it: `file` is the public id of the imported file, if it was one;
    `reference` the row in its source; `id` the primary key.
    """

    kind: RecordKind
    id: int
    file: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class TakenFor:
    """A name as a record writes it, which likely, but not surely, means a party."""

    written: str
    party: str


@dataclass(frozen=True, slots=True)
class Movement:
    """A sourced fact that takes goods, or could take them, from seller to buyer within some days.

    ``deliveries`` over 1: several of one order taken together, quantities summed. ``territory``: where it holds.
    """

    key: str
    kind: MovementKind
    seller: PartyRef
    buyer: PartyRef
    earliest: date | None
    latest: date | None
    names: Naming
    evidence: tuple[Evidence, ...]
    quantity: float | None = None
    unit_price: float | None = None
    hs6: str = ""
    records: tuple[Record, ...] = ()
    taken_for: tuple[TakenFor, ...] = ()
    deliveries: int = 1
    territory: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a chain, its interval narrowed by the hops beside it.

    ``listed`` and ``origin_listed`` are the listings in force on every day of the interval; one in force
    on some of the days only is a reason of the hop. ``listed_at_recovery`` is the standing then. ``authorised_by``:
    the evidence of the territory of its seller, where a reason tells of one.
    """

    origin: PartyRef
    destination: PartyRef
    kind: MovementKind
    earliest: date | None
    latest: date | None
    tier: Tier
    evidence: tuple[Evidence, ...]
    reasons: tuple[Reason, ...] = ()
    quantity: float | None = None
    listed: tuple[ListingSpan, ...] = ()
    origin_listed: tuple[ListingSpan, ...] = ()
    listed_at_recovery: tuple[ListingSpan, ...] = ()
    names: Naming | None = None
    unit_price: float | None = None
    deliveries: int = 1
    records: tuple[Record, ...] = ()
    authorised_by: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """Hops in order. The weakest hop of goods decides the tier; points only order chains, they are no probability.

    ``margin``: the points by which it is ahead of the next chain; None for the last one.
    """

    hops: tuple[Hop, ...]
    tier: Tier
    points: float
    reasons: tuple[Reason, ...]
    from_maker: bool
    reaches_end: bool
    margin: float | None = None

    @property
    def complete(self) -> bool:
        """True from the maker, its owner or authorised distributor to a buyer in a country of destination."""
        return self.from_maker and self.reaches_end

    @property
    def possible_route(self) -> bool:
        """True when no record of its goods names the part: shown as possible, never as what happened."""
        return not any(hop.names and hop.names.names_part for hop in self.hops)

    @property
    def goods(self) -> tuple[Hop, ...]:
        """The hops of goods; a chain of standing relations alone has none."""
        return tuple(hop for hop in self.hops if hop.kind.is_goods)

    @property
    def parties(self) -> tuple[PartyRef, ...]:
        """Every party in order, first holder first."""
        return (self.hops[0].origin, *(hop.destination for hop in self.hops))


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing, as a result: ``params["ask"]``, where present, names who could close it.

    ``nothing_between`` joins two chains: ``before`` and ``after`` are their ranks, ``from`` and ``to`` the parties
    beside the gap, ``earliest`` and ``latest`` the days (ISO, empty: not known) between.
    """

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TraceQuestion:
    """Which part, made when, recovered when; ``hs_codes`` are the customs codes (6 digits) it travels under.

    ``maker_key``: the public id of the maker where it is known, since a name may be another's too. ``made``: from every
    reading of the date code. ``destinations``: countries (ISO 3166, two letters) where a chain may end.
    """

    part_number: str
    manufacturer: str = ""
    made: tuple[date | None, date | None] = (None, None)
    recovered: date | None = None
    hs_codes: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ("RU", "BY")
    maker_key: str = ""


@dataclass(frozen=True, slots=True)
class TraceAnswer:
    """What the evidence allows: the owner on the day of recovery, chains best first, and what is missing.

    ``state`` is "partial" where a source failed and was skipped: the gap ``source_failed`` names it.
    """

    question: TraceQuestion
    maker: PartyRef | None
    owner: PartyRef | None
    ownership: tuple[Hop, ...]
    chains: tuple[Chain, ...]
    gaps: tuple[Gap, ...]
    state: Literal["complete", "partial"] = "complete"
