"""All facts of one part number."""

from datetime import date

from provenance.partnumbers.dates.rules import part_lives
from provenance.partnumbers.facts.building import built
from provenance.partnumbers.facts.kinds import customs_codes, hints_for, kind_of, kind_of_prefix
from provenance.partnumbers.facts.types import Graded, PartFacts, Said, Temperature
from provenance.partnumbers.families import registry
from provenance.partnumbers.makers import Makers, known_makers
from provenance.partnumbers.normalise import plain
from provenance.reference.classes import temperatures


def part_facts(
    number: str,
    manufacturer: str,
    *,
    category: str = "",
    category_source: str = "",
    wrong: frozenset[str] = frozenset(),
) -> PartFacts:
    """What the number and what a catalogue's `category` (of `category_source`) tell of a part; never raises.

    `manufacturer`: the maker's name in the reference data; of any other name the number alone tells little.
    `wrong`: the ids of rules (`rule_ids`) that people found to mislead.
    """
    makers = known_makers()
    how = built(number, manufacturer, makers, wrong)
    graded = _grade(plain(number), manufacturer)
    said = (
        Said(category, category_source, derived=False)
        if category
        else kind_of_prefix(number, manufacturer, makers, wrong)
    )
    kind = kind_of(said.value) if said else ""
    codes = customs_codes(kind)
    return PartFacts(
        number=number,
        manufacturer=manufacturer,
        built=how,
        grade=graded,
        temperature=_temperature(plain(number), manufacturer, makers),
        category=said,
        customs=codes,
        hints=hints_for(kind, graded.grade if graded else None, codes),
        not_before=_not_before(plain(number)),
    )


def _grade(key: str, manufacturer: str) -> Graded | None:
    rule = registry.grade(key, manufacturer)
    return Graded(rule.grade, rule.source) if rule else None


def _temperature(key: str, manufacturer: str, makers: Makers) -> Temperature | None:
    for row in temperatures():
        if row.pattern.search(key) and makers.related(row.manufacturer, manufacturer):
            return Temperature(row.low, row.high, row.of, row.source)
    return None


def _not_before(key: str) -> tuple[date, str] | None:
    lives = [life for life in part_lives() if life.pattern.match(key)]
    youngest = max(lives, key=lambda life: life.first, default=None)
    return (date(youngest.first, 1, 1), youngest.source) if youngest else None
