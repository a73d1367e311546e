"""Matches that no catalogue backs: a maker's scheme, a prefix, a Cyrillic designation, or a brand's lettering alone."""

import re
from collections.abc import Iterator, Sequence

from provenance.partnumbers.families import registry
from provenance.partnumbers.families.soviet import designation
from provenance.partnumbers.makers import BrandSeen, Makers
from provenance.partnumbers.meaning import Meaning
from provenance.partnumbers.parse import Spelling
from provenance.partnumbers.scoring import Kind, Match
from provenance.reference import Confidence

_SHORTEST = 5
_LIKE_MOST = re.compile(r"[A-Z]{1,4}\d{2,}[A-Z]?")
_BY_PREFIX: dict[Confidence, Kind] = {
    "high": Kind.PREFIX_HIGH,
    "medium": Kind.PREFIX_MEDIUM,
    "low": Kind.PREFIX_LOW,
}


def designated(spelling: Spelling, makers: Makers) -> Iterator[Match]:
    """A Cyrillic designation, kept in Cyrillic; it has a maker only if one house alone makes the series."""
    text = designation(spelling.text)
    if not text:
        return
    row = makers.prefix(text) or makers.prefix(text.lstrip("ОСМКР"))
    maker = row.manufacturer if row and not row.shared else ""
    yield Match(spelling, Kind.DESIGNATION, text, maker, catalogued=False, details={"number": text}, shared=not maker)


def unlisted(meaning: Meaning, makers: Makers, brands: Sequence[BrandSeen]) -> Iterator[Match]:
    """The number as read, with the maker whose scheme or prefix it has."""
    row = makers.prefix(meaning.number.upper())
    spelling = meaning.spelling
    if spelling.designator or len(meaning.plain) < _SHORTEST:
        return
    if spelling.tail and not (row and makers.is_suffix(spelling.tail, row.manufacturer)):
        return
    scheme = registry.recognise(meaning.plain)
    if not meaning.distinct and not any(makers.related(b.manufacturer, meaning.mark_of) for b in brands):
        yield _match(meaning, Kind.TOP_MARK_ONLY, meaning.mark_of, {"maker": meaning.mark_of}, shared=False)
    elif scheme:
        maker = scheme.manufacturer or (row.manufacturer if row else "")
        kind = Kind.SCHEME if scheme.manufacturer else Kind.INDUSTRY_SCHEME
        yield _match(meaning, kind, maker, {"maker": maker}, shared=scheme.shared)
    elif row:
        kind = _BY_PREFIX[row.confidence] if row.manufacturer else Kind.PREFIX_OPEN
        details = {"prefix": row.prefix, "maker": row.manufacturer}
        yield _match(meaning, kind, row.manufacturer, details, shared=row.shared and row.confidence != "low")


def lettered(meanings: Sequence[Meaning], brands: Sequence[BrandSeen]) -> Iterator[Match]:
    """For a brand's lettering with nothing else to go by: the first text that is built like most part numbers."""
    if not brands or brands[0].weak:
        return
    built = (m for m in meanings if not m.spelling.joins and not m.mark_of and _LIKE_MOST.match(m.plain))
    first = next(built, None)
    if first:
        yield _match(first, Kind.BRAND_ONLY, brands[0].manufacturer, {"maker": brands[0].manufacturer}, shared=False)


def _match(meaning: Meaning, kind: Kind, maker: str, details: dict[str, str], *, shared: bool) -> Match:
    return Match(
        spelling=meaning.spelling,
        kind=kind,
        number=meaning.number,
        manufacturer=maker,
        catalogued=False,
        details=details,
        confused=meaning.restored,
        shared=shared,
        top_mark=meaning.mark_source,
        folded_from=meaning.folded_from,
    )
