"""What a maker's family says: how its numbers look, what it prints instead of them, and how it dates parts."""

import re
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Numbering:
    """One scheme of part numbers. `pattern` full-matches `normalise.plain`; its group `base` has no ordering suffix.

    `shared` schemes are used by several makers: the number alone does not tell who made the part.
    """

    pattern: re.Pattern[str]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class TopMark:
    """Lettering printed instead of the number. `pattern` full-matches `plain`; `number` is the template for `expand`.

    `distinct`: nothing else is printed like this, so the mark needs no further support. Not `alone`: without support
    from the catalogue or the maker's lettering it says nothing at all.
    """

    pattern: re.Pattern[str]
    number: str
    source: str
    distinct: bool = False
    alone: bool = True


class Grade(StrEnum):
    """What a part is qualified for, from its number: the last two are controlled goods nearly everywhere."""

    COMMERCIAL = "commercial"
    INDUSTRIAL = "industrial"
    AUTOMOTIVE = "automotive"
    MILITARY = "military"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class GradeRule:
    """Numbers of a grade. `pattern` is searched in `normalise.plain` of the whole number."""

    pattern: re.Pattern[str]
    grade: Grade
    source: str


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that only this maker prints beside its numbers; `pattern` is searched in a cleaned line."""

    pattern: re.Pattern[str]
    source: str


@dataclass(frozen=True, slots=True)
class Family:
    """All that is known of one brand's marking. `manufacturer` is the name in manufacturers.csv."""

    manufacturer: str
    numberings: tuple[Numbering, ...] = ()
    top_marks: tuple[TopMark, ...] = ()
    also_brands: tuple[str, ...] = ()
    """Brands whose parts this family's grades hold for as well."""
    signs: tuple[Sign, ...] = ()
    grades: tuple[GradeRule, ...] = ()
    either: tuple[re.Pattern[str], ...] = ()
    """Numbers whose last character here may be a digit or its look-alike, two parts then: STM32F103R8, RB."""
    examples: tuple[str, ...] = ()
    """Numbers that are this maker's by these rules, as printed in its data sheets; the tests read them."""


def series(*prefixes: str, digits: str, suffix: str = r"[A-Z][A-Z0-9]{0,9}", shared: bool = False) -> Numbering:
    """The common scheme: one of the prefixes (regular expressions), `digits` such as "3,5", an ordering suffix."""
    start = "|".join(prefixes)
    return Numbering(re.compile(rf"(?P<base>(?:{start})\d{{{digits}}})(?P<suffix>{suffix})?"), shared)


def scheme(pattern: str, *, shared: bool = False) -> Numbering:
    """A scheme of its own; the pattern has the group `base` and may have `suffix`."""
    return Numbering(re.compile(pattern), shared)


def top_mark(pattern: str, number: str, *, source: str, distinct: bool = False, alone: bool = True) -> TopMark:
    """A rule from lettering to number; `number` refers to the groups of `pattern`."""
    return TopMark(re.compile(pattern), number, source, distinct, alone)


def grade(pattern: str, kind: Grade, *, source: str) -> GradeRule:
    """A rule from a number to what it is qualified for."""
    return GradeRule(re.compile(pattern), kind, source)


WEEK = r"(?:0[1-9]|[1-4]\d|5[0-3])"
GENERAL = "general knowledge"
DATA_SHEET = "general knowledge of package marking sections in data sheets, not yet checked against one"
ORDERING = "general knowledge of ordering information in data sheets, not yet checked against one"
RECOVERED = "published recovered components"
