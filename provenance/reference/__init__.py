"""Facts that ship with the project, as typed rows. Every file has a `source` column; licences stand in NOTICE."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from provenance.reference.tables import rows, several

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class MakerRow:
    """A brand. `parent` bought it in `parent_year` (None: not known, taken as always)."""

    name: str
    aliases: tuple[str, ...]
    country: str
    parent: str
    parent_year: int | None
    domains: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class PrefixRow:
    """Numbers that start with `prefix` are `manufacturer`'s (empty: the number does not tell). `shared`: others too."""

    prefix: str
    manufacturer: str
    confidence: Confidence
    shared: bool
    category: str
    source: str


@dataclass(frozen=True, slots=True)
class BrandMarkRow:
    """Lettering on a component that names a brand, and what it is misread as beyond confusable characters."""

    mark: str
    misread_as: tuple[str, ...]
    manufacturer: str
    source: str


@dataclass(frozen=True, slots=True)
class SuffixRow:
    """What a maker puts behind a base number: `pattern` full-matches its letters and digits."""

    manufacturer: str
    pattern: str
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part number with the maker that its data sheet names."""

    number: str
    manufacturer: str
    category: str
    source: str


@cache
def makers() -> tuple[MakerRow, ...]:
    """Every row of manufacturers.csv."""
    return tuple(
        MakerRow(
            name=row["name"],
            aliases=several(row["aliases"]),
            country=row["country"],
            parent=row["parent"],
            parent_year=int(row["parent_year"]) if row["parent_year"] else None,
            domains=tuple(row["domains"].split()),
            source=row["source"],
        )
        for row in rows("manufacturers.csv")
    )


@cache
def prefixes() -> tuple[PrefixRow, ...]:
    """Every row of mpn_prefixes.csv."""
    return tuple(
        PrefixRow(
            prefix=row["prefix"],
            manufacturer=row["manufacturer"],
            confidence=cast(Confidence, row["confidence"]),
            shared=row["shared"] == "yes",
            category=row["category"],
            source=row["source"],
        )
        for row in rows("mpn_prefixes.csv")
    )


@cache
def brand_marks() -> tuple[BrandMarkRow, ...]:
    """Every row of brand_marks.csv."""
    return tuple(
        BrandMarkRow(row["mark"], several(row["misread_as"]), row["manufacturer"], row["source"])
        for row in rows("brand_marks.csv")
    )


@cache
def package_suffixes() -> tuple[SuffixRow, ...]:
    """Every row of package_suffixes.csv."""
    return tuple(
        SuffixRow(row["manufacturer"], row["pattern"], row["meaning"], row["source"])
        for row in rows("package_suffixes.csv")
    )


def parts() -> Iterator[PartRow]:
    """Every row of parts.csv, read anew each time: callers keep what they need."""
    for row in rows("parts.csv"):
        yield PartRow(row["number"], row["manufacturer"], row["category"], row["source"])
