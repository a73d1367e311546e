"""Matches that no catalogue backs: a maker's scheme, a prefix, a Cyrillic designation."""

from collections.abc import Iterator, Sequence

from provenance.partnumbers.families import registry
from provenance.partnumbers.families.soviet import designation
from provenance.partnumbers.makers import BrandSeen, Makers
from provenance.partnumbers.meaning import Meaning
from provenance.partnumbers.parse import Spelling
from provenance.partnumbers.scoring import Kind, Match
from provenance.reference import Confidence, PrefixRow

_SHORTEST = 5
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
    """The number as read, with the maker whose scheme or prefix it has.

    A last word belongs to it as the maker's ordering suffix, or when only with it a scheme is complete. What only
    another reading says needs more than a prefix: the maker's lettering too.
    """
    row = makers.prefix(meaning.number.upper())
    spelling = meaning.spelling
    if spelling.designator or len(meaning.plain) < _SHORTEST:
        return
    scheme = registry.recognise(meaning.plain)
    completed = scheme and not registry.recognise(meaning.plain.removesuffix(spelling.tail))
    if spelling.tail and not completed and not (row and makers.is_suffix(spelling.tail, row.manufacturer)):
        return
    if not meaning.distinct and not any(makers.related(b.manufacturer, meaning.mark_of) for b in brands):
        if meaning.alone and not spelling.instead_of:
            yield _match(meaning, Kind.TOP_MARK_ONLY, meaning.mark_of, {"maker": meaning.mark_of}, shared=False)
    elif scheme:
        maker = meaning.mark_of or scheme.manufacturer or (row.manufacturer if row else "")
        kind = Kind.SCHEME if meaning.mark_of or scheme.manufacturer else Kind.INDUSTRY_SCHEME
        yield _match(meaning, kind, maker, {"maker": maker}, shared=scheme.shared and not meaning.mark_of)
    elif row and (not spelling.instead_of or _lettered(row, brands, makers)):
        kind = _BY_PREFIX[row.confidence] if row.manufacturer else Kind.PREFIX_OPEN
        details = {"prefix": row.prefix, "maker": row.manufacturer}
        yield _match(meaning, kind, row.manufacturer, details, shared=row.shared and row.confidence != "low")


def _lettered(row: PrefixRow, brands: Sequence[BrandSeen], makers: Makers) -> bool:
    return any(makers.related(brand.manufacturer, row.manufacturer) for brand in brands)


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
