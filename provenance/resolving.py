"""A marking to candidates, date codes and a decision. Pure apart from the catalogue it is handed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from provenance.partnumbers.alternatives import other_brands, other_spellings
from provenance.partnumbers.corrections import NO_CORRECTIONS, Corrections
from provenance.partnumbers.dates.finding import date_codes
from provenance.partnumbers.decoding import decoded_lines
from provenance.partnumbers.families import registry
from provenance.partnumbers.makers import Makers, brand_key
from provenance.partnumbers.matching import matches
from provenance.partnumbers.normalise import clean_readings, plain
from provenance.partnumbers.parse import spellings
from provenance.partnumbers.ranking import Weighed, decide, ranked, vetoed
from provenance.partnumbers.roles.finding import line_roles
from provenance.partnumbers.schemes import put_right
from provenance.partnumbers.scoring import Kind, candidate
from provenance.partnumbers.script_guard import script_warnings
from provenance.partnumbers.types import Catalogue, Line, Resolution
from provenance.partnumbers.words import words_of


def resolve(
    lines: Sequence[Line],
    catalogue: Catalogue,
    *,
    today: date | None = None,
    makers: Makers | None = None,
    recovered: date | None = None,
    corrections: Corrections = NO_CORRECTIONS,
) -> Resolution:
    """What the lines of one marking may name, best first. Never raises on any text.

    Nothing is dated after `today`, nor after the last day on which it may have been `recovered`.

    A line may come with what its reader found nearly as likely (`LineReading`): a part that only such a reading names
    is a candidate too, the lower the less likely the reading is.

    `corrections`: what people said of rules, names and makers; without `makers`, theirs are asked.
    """
    with registry.leaving_aside(corrections.wrong_rules):
        known = makers or corrections.makers
        return _resolved(lines, corrections.over(catalogue), known, corrections, today=today, recovered=recovered)


def _resolved(
    lines: Sequence[Line],
    catalogue: Catalogue,
    makers: Makers,
    corrections: Corrections,
    *,
    today: date | None,
    recovered: date | None,
) -> Resolution:
    as_read = clean_readings(lines)
    readings = put_right(as_read)
    cleaned = tuple(line.text for line in readings)
    brands = (*makers.brands_on(cleaned), *other_brands(readings, makers))
    lettering = frozenset(brand_key(brand.text) for brand in brands if not brand.weak)
    words = words_of(cleaned, lettering)
    own = spellings(words)
    tried = [*own, *other_spellings(readings, words, lettering, own)]
    found = matches(tried, catalogue, makers, brands, len(cleaned))
    weighed = [Weighed(corrections.renamed(candidate(match, brands, makers)), match) for match in found]
    order = vetoed(ranked(weighed), makers)
    candidates = tuple(one.candidate for one in order)
    best = order[0] if order and order[0].match.kind is not Kind.READ_ONLY else None
    texts = tuple(line.text for line in as_read)
    named = corrections.all_names(_makers(order) or [brand.manufacturer for brand in brands[:1]])
    dates = corrections.redated(
        date_codes(
            cleaned,
            makers=named,
            taken=_number_places(order),
            today=today or datetime.now(UTC).date(),
            recovered=recovered,
            part_number=best.candidate.part_number if best else "",
            left_aside=corrections.wrong_rules,
        )
    )
    return Resolution(
        lines=texts,
        candidates=candidates,
        date_codes=dates,
        decision=decide(order),
        decoded=decoded_lines(as_read, readings, order, makers),
        roles=line_roles(words, cleaned, as_read=texts, order=order, brands=brands, dates=dates, makers=named),
        warnings=script_warnings(texts),
    )


def _makers(order: Sequence[Weighed]) -> list[str]:
    """Who may have made the best candidate: a number that many makers use is dated by the rules of each."""
    named = [one.candidate for one in order if one.match.kind is not Kind.READ_ONLY]
    same = (one.manufacturer for one in named if plain(one.part_number) == plain(named[0].part_number))
    return [maker for maker in same if maker]


def _number_places(order: Sequence[Weighed]) -> frozenset[tuple[int, int]]:
    """The words that belong to the best candidate's number, and to a number that goes over several words."""
    places: set[tuple[int, int]] = set()
    for index, one in enumerate(order):
        if index == 0 or one.match.spelling.joins:
            places.update(one.match.spelling.places)
    return frozenset(places)
