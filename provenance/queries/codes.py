"""Customs codes and control numbers: what they stand for, and which categories of parts belong to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from provenance.reference import classes, trade

HEADING, SUBHEADING = 4, 6
MOST = 8
_CUSTOMS = re.compile(r"\d{4}(?:[. ]?\d{2}){0,3}")
_CONTROL = re.compile(r"\d[A-E]\d{3}(?:\.?[A-Z](?:\.?\d+)?)*|EAR99", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code of a list. `tier`: of the Common High Priority List, empty when it is not on it."""

    code: str
    description: str
    jurisdiction: str
    tier: str
    categories: tuple[str, ...]
    source: str


def codes_named(text: str) -> tuple[FoundCode, ...]:
    """The customs codes (HS, four to ten digits) and control numbers that `text` is or begins; mostly none."""
    if _CUSTOMS.fullmatch(text):
        return tuple(_customs(re.sub(r"\D", "", text)))[:MOST]
    return tuple(_control(_bare(text)))[:MOST] if _CONTROL.fullmatch(text) else ()


def _customs(digits: str) -> Iterator[FoundCode]:
    by_code = _categories()
    for code in sorted(by_code.keys() | classes.priority_list().keys()):
        if code.startswith(digits[:SUBHEADING]):
            row = classes.priority_list().get(code)
            told = (
                (row.description, row.jurisdiction, row.tier, row.source) if row else ("", "", "", "category_hs6.csv")
            )
            description, jurisdiction, tier, source = told
            yield FoundCode(
                f"{code[:HEADING]}.{code[HEADING:]}", description, jurisdiction, tier, by_code.get(code, ()), source
            )


def _control(typed: str) -> Iterator[FoundCode]:
    for row in classes.hints():
        for code in row.code.split(", "):
            if _bare(code).startswith(typed):
                yield FoundCode(code, "", row.jurisdiction, "", row.categories, row.source)


def _bare(code: str) -> str:
    return code.upper().replace(".", "").replace(" ", "")


def _categories() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for category, row in trade.customs_rows().items():
        for code in row.codes:
            found.setdefault(code, []).append(category)
    return {code: tuple(sorted(each)) for code, each in found.items()}
