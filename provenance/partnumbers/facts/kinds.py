"""Of which kind a part is, under which customs codes that kind travels, and which paragraphs are worth checking."""

from collections.abc import Collection

from provenance.partnumbers.facts.types import CustomsCode, Said
from provenance.partnumbers.families.base import Grade
from provenance.partnumbers.makers import Makers
from provenance.partnumbers.rule_ids import prefix_rule
from provenance.reference.classes import HintRow, category_words, hints, priority_list
from provenance.reference.trade import customs


def kind_of(category: str) -> str:
    """A category in the words of category_hs6.csv, with what follows them; empty where its words tell nothing."""
    plain_words = " ".join(category.lower().split())
    if customs(plain_words):
        return plain_words
    return next((kind for pattern, kind in category_words() if pattern.search(plain_words)), "")


def kind_of_prefix(number: str, manufacturer: str, makers: Makers, wrong: frozenset[str] = frozenset()) -> Said | None:
    """The kind of part that a maker's prefix stands for, where mpn_prefixes.csv has one that is not a mere hint."""
    row = makers.prefix(number.upper())
    if row is None or prefix_rule(row.prefix) in wrong or not row.category or row.confidence == "low" or row.shared:
        return None
    if not row.manufacturer or not makers.related(row.manufacturer, manufacturer):
        return None
    return Said(row.category, row.source, derived=True)


def customs_codes(kind: str) -> tuple[CustomsCode, ...]:
    """The codes of a kind, with their place on the Common High Priority List."""
    row = customs(kind) if kind else None
    return tuple(CustomsCode(code, row.source, priority_list().get(code)) for code in row.codes) if row else ()


def hints_for(kind: str, grade: Grade | None, codes: Collection[CustomsCode]) -> tuple[HintRow, ...]:
    """The paragraphs worth checking: none says that it applies."""
    numbers = {code.hs6 for code in codes}
    return tuple(
        row
        for row in hints()
        if (not row.categories or any(_begins(kind, wanted) for wanted in row.categories))
        and (not row.grades or (grade is not None and grade.value in row.grades))
        and (not row.hs6 or numbers.intersection(row.hs6))
    )


def _begins(kind: str, wanted: str) -> bool:
    if wanted.endswith("*"):
        return kind == wanted[:-1] or kind.startswith(f"{wanted[:-1]} ")
    return kind == wanted
