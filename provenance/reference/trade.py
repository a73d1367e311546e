"""Typed rows of the files about trade: distributors, relations between parties, customs codes by category."""

import csv
from collections.abc import Iterator
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


@cache
def _hs6() -> dict[str, tuple[str, ...]]:
    return {row["category"]: tuple(row["hs6"].split(";")) for row in _rows("category_hs6.csv")}


def hs_codes(category: str) -> tuple[str, ...]:
    """Customs codes (HS, 6 digits) that parts of a category travel under; of the longest category that begins it.

    No code for a category that is not in category_hs6.csv: a code is never guessed.
    """
    words = category.lower().split()
    for length in range(len(words), 0, -1):
        codes = _hs6().get(" ".join(words[:length]))
        if codes:
            return codes
    return ()
