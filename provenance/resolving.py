"""A marking to candidates, date codes and a decision. Pure apart from the catalogue it is handed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from provenance.partnumbers.datecodes import date_codes
from provenance.partnumbers.makers import Makers, brand_key, known_makers
from provenance.partnumbers.matching import matches
from provenance.partnumbers.normalise import clean_lines, plain
from provenance.partnumbers.parse import spellings
from provenance.partnumbers.scoring import CANDIDATE_FROM, Match, candidate, decide
from provenance.partnumbers.types import Candidate, Catalogue, Resolution
from provenance.partnumbers.words import words_of

MAX_CANDIDATES = 8


def resolve(
    lines: Sequence[str], catalogue: Catalogue, *, today: date | None = None, makers: Makers | None = None
) -> Resolution:
    """What the lines of one marking may name, best first. Never raises on any text; `today` bounds date codes."""
    makers = makers or known_makers()
    cleaned = clean_lines(lines)
    brands = makers.brands_on(cleaned)
    words = words_of(cleaned, frozenset(brand_key(brand.text) for brand in brands if not brand.weak))
    found = [
        (candidate(match, brands, makers), match) for match in matches(spellings(words), catalogue, makers, brands)
    ]
    ranked = _ranked(found)
    best = ranked[0] if ranked else None
    candidates = tuple(one for one, _ in ranked)
    maker = best[0].manufacturer if best else brands[0].manufacturer if brands else ""
    return Resolution(
        lines=cleaned,
        candidates=candidates,
        date_codes=date_codes(
            cleaned,
            manufacturer=maker,
            taken=_number_places(ranked),
            today=today or datetime.now(UTC).date(),
        ),
        decision=decide(candidates, [_same_part(candidates[0], other, makers) for other in candidates]),
    )


def _ranked(found: Sequence[tuple[Candidate, Match]]) -> list[tuple[Candidate, Match]]:
    """The best candidates, each part number of a maker once, from `CANDIDATE_FROM` up."""
    ordered = sorted(found, key=lambda pair: (-pair[0].score, -len(pair[0].part_number), pair[0].part_number))
    kept: dict[tuple[str, str], tuple[Candidate, Match]] = {}
    for one, match in ordered:
        if one.score >= CANDIDATE_FROM:
            kept.setdefault((plain(one.part_number), one.manufacturer), (one, match))
    return list(kept.values())[:MAX_CANDIDATES]


def _number_places(ranked: Sequence[tuple[Candidate, Match]]) -> frozenset[tuple[int, int]]:
    """The words that belong to the best candidate's number, and to a number that goes over several words."""
    places: set[tuple[int, int]] = set()
    for index, (_, match) in enumerate(ranked):
        if index == 0 or match.spelling.joins:
            places.update(match.spelling.places)
    return frozenset(places)


def _same_part(best: Candidate, other: Candidate, makers: Makers) -> bool:
    """Whether two candidates are one part: one number begins the other's, and the makers are one house."""
    short, long = sorted((plain(best.part_number), plain(other.part_number)), key=len)
    house = makers.related(best.manufacturer, other.manufacturer) or not other.manufacturer
    return long.startswith(short) and house
