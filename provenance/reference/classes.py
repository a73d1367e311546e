"""Typed rows of the files that classify a part: priority list, control hints, packages, temperatures, kinds."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from re import IGNORECASE, Pattern, compile

from provenance.reference.tables import day, rows, several


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """A customs code of the Common High Priority List, as the list stood on `as_of`."""

    hs6: str
    tier: str
    description: str
    jurisdiction: str
    as_of: date
    source: str


@dataclass(frozen=True, slots=True)
class HintRow:
    """A paragraph that may apply to a part, never that it does. `key` names its condition in `provenance.fact_words`.

    It is worth checking for a part of one of `categories` and one of `grades` and under one of `hs6`; an empty one
    does not narrow, and a category with a star stands for what begins so. `kind`: "list" (what a list of goods
    names) or "measure" (what is forbidden towards a country). `checked`: in which copy the text was read, if any.
    """

    key: str
    code: str
    jurisdiction: str
    kind: str
    categories: tuple[str, ...]
    grades: tuple[str, ...]
    hs6: tuple[str, ...]
    effective_from: date | None
    effective_to: date | None
    checked: str
    source: str


@dataclass(frozen=True, slots=True)
class PackageRow:
    """What the ending of a maker's number says of the package.

    `pattern` full-matches `normalise.plain` of the number; its groups are `base` and `suffix`, what stands behind it.
    """

    manufacturer: str
    pattern: Pattern[str]
    package: str
    example: str
    source: str


@dataclass(frozen=True, slots=True)
class TemperatureRow:
    """The temperatures for which a number is rated, in degrees Celsius, `of` the "ambient" or the "junction".

    `pattern` is searched in `normalise.plain` of the whole number.
    """

    manufacturer: str
    pattern: Pattern[str]
    low: int
    high: int
    of: str
    example: str
    source: str


@cache
def priority_list() -> dict[str, PriorityRow]:
    """Every row of chpl.csv by its code."""
    return {
        row["hs6"]: PriorityRow(
            row["hs6"],
            row["tier"],
            row["description"],
            row["jurisdiction"],
            date.fromisoformat(row["as_of"]),
            row["source"],
        )
        for row in rows("chpl.csv")
    }


@cache
def hints() -> tuple[HintRow, ...]:
    """Every row of control_hints.csv."""
    return tuple(
        HintRow(
            key=row["key"],
            code=row["code"],
            jurisdiction=row["jurisdiction"],
            kind=row["kind"],
            categories=several(row["categories"]),
            grades=several(row["grades"]),
            hs6=several(row["hs6"]),
            effective_from=day(row["effective_from"]),
            effective_to=day(row["effective_to"]),
            checked=row["checked"],
            source=row["source"],
        )
        for row in rows("control_hints.csv")
    )


_BASE = r"(?P<base>\w{3,}?(?<=\d)[A-Z0-9]{0,6}?)"


@cache
def packages() -> tuple[PackageRow, ...]:
    """Every row of packages.csv."""
    return tuple(
        PackageRow(
            row["manufacturer"],
            compile(rf"{_BASE}(?P<suffix>{row['pattern']})"),
            row["package"],
            row["example"],
            row["source"],
        )
        for row in rows("packages.csv")
    )


@cache
def temperatures() -> tuple[TemperatureRow, ...]:
    """Every row of temperatures.csv."""
    return tuple(
        TemperatureRow(
            row["manufacturer"],
            compile(row["pattern"]),
            int(row["low_celsius"]),
            int(row["high_celsius"]),
            row["of"],
            row["example"],
            row["source"],
        )
        for row in rows("temperatures.csv")
    )


@cache
def category_words() -> tuple[tuple[Pattern[str], str], ...]:
    """Patterns of the words that mpn_prefixes.csv has for kinds of parts, and our category for each; first fit wins."""
    return tuple((compile(row["pattern"], IGNORECASE), row["category"]) for row in rows("category_words.csv"))
