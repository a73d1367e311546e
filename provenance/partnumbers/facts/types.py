"""The facts of a part as values. Codes and figures only; sentences are made by `provenance.fact_words`."""

from dataclasses import dataclass
from datetime import date

from provenance.partnumbers.families.base import Grade
from provenance.reference.classes import HintRow, PriorityRow


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a number or a list says, and where that is written. `derived`: from the number alone."""

    value: str
    source: str
    derived: bool


@dataclass(frozen=True, slots=True)
class Built:
    """How a number is built: `base` orders no package, grade or packing; an empty suffix: nothing stands behind it.

    `manufacturer`: whose scheme it is, empty for the whole industry's or none; `own`: only that maker builds it so.
    """

    base: str
    suffix: str
    manufacturer: str
    own: bool
    packages: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Graded:
    """What a number is qualified for."""

    grade: Grade
    source: str

    @property
    def stands_out(self) -> bool:
        """Whether whoever looks at the part has to be told: radiation-tolerant, space or military parts."""
        return self.grade in (Grade.SPACE, Grade.MILITARY)


@dataclass(frozen=True, slots=True)
class Temperature:
    """For which temperatures a number is rated, degrees Celsius; `of`: "ambient" or "junction"."""

    low: int
    high: int
    of: str
    source: str


@dataclass(frozen=True, slots=True)
class CustomsCode:
    """A customs code (HS 2022, 6 digits) for parts of the category; `priority`: its place on the priority list."""

    hs6: str
    source: str
    priority: PriorityRow | None


@dataclass(frozen=True, slots=True)
class PartFacts:
    """All that is known of one part number without a look at any database."""

    number: str
    manufacturer: str
    built: Built | None
    grade: Graded | None
    temperature: Temperature | None
    category: Said | None
    customs: tuple[CustomsCode, ...]
    hints: tuple[HintRow, ...]
    not_before: tuple[date, str] | None
    """The first day of the year in which its series was announced, and the source."""

    @property
    def priority(self) -> PriorityRow | None:
        """Its highest tier on the Common High Priority List."""
        listed = [code.priority for code in self.customs if code.priority]
        return min(listed, key=lambda row: row.tier) if listed else None
