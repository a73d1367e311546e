"""The rules of date codes, from provenance/reference/date_codes.csv."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import cast

from provenance.partnumbers.dates.spans import SIGNS, Weeks
from provenance.reference.tables import rows, several

_SIGN = re.compile(r"\{([A-Z]+)\}")
_ONLY_AFTER, _ONLY_BEFORE = r"(?<![^\s(\[])", r"(?=[)\],.;]*(?:\s|$))"
CONFIDENCES = ("high", "medium", "low")
GOST = "GOST designation"
"""Stands for the maker of a part with a Soviet designation: the standards hold for it whoever made it."""


@dataclass(frozen=True, slots=True)
class DateRule:
    """How makers print a date; no makers: the whole industry.

    `pattern` matches words as a whole, its groups are `spans.SIGNS`. `first` and `last` are the years in which parts
    were marked so; no `last`: they still are. `example` is read for the first maker as one that starts at `reads`.
    """

    name: str
    makers: tuple[str, ...]
    pattern: re.Pattern[str]
    weeks: Weeks
    first: int
    last: int | None
    confidence: str
    example: str
    reads: date
    source: str

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """Rules of low confidence last; of the others the makers' own before the industry's, and surer ones first."""
        return not self.sure, not self.makers, CONFIDENCES.index(self.confidence)

    @property
    def sure(self) -> bool:
        """Whether it is read where something else is a date already."""
        return self.confidence != CONFIDENCES[-1]


@dataclass(frozen=True, slots=True)
class PartLife:
    """Parts that did not exist before a year. `pattern` matches the start of `normalise.plain`."""

    pattern: re.Pattern[str]
    first: int
    source: str


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of date_codes.csv, signs as {YY}{WW}, as a regular expression for whole words of a line."""
    return re.compile(f"{_ONLY_AFTER}(?:{_SIGN.sub(lambda sign: SIGNS[sign[1]], pattern)}){_ONLY_BEFORE}")


@cache
def date_rules() -> tuple[DateRule, ...]:
    """Every row of date_codes.csv, by rank."""
    rules = (
        DateRule(
            name=row["rule"],
            makers=several(row["makers"]),
            pattern=compiled(row["pattern"]),
            weeks=cast(Weeks, row["weeks"]),
            first=int(row["valid_from"]),
            last=int(row["valid_to"]) if row["valid_to"] else None,
            confidence=row["confidence"],
            example=row["example"],
            reads=date.fromisoformat(row["example_reads"]),
            source=row["source"],
        )
        for row in rows("date_codes.csv")
    )
    return tuple(sorted(rules, key=lambda rule: rule.rank))


@cache
def rules_for(makers: frozenset[str]) -> tuple[DateRule, ...]:
    """The industry's rules and those of any of the makers, by rank."""
    return tuple(rule for rule in date_rules() if not rule.makers or makers.intersection(rule.makers))


@cache
def part_lives() -> tuple[PartLife, ...]:
    """Every row of part_lives.csv."""
    return tuple(
        PartLife(re.compile(row["pattern"]), int(row["first_year"]), row["source"]) for row in rows("part_lives.csv")
    )


def first_year(plain_number: str) -> int | None:
    """The first year of a part (`normalise.plain`), None when not known; of several series the youngest that fits."""
    return max((life.first for life in part_lives() if life.pattern.match(plain_number)), default=None)
