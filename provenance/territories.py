"""Territories as contracts write them: whether a text is understood, and whether a country lies in it on some days.

Parts of the world mean different things to different people: countries at their edge "may" belong, and nothing is said
of those. Which country belongs where, and since when: `reference/regions.csv`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache

from babel import Locale

from provenance.country_names import country_named, folded
from provenance.reference.tables import day, rows, several

MOST_KEPT = 4096
_EVERYWHERE = "*"
_PIECES = re.compile(r"[,;/+()\[\]]|\bта\b|\bas well as\b|\bplus\b", re.IGNORECASE)
_JOINED = re.compile(r"&|\band\b|\bі\b|\bй\b", re.IGNORECASE)
_EXCEPT = re.compile(
    r"\b(?:except(?:ing)?(?: for)?|excl(?:\.|uding|\b)|without|but not|other than|крім|окрім|за винятком|без)",
    re.IGNORECASE,
)


class Coverage(StrEnum):
    """Where a country lies by a territory; unclear: at a fuzzy edge, or the text is not understood or empty."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class _Row:
    """Countries and regions that belong to a region, or may, from a first day to a last one."""

    contains: tuple[str, ...]
    maybe: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Area:
    """Countries that surely belong, and those of which one cannot tell."""

    surely: frozenset[str]
    maybe: frozenset[str]

    def of(self, country: str) -> Coverage:
        if self.surely & {country, _EVERYWHERE}:
            return Coverage.INSIDE
        return Coverage.UNCLEAR if country in self.maybe else Coverage.OUTSIDE


def understood(text: str) -> bool:
    """Whether every part of it is a country or a region that is known; an empty text holds everywhere."""
    return not text.strip() or _meant(text) is not None


@lru_cache(maxsize=MOST_KEPT)
def coverage(text: str, country: str, earliest: date | None = None, latest: date | None = None) -> Coverage:
    """Tell whether a country (ISO 3166, two letters) lies in a territory on all the days of an interval, or on none."""
    meant = _meant(text)
    if not (meant and country) or country_named(country) != country:
        return Coverage.UNCLEAR
    days = (earliest or date.min, latest or date.max)
    within = _together(_area(code, *days) for code in meant[0]).of(country)
    left_out = _together(_area(code, *days) for code in meant[1]).of(country) if meant[1] else Coverage.OUTSIDE
    if left_out is Coverage.OUTSIDE or within is Coverage.OUTSIDE:
        return within
    return Coverage.OUTSIDE if left_out is Coverage.INSIDE else Coverage.UNCLEAR


@lru_cache(maxsize=MOST_KEPT)
def _meant(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The codes of what a text names and of what it leaves out; None where a part of it is not known."""
    whole = _code(text)
    if whole:
        return (whole,), ()
    named, *left_out = _EXCEPT.split(text)
    within, without = list(_codes(named)), list(_codes(",".join(left_out)))
    if not within or None in within or None in without or bool(left_out) != bool(without):
        return None
    return tuple(filter(None, within)), tuple(filter(None, without))


def _codes(text: str) -> Iterator[str | None]:
    for piece in _PIECES.split(text):
        whole = _code(piece)
        for part in (piece,) if whole else _JOINED.split(piece):
            if folded(part):
                yield _code(part)


def _code(text: str) -> str | None:
    """The code of one region or country; None for what is neither."""
    key = folded(text).removeprefix("the ").removesuffix(" only")
    joined = folded(_JOINED.sub(" ", key))
    return _names().get(key) or country_named(key) or country_named(joined) or None


@lru_cache(maxsize=MOST_KEPT)
def _area(code: str, earliest: date, latest: date) -> _Area:
    """Where a row held on some of the days only, its countries may belong."""
    surely, maybe = set[str](), set[str]()
    for row in _regions().get(code, (_Row((f"{code}!",), (), date.min, date.max),)):
        if row.first <= latest and earliest <= row.last:
            inner = _together(_inner(code, part, earliest, latest) for part in row.contains)
            always = row.first <= earliest and latest <= row.last
            (surely if always else maybe).update(inner.surely)
            maybe |= inner.maybe.union(*(_ever(part) for part in row.maybe))
    return _Area(frozenset(surely), frozenset(maybe - surely))


def _inner(code: str, part: str, earliest: date, latest: date) -> _Area:
    """What a part of a region holds; one that is the region itself, or ends in `!`, is this one country alone."""
    alone = part.removesuffix("!")
    if alone in (code, _EVERYWHERE) or alone != part:
        return _Area(frozenset((alone,)), frozenset())
    return _area(part, earliest, latest)


@cache
def _ever(code: str) -> frozenset[str]:
    """All countries that a region holds or once held; of a country, itself."""
    parts = {part.removesuffix("!") for row in _regions().get(code, ()) for part in row.contains} - {code}
    return frozenset((code,)).union(*(_ever(part) for part in parts))


def _together(areas: Iterable[_Area]) -> _Area:
    found = list(areas)
    surely = frozenset[str]().union(*(area.surely for area in found))
    return _Area(surely, frozenset[str]().union(*(area.maybe for area in found)) - surely)


@cache
def _regions() -> Mapping[str, tuple[_Row, ...]]:
    found: dict[str, tuple[_Row, ...]] = {}
    for row in rows("regions.csv"):
        first, last = day(row["first"]) or date.min, day(row["last"]) or date.max
        told = _Row(tuple(row["contains"].split()), tuple(row["maybe"].split()), first, last)
        found[row["region"]] = (*found.get(row["region"], ()), told)
    return found


@cache
def _names() -> Mapping[str, str]:
    """Regions by their names: those of CLDR in both languages, and the file's own."""
    known = [(code, Locale(language).territories.get(code)) for language in ("en", "uk") for code in _regions()]
    named = {folded(name): code for code, name in known if name and not (len(code) == 2 and code.isalpha())}
    also = {folded(name): row["region"] for row in rows("regions.csv") for name in several(row["names"])}
    return named | also
