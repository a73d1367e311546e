"""Typed rows of the files about days and doubts: controls by jurisdiction, announced exits, donor products."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from re import Pattern, compile

from provenance.reference.tables import day, rows, several


@dataclass(frozen=True, slots=True)
class ControlRow:
    """A measure towards Russia that may apply to a part, never that it does.

    `condition` names in `provenance.timeline_words` what a person has to check first. `hs6`: the customs codes, or
    the beginnings of codes, that it names; empty where it names none. It began on a day between `first` and
    `first_latest`; `last` is the last day in force. `checked`: how far the text was read.
    """

    jurisdiction: str
    instrument: str
    provision: str
    condition: str
    hs6: tuple[str, ...]
    first: date
    first_latest: date
    last: date | None
    checked: str
    source: str

    def may_apply(self, codes: Collection[str]) -> bool:
        """Whether goods under these customs codes can be meant; a measure that names no code may mean any."""
        return not self.hs6 or any(code.startswith(self.hs6) for code in codes)


@dataclass(frozen=True, slots=True)
class ExitRow:
    """A maker that announced, between two days, to stop deliveries to Russia. `event` is a code with words."""

    manufacturer: str
    event: str
    first: date
    latest: date
    checked: str
    source: str


@dataclass(frozen=True, slots=True)
class DonorRow:
    """A product on sale to anybody in which a part is known: by number (`pattern` full-matches
    `normalise.plain`) or, less surely, by its category."""

    pattern: Pattern[str] | None
    category: str
    product: str
    checked: str
    source: str


@cache
def controls() -> tuple[ControlRow, ...]:
    """Every row of controls.csv."""
    return tuple(
        ControlRow(
            jurisdiction=row["jurisdiction"],
            instrument=row["instrument"],
            provision=row["provision"],
            condition=row["condition"],
            hs6=several(row["hs6"]),
            first=(first := date.fromisoformat(row["effective_from"])),
            first_latest=day(row["effective_from_latest"]) or first,
            last=day(row["effective_to"]),
            checked=row["checked"],
            source=row["source"],
        )
        for row in rows("controls.csv")
    )


@cache
def exits() -> tuple[ExitRow, ...]:
    """Every row of exits.csv."""
    return tuple(
        ExitRow(
            manufacturer=row["manufacturer"],
            event=row["event"],
            first=date.fromisoformat(row["date_from"]),
            latest=date.fromisoformat(row["date_to"]),
            checked=row["checked"],
            source=row["source"],
        )
        for row in rows("exits.csv")
    )


@cache
def donors() -> tuple[DonorRow, ...]:
    """Every row of donor_products.csv."""
    return tuple(
        DonorRow(
            pattern=compile(row["pattern"]) if row["pattern"] else None,
            category=row["category"],
            product=row["product"],
            checked=row["checked"],
            source=row["source"],
        )
        for row in rows("donor_products.csv")
    )


def donors_of(plain_number: str, category: str) -> tuple[DonorRow, ...]:
    """Products known to hold a part (`normalise.plain`), then those known to hold its kind of part."""
    by_number = [row for row in donors() if row.pattern and row.pattern.fullmatch(plain_number)]
    by_kind = [row for row in donors() if not row.pattern and row.category == category]
    return tuple(by_number + by_kind)
