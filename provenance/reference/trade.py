"""Typed rows of the files about trade: distributors, relations between parties, customs codes by category."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DistributorRow:
    """A distributor that makers authorise. Whom it represents stands in distributor_relations.csv."""

    name: str
    aliases: tuple[str, ...]
    country: str
    domain: str
    source: str


@dataclass(frozen=True, slots=True)
class RelationRow:
    """`party` is the owner, distributor... of `target`; an empty start or end was not found in any source."""

    party: str
    party_country: str
    relation: str
    target: str
    start: date | None
    end: date | None
    credibility: int
    note: str
    source: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def distributors() -> tuple[DistributorRow, ...]:
    """Every row of authorised_distributors.csv."""
    return tuple(
        DistributorRow(
            name=row["name"],
            aliases=tuple(alias.strip() for alias in row["aliases"].split(";") if alias.strip()),
            country=row["country"],
            domain=row["domain"],
            source=row["source"],
        )
        for row in _rows("authorised_distributors.csv")
    )


def relations() -> tuple[RelationRow, ...]:
    """Every row of distributor_relations.csv."""
    return tuple(
        RelationRow(
            party=row["party"],
            party_country=row["party_country"],
            relation=row["relation"],
            target=row["target"],
            start=_day(row["start"]),
            end=_day(row["end"]),
            credibility=int(row["credibility"]),
            note=row["note"],
            source=row["source"],
        )
        for row in _rows("distributor_relations.csv")
    )


@dataclass(frozen=True, slots=True)
class CustomsRow:
    """The customs codes (HS, 6 digits) that parts of a category travel under."""

    codes: tuple[str, ...]
    source: str


@cache
def _hs6() -> dict[str, CustomsRow]:
    return {
        row["category"]: CustomsRow(tuple(row["hs6"].split(";")), row["source"]) for row in _rows("category_hs6.csv")
    }


def customs(category: str) -> CustomsRow | None:
    """The row of the longest category that begins this one.

    None for a category that is not in category_hs6.csv: a code is never guessed.
    """
    words = category.lower().split()
    beginnings = (" ".join(words[:length]) for length in range(len(words), 0, -1))
    return next((_hs6()[beginning] for beginning in beginnings if beginning in _hs6()), None)


def hs_codes(category: str) -> tuple[str, ...]:
    """Customs codes (HS, 6 digits) that parts of a category travel under; none where none is known."""
    row = customs(category)
    return row.codes if row else ()


def customs_rows() -> Mapping[str, CustomsRow]:
    """The row of each category of category_hs6.csv."""
    return _hs6()
