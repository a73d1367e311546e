"""Finds what the spellings of a marking may mean, cheapest questions first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from provenance.partnumbers.aliased import aliased
from provenance.partnumbers.edits import edits
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
from provenance.partnumbers.reading_only import likely_numbers, merely_read, placed
from provenance.partnumbers.scoring import START, Kind, Match
from provenance.partnumbers.types import Catalogue
from provenance.partnumbers.unlisted import designated, unlisted

_EXTENDED_TRIED = 6
_OTHERS_EXTENDED = 4
_NEAR_TRIED = 4
DIGITS_READ = 2.0
"""Nats by which a text with other digits must be less likely: the catalogue may lack the part that it names."""
_SAYS_A_NUMBER = START[Kind.PREFIX_MEDIUM]
_PREFIX_PROMISE = {"high": 2.0, "medium": 1.5, "low": 1.0}


def matches(
    spellings: Sequence[Spelling], catalogue: Catalogue, makers: Makers, brands: Sequence[BrandSeen], lines: int
) -> list[Match]:
    """Every match of every spelling of a marking with so many lines.

    One question to the catalogue finds all exact numbers and bases; the most promising of what is still open is asked
    for as a beginning, and, if nothing good was found, for near numbers. What is merely read comes last: the words
    that nothing else explains.
    """
    designations = [match for spelling in spellings for match in designated(spelling, makers)]
    taken = {match.spelling.text for match in designations}
    meant = meanings([spelling for spelling in spellings if spelling.text not in taken])
    listed = [*_listed(meant, catalogue, makers), *aliased(spellings, catalogue, makers)]
    tried = [*meant, *(other for one in meant for other in restored(one))]
    own = [match for one in tried for match in unlisted(one, makers, brands)]
    sure = [match for match in (*listed, *own) if match.kind is not Kind.NEAR]
    known = {match.spelling.plain for match in sure}
    likely = likely_numbers(meant, known, lines)
    named = any(makers.related(match.manufacturer, brand.manufacturer) for match in sure for brand in brands)
    said = {match.spelling.plain for match in sure if START[match.kind] >= START[Kind.SCHEME]}
    read = merely_read(likely, known, said, () if named else brands)
    nearest = {match.spelling.plain: match.number for match in listed if match.kind is Kind.NEAR}
    found = [_beside(placed(match, likely), nearest) for match in (*listed, *own, *read)]
    surely = [match.spelling for match in (*designations, *sure) if START[match.kind] >= _SAYS_A_NUMBER]
    return [*designations, *(_doubted(match, spellings, surely) for match in found)]


def _doubted(match: Match, spellings: Sequence[Spelling], surely: Sequence[Spelling]) -> Match:
    """The match with what the other readings and lines say against it."""
    chosen = match.spelling
    rivals = (
        other
        for other in spellings
        if other.instead_of
        and set(other.places) == set(chosen.places)
        and abs(other.doubt - chosen.doubt) < DIGITS_READ
        and edits(chosen.plain, other.plain).digits
    )
    return replace(match, elsewhere=_elsewhere(match, surely), digits_doubted=next(rivals, None))


def _elsewhere(match: Match, surely: Sequence[Spelling]) -> bool:
    """Whether a number is only another reading of its line, and a line apart from it says one as it is read."""
    lines = {line for line, _ in match.spelling.places}
    others = (spelling for spelling in surely if not spelling.instead_of)
    return bool(match.spelling.instead_of) and any(lines.isdisjoint(line for line, _ in o.places) for o in others)


def _listed(meant: Sequence[Meaning], catalogue: Catalogue, makers: Makers) -> list[Match]:
    rows = looked_up(meant, catalogue)
    found = [match for one in meant for match in same(one, rows, makers)]
    settled = {match.spelling.plain for match in found if not match.confused}
    found += [match for one in meant for match in longer_than_listed(one, rows, makers)]
    promising = sorted((m for m in meant if m.plain not in settled), key=lambda m: -_promise(m, makers))
    surely = [one for one in promising if not one.spelling.instead_of]
    others = sorted((one for one in promising if one.spelling.instead_of), key=lambda one: one.spelling.doubt)
    extended = [*surely[:_EXTENDED_TRIED], *others[:_OTHERS_EXTENDED]]
    found += [match for one in extended for match in shorter_than_listed(one, rows, catalogue, makers)]
    if all(START[match.kind] < START[Kind.BASE] for match in found):
        found += nearly_listed(surely[:_NEAR_TRIED], catalogue, makers)
    return found


def _beside(match: Match, nearest: Mapping[str, str]) -> Match:
    """A number that is only read, with the one in the catalogue that is nearly the same."""
    unlisted = match.kind is not Kind.NEAR and not match.catalogued and START[match.kind] < START[Kind.BASE]
    text, tail = match.spelling.plain, match.spelling.tail
    near = nearest.get(text) or nearest.get(text.removesuffix(tail), "")
    return replace(match, near_listed=near) if unlisted else match


def _promise(meaning: Meaning, makers: Makers) -> float:
    """How much a text looks like a part number: what it fits, then length; put together ones come later."""
    row = makers.prefix(meaning.number.upper())
    fits = (2.0 if registry.recognise(meaning.plain) else 0.0) + (_PREFIX_PROMISE[row.confidence] if row else 0.0)
    return fits + len(meaning.plain) / 50 - meaning.spelling.joins / 2
