"""What is known of marks, of the places of lot and plant beside a date, and of makers' other codes, as typed rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from provenance.partnumbers.roles.probabilities import BY_CONFIDENCE
from provenance.partnumbers.scripts import fold_lookalikes
from provenance.partnumbers.types import Role
from provenance.reference.tables import rows, several

REST = 0
"""The length of a layout's item that takes what the others leave."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Lettering with one meaning: country, finish, grade. `says`: code of its sentence; `country`: ISO 3166-1."""

    text: str
    role: Role
    weight: float
    says: str
    country: str
    source: str


class Item(NamedTuple):
    """So many letters and digits for a role; `REST`: as many as the others leave."""

    role: Role
    length: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What a date rule (`dates.rules`) has before and behind the date, from left to right."""

    before: tuple[Item, ...]
    after: tuple[Item, ...]
    source: str


@dataclass(frozen=True, slots=True)
class MakerCode:
    """A code that these makers print as a word of its own."""

    makers: frozenset[str]
    pattern: re.Pattern[str]
    role: Role
    weight: float
    example: str
    source: str


def mark_key(text: str) -> str:
    """Under which a mark is found: case and the alphabet of look-alikes do not matter."""
    return fold_lookalikes(text.upper())


@cache
def marks() -> Mapping[str, Mark]:
    """Every row of marks.csv by its key."""
    return {
        mark_key(row["mark"]): Mark(
            row["mark"],
            Role(row["role"]),
            BY_CONFIDENCE[row["confidence"]],
            row["says"],
            row["country"],
            row["source"],
        )
        for row in rows("marks.csv")
    }


@cache
def layouts() -> Mapping[str, Layout]:
    """Every row of date_layouts.csv by its rule."""
    return {row["rule"]: Layout(_items(row["before"]), _items(row["after"]), row["source"])
            for row in rows("date_layouts.csv")}  # fmt: skip


def _items(text: str) -> tuple[Item, ...]:
    pairs = (item.split(":") for item in several(text))
    return tuple(Item(Role(role), REST if length == "*" else int(length)) for role, length in pairs)


@cache
def maker_codes() -> tuple[MakerCode, ...]:
    """Every row of maker_codes.csv."""
    return tuple(
        MakerCode(
            frozenset(several(row["makers"])),
            re.compile(row["pattern"]),
            Role(row["role"]),
            BY_CONFIDENCE[row["confidence"]],
            row["example"],
            row["source"],
        )
        for row in rows("maker_codes.csv")
    )
