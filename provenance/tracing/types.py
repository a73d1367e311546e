"""Values of a trace: who held the part, when, who says so, and how sure that is.

Everything is immutable and framework-free. Days are calendar days; an open end of an interval is ``None``.
Grades follow the Admiralty scale (source reliability A-F, credibility of the statement 1-6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

Sign = Literal["for", "against", "note"]

MAX_JUDGED_RELIABILITY = "D"
MAX_JUDGED_CREDIBILITY = 4


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
    by_machine: bool = False

    def __post_init__(self) -> None:
        if self.reliability not in "ABCDEF" or len(self.reliability) != 1:
            raise ValueError(f"reliability is one letter A-F, not {self.reliability!r}")
        if not 1 <= self.credibility <= 6:
            raise ValueError(f"credibility is 1-6, not {self.credibility!r}")
        if self.by_machine and self.credibility == 1:
            raise ValueError("a machine never assigns credibility 1")

    @property
    def grade(self) -> str:
        """Both halves of the Admiralty grade, such as ``B2``."""
        return f"{self.reliability}{self.credibility}"

    @property
    def root(self) -> str:
        """The source this one counts as when independent sources are counted."""
        return self.origin or self.source

    @property
    def usable(self) -> bool:
        """True when the source was judged and found neither unreliable nor improbable."""
        return self.reliability <= MAX_JUDGED_RELIABILITY and self.credibility <= MAX_JUDGED_CREDIBILITY


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


@dataclass(frozen=True, slots=True)
class Movement:
    """A sourced fact that takes goods, or could take them, from seller to buyer within some days."""

    key: str
    kind: MovementKind
    seller: PartyRef
    buyer: PartyRef
    earliest: date | None
    latest: date | None
    names: Naming
    evidence: tuple[Evidence, ...]
    quantity: int | None = None
    unit_price: float | None = None
    hs6: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a chain, its interval narrowed by the hops beside it.

    ``listed`` and ``origin_listed`` are the listings in force on every day of the interval; one in force
    on some of the days only is a reason of the hop. ``listed_at_recovery`` is the standing then.
    """

    origin: PartyRef
    destination: PartyRef
    kind: MovementKind
    earliest: date | None
    latest: date | None
    tier: Tier
    evidence: tuple[Evidence, ...]
    reasons: tuple[Reason, ...] = ()
    quantity: int | None = None
    listed: tuple[ListingSpan, ...] = ()
    origin_listed: tuple[ListingSpan, ...] = ()
    listed_at_recovery: tuple[ListingSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """Hops in order. The weakest hop decides the tier; points only order chains, they are no probability."""

    hops: tuple[Hop, ...]
    tier: Tier
    points: float
    reasons: tuple[Reason, ...]
    from_maker: bool
    reaches_end: bool

    @property
    def parties(self) -> tuple[PartyRef, ...]:
        """Every party in order, first holder first."""
        return (self.hops[0].origin, *(hop.destination for hop in self.hops))


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing, as a result: ``params["ask"]``, where present, names who could close it."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TraceQuestion:
    """Which part, made when, recovered when; ``hs_codes`` are the customs codes (6 digits) it travels under.

    ``made`` is the interval of every reading of the date code; ``destinations`` are the countries (ISO 3166
    two letters) where a chain may end.
    """

    part_number: str
    manufacturer: str = ""
    made: tuple[date | None, date | None] = (None, None)
    recovered: date | None = None
    hs_codes: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ("RU",)


@dataclass(frozen=True, slots=True)
class TraceAnswer:
    """What the evidence allows: the owner on the day of recovery, chains best first, and what is missing."""

    question: TraceQuestion
    maker: PartyRef | None
    owner: PartyRef | None
    ownership: tuple[Hop, ...]
    chains: tuple[Chain, ...]
    gaps: tuple[Gap, ...]
