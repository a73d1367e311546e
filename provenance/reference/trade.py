"""Typed rows of the files about trade: distributors, relations between parties, customs codes by category."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from provenance.reference.tables import day, rows, several


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


def distributors() -> tuple[DistributorRow, ...]:
    """Every row of authorised_distributors.csv."""
    return tuple(
        DistributorRow(
            name=row["name"],
            aliases=several(row["aliases"]),
            country=row["country"],
            domain=row["domain"],
            source=row["source"],
        )
        for row in rows("authorised_distributors.csv")
    )


def relations() -> tuple[RelationRow, ...]:
    """Every row of distributor_relations.csv."""
    return tuple(
        RelationRow(
            party=row["party"],
            party_country=row["party_country"],
            relation=row["relation"],
            target=row["target"],
            start=day(row["start"]),
            end=day(row["end"]),
            credibility=int(row["credibility"]),
            note=row["note"],
            source=row["source"],
        )
        for row in rows("distributor_relations.csv")
    )


@dataclass(frozen=True, slots=True)
class CustomsRow:
    """The customs codes (HS, 6 digits) that parts of a category travel under."""

    codes: tuple[str, ...]
    source: str


@cache
def _hs6() -> dict[str, CustomsRow]:
    return {row["category"]: CustomsRow(several(row["hs6"]), row["source"]) for row in rows("category_hs6.csv")}


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
