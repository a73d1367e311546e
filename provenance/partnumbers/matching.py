"""Finds what the spellings of a marking may mean, cheapest questions first."""

from collections.abc import Sequence
from dataclasses import replace

from provenance.partnumbers.families import registry
from provenance.partnumbers.listed import (
    longer_than_listed,
    looked_up,
    nearly_listed,
    same,
    shorter_than_listed,
)
from provenance.partnumbers.makers import BrandSeen, Makers
from provenance.partnumbers.meaning import Meaning, meanings, restored
from provenance.partnumbers.parse import Spelling
from provenance.partnumbers.scoring import START, Kind, Match
from provenance.partnumbers.types import Catalogue
from provenance.partnumbers.unlisted import designated, lettered, unlisted

_EXTENDED_TRIED = 6
_NEAR_TRIED = 4
_PREFIX_PROMISE = {"high": 2.0, "medium": 1.5, "low": 1.0}


def matches(
    spellings: Sequence[Spelling], catalogue: Catalogue, makers: Makers, brands: Sequence[BrandSeen]
) -> list[Match]:
    """Every match of every spelling. One question to the catalogue finds all exact numbers and bases; the most
    promising of what is still open is asked for as a beginning, and, if nothing good was found, for near numbers.
    """
    designations = [match for spelling in spellings for match in designated(spelling, makers)]
    taken = {match.spelling.text for match in designations}
    meant = meanings([spelling for spelling in spellings if spelling.text not in taken])
    rows = looked_up(meant, catalogue)
    found = [match for one in meant for match in same(one, rows, makers)]
    settled = {match.spelling.plain for match in found if not match.confused}
    found += [match for one in meant for match in longer_than_listed(one, rows, makers)]
    promising = sorted((m for m in meant if m.plain not in settled), key=lambda m: -_promise(m, makers))
    found += [m for one in promising[:_EXTENDED_TRIED] for m in shorter_than_listed(one, catalogue, makers)]
    if all(START[match.kind] < START[Kind.BASE] for match in found):
        found += [m for one in promising[:_NEAR_TRIED] for m in nearly_listed(one, catalogue, makers)]
    nearest = {match.spelling.plain: match.number for match in found if match.kind is Kind.NEAR}
    tried = [*meant, *(other for one in meant for other in restored(one))]
    own = [match for one in tried for match in unlisted(one, makers, brands)]
    found += [replace(match, near_listed=nearest.get(match.spelling.plain, "")) for match in own]
    named = any(makers.related(match.manufacturer, brand.manufacturer) for match in found for brand in brands)
    return [*designations, *found, *(() if named else lettered(meant, brands))]


def _promise(meaning: Meaning, makers: Makers) -> float:
    """How much a text looks like a part number: what it fits, then length; put together ones come later."""
    row = makers.prefix(meaning.number.upper())
    fits = (2.0 if registry.recognise(meaning.plain) else 0.0) + (_PREFIX_PROMISE[row.confidence] if row else 0.0)
    return fits + len(meaning.plain) / 50 - meaning.spelling.joins / 2
