"""Which goods, in which periods, a trace reads and a shipment belongs to: the keys by which one finds the other.

A row that names some part belongs to the families of the parts it names; a row that names none, to its customs code.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from provenance.tracing.columns import ANY_PERIOD, PERIOD_DAYS, UNKNOWN_DAY, ordinal, period_of

FAMILY_LENGTH = 5
"""Numbers that differ within their first five characters are never the same part, base or family."""
CODE_LENGTHS = (0, 4, 6)
"""A trace reads rows under its codes, under their headings, and rows without a code."""
ALWAYS = 1_000_000
"""A period after all others: of a trace with no last day."""


class Scope(NamedTuple):
    """Where one row of trade lies. `period` as in the slabs: `ANY_PERIOD` for a row that is always read."""

    key: str
    period: int = ANY_PERIOD


def goods_scope(hs6: str, period: int = ANY_PERIOD) -> Scope:
    """The scope of a row that names no part, under a customs code of four or six digits, or under none."""
    return Scope(f"hs:{hs6}", period)


def part_scope(canonical: str, period: int = ANY_PERIOD) -> Scope:
    """The scope of a row that names a part, by its canonical number."""
    return Scope(f"part:{canonical[:FAMILY_LENGTH]}", period)


def row_scopes(*, canonicals: tuple[str, ...], hs6: str, earliest: date | None, latest: date | None) -> Iterator[Scope]:
    """The scopes of one row: of each part it names, or of its customs code."""
    period = period_of(ordinal(earliest), ordinal(latest))
    yield from (part_scope(canonical, period) for canonical in canonicals)
    if not canonicals:
        yield goods_scope(hs6, period)


def question_scopes(canonical: str, hs_codes: tuple[str, ...]) -> frozenset[str]:
    """The keys of everything that a trace of this part reads."""
    codes = {code[:length] for code in hs_codes for length in CODE_LENGTHS}
    return frozenset({part_scope(canonical).key, *(goods_scope(code).key for code in codes)})


def question_periods(made: date | None, recovered: date | None) -> tuple[int, int]:
    """The first and the last period of rows that may lie between two days; open ends take in everything."""
    first, last = ordinal(made), ordinal(recovered)
    return (
        (first - PERIOD_DAYS) // PERIOD_DAYS if first != UNKNOWN_DAY else 0,
        last // PERIOD_DAYS if last != UNKNOWN_DAY else ALWAYS,
    )
