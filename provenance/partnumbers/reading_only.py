"""What is read and nothing else: a text that is built like a part number, known to no catalogue and no maker's rule."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from provenance.partnumbers.likeness import like_code, like_date, like_number
from provenance.partnumbers.makers import BrandSeen
from provenance.partnumbers.meaning import Meaning
from provenance.partnumbers.scoring import HARDLY_KNOWN, LITTLE_KNOWN, Kind, Match

MAX_READ_ONLY = 3
_SHORTEST = 5
_LINES_OF_A_CHIP = 3
"""Lines that make lettering a chip's: on fewer a short text is silkscreen, a position on the board."""


def likely_numbers(meanings: Sequence[Meaning], known: Collection[str], lines: int) -> list[Meaning]:
    """Those of the texts that may be the part number of a marking with so many lines, the likeliest first.

    The first one wins, but for one that is built like a number behind one that is not, or like a date. What is among
    `known`, the texts (plain) that the catalogue, a rule or a prefix hints at, may stand two behind. Codes are none.
    """
    texts = [m for m in meanings if _alone(m) and _long_enough(m, lines) and not like_code(m.plain)]
    texts.sort(key=lambda meaning: meaning.spelling.places)
    place = {one.plain: index + _handicap(one.plain, known) for index, one in enumerate(texts)}
    return sorted(texts, key=lambda meaning: place[meaning.plain])


def _handicap(plain: str, known: Collection[str]) -> int:
    """How many texts further down a text might as well stand."""
    form = 1 if like_date(plain) else -1 if like_number(plain) else 0
    return form + 2 * (len(plain) < _SHORTEST) - 2 * (plain in known)


def merely_read(
    likely: Sequence[Meaning], known: Collection[str], said: Collection[str], brands: Sequence[BrandSeen]
) -> Iterator[Match]:
    """The likeliest texts as they are; with lettering that names a brand, the first of them is that brand's.

    `known` are the texts (plain) that have a match already, `said` those that the catalogue or a scheme knows;
    `brands` those that no other match has.
    """
    strong = next((brand for brand in brands if not brand.weak), None)
    for index, meaning in enumerate(likely[:MAX_READ_ONLY]):
        like_most = like_number(meaning.plain) and not meaning.spelling.joins
        lettered = strong and index == 0 and like_most and meaning.plain not in said
        if lettered or meaning.plain not in known:
            yield Match(
                spelling=meaning.spelling,
                kind=Kind.BRAND_ONLY if lettered else Kind.READ_ONLY,
                number=meaning.number,
                manufacturer=strong.manufacturer if strong and lettered else "",
                catalogued=False,
                details={"maker": strong.manufacturer} if strong and lettered else {"number": meaning.number},
                folded_from=meaning.folded_from,
            )


def placed(match: Match, likely: Sequence[Meaning]) -> Match:
    """The match with what place and form say, where not much else is known."""
    text = match.spelling.plain
    if match.kind not in HARDLY_KNOWN:
        return replace(match, like_code=match.kind in LITTLE_KNOWN and like_code(text))
    first = bool(likely) and likely[0].plain == text
    code = like_code(text) or like_date(text)
    return replace(match, first_number=first, number_form=like_number(text), like_code=code)


def _alone(meaning: Meaning) -> bool:
    """The line's own text, one word, or letters with the number behind them."""
    spelling = meaning.spelling
    joined = spelling.over_lines or spelling.tail or spelling.joins > 1
    return not (meaning.mark_of or spelling.instead_of or joined)


def _long_enough(meaning: Meaning, lines: int) -> bool:
    long = len(meaning.plain) >= _SHORTEST and not meaning.spelling.designator
    return long or lines >= _LINES_OF_A_CHIP
