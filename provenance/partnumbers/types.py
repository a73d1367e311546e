"""The values that the marking engine takes and gives. Reasons are codes; sentences are made by `provenance.reasons`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, Protocol

Sign = Literal["for", "against", "note"]


@dataclass(frozen=True, slots=True)
class OtherReading:
    """What a line may say instead of its text; `doubt_nats`: how much less likely (ln of the ratio), 0 as likely."""

    text: str
    doubt_nats: float


@dataclass(frozen=True, slots=True)
class LineReading:
    """One line as a reader that doubts gives it: the likeliest text, and what else it may be."""

    text: str
    alternatives: tuple[OtherReading, ...] = ()


Line = str | LineReading
"""A plain text is a line that its reader is sure of: a person's, or an engine's without other readings."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a candidate got its score. `code` is a key of `provenance.reasons`, `params` fill its sentence."""

    sign: Sign
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CataloguePart:
    """A row of the catalogue. `manufacturer` is the brand; `canonical` is `normalise.canonical(number)`."""

    number: str
    manufacturer: str
    canonical: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """Lettering that names a part by another name than its number; `canonical` is that of the lettering.

    Either a source lists it so, or a person recorded it: the public id of that `correction`, and the day.
    """

    text: str
    canonical: str
    part: CataloguePart
    source: str = ""
    correction: str = ""
    recorded_on: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A part that the marking may name.

    `catalogued` is true only when `part_number` stands in the catalogue letter for letter. `owner` is who owns
    the brand today; empty maker and owner mean that the number alone does not tell the maker. `score` is 0..1.
    `vetoes`: what keeps it from being identified however high its score: `ranking.UNSURE`, or other numbers (plain).
    """

    part_number: str
    manufacturer: str
    owner: str
    catalogued: bool
    score: float
    reasons: tuple[Reason, ...]
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuledOut:
    """An interval that a date code does not mean here; `why` is one of `dates.finding.RULED_OUT`."""

    earliest: date
    latest: date
    why: str


@dataclass(frozen=True, slots=True)
class DateCode:
    """One reading of a date code; a text whose decade is open gives several. Both dates are inclusive.

    `text` stands in `line`; `ruled_out`: what the rule allows as well, and why it cannot be.
    """

    text: str
    rule: str
    manufacturer: str
    earliest: date
    latest: date
    line: str = ""
    ruled_out: tuple[RuledOut, ...] = ()


@dataclass(frozen=True, slots=True)
class DecodedLine:
    """A line as the part that it names has it: `read` is what was read first (cleaned) and stays what was read.

    `part_number` and `manufacturer` are the candidate for which it is decoded so.
    """

    read: str
    text: str
    part_number: str
    manufacturer: str


class Role(StrEnum):
    """What a piece of a marking is for."""

    LOGO = "logo"
    PART_NUMBER = "part_number"
    DATE_CODE = "date_code"
    LOT_CODE = "lot_code"
    COUNTRY = "country"
    PLANT = "plant"
    LEAD_FREE = "lead_free"
    GRADE = "grade"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class LineRole:
    """One role that a piece of a line may have, and why.

    `line` counts in `Resolution.lines`, `start` the characters before `text` there. Roles of one piece have the same
    line and start; their probabilities, likeliest first, sum to at most 1: the rest is open.
    """

    line: int
    start: int
    text: str
    role: Role
    probability: float
    says: Reason


class Decision(StrEnum):
    """What may be said about the marking. Only a person turns `identified` into an identification."""

    IDENTIFIED = "identified"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer for one marking; `lines` as cleaned, candidates best first; `decoded` lines stand beside `lines`.

    `roles`: what the pieces of the lines may be for, in their order. `warnings`: spellings in look-alikes of another
    alphabet, each with what it was read as too.
    """

    lines: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    date_codes: tuple[DateCode, ...]
    decision: Decision
    decoded: tuple[DecodedLine, ...] = ()
    roles: tuple[LineRole, ...] = ()
    warnings: tuple[Reason, ...] = ()


SCANNED = 500
"""Parts that begin with a text of which a catalogue looks at no more: what so many share does not tell the part."""


class Catalogue(Protocol):
    """Where part numbers are looked up. All keys are canonical (`normalise.canonical`)."""

    def exact(self, keys: Collection[str]) -> list[CataloguePart]:
        """Parts whose canonical number is one of `keys`."""

    def aliases(self, keys: Collection[str]) -> list[Alias]:
        """Other names of parts whose canonical lettering is one of `keys`."""

    def extending(self, key: str, limit: int) -> list[CataloguePart]:
        """At most `limit` of the first `SCANNED` parts whose canonical number starts with `key`, shortest first."""

    def near(self, keys: Collection[str], limit: int) -> list[CataloguePart]:
        """At most `limit` parts whose canonical number is at most two edits from one of `keys`, nearest first."""
