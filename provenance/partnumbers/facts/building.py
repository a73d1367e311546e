"""Base number, ordering suffix and package of a number, by the schemes and suffix tables of its maker."""

from functools import lru_cache

from provenance.partnumbers.facts.types import Built, Said
from provenance.partnumbers.families import registry
from provenance.partnumbers.families.base import Family
from provenance.partnumbers.makers import Makers
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.rule_ids import pattern_rule
from provenance.reference.classes import PackageRow, packages


def built(number: str, manufacturer: str, makers: Makers, wrong: frozenset[str] = frozenset()) -> Built | None:
    """How a maker's number is built: a known package ending is cut off, else the maker's scheme tells the base.

    None: neither the maker's tables and schemes, nor those of its owners and brands, nor the industry's know it.
    `wrong`: the ids of rules (`rule_ids`) that people found to mislead.
    """
    scheme = _scheme(number, manufacturer, makers, wrong)
    found = _package(plain(number), manufacturer, makers)
    if found is None:
        return scheme
    row, suffix = found
    maker, own = (scheme.manufacturer, scheme.own) if scheme else ("", False)
    packages = (Said(row.package, row.source, derived=True),)
    return Built(_as_printed(number, len(plain(number)) - len(suffix)), suffix, maker, own, packages)


def _package(key: str, manufacturer: str, makers: Makers) -> tuple[PackageRow, str] | None:
    """The package row that fits and the ending; the maker's own rows before its relations', longer endings first."""
    fitting = [
        (row, fit["suffix"])
        for row in _package_rows(manufacturer, makers)
        for fit in [row.pattern.fullmatch(key)]
        if fit
    ]
    return min(fitting, key=lambda found: (found[0].manufacturer != manufacturer, -len(found[1])), default=None)


def _scheme(number: str, manufacturer: str, makers: Makers, wrong: frozenset[str]) -> Built | None:
    key = plain(number)
    for family in _families(manufacturer, makers):
        for numbering in family.numberings:
            fit = numbering.pattern.fullmatch(key)
            if fit and not (wrong and pattern_rule("scheme", family.manufacturer, numbering.pattern.pattern) in wrong):
                suffix = fit.groupdict().get("suffix") or ""
                base = _as_printed(number, len(key) - len(suffix)) if key.endswith(suffix) else fit["base"]
                return Built(base, suffix, family.manufacturer, own=bool(family.manufacturer) and not numbering.shared)
    return None


@lru_cache(maxsize=256)
def _package_rows(manufacturer: str, makers: Makers) -> tuple[PackageRow, ...]:
    return tuple(row for row in packages() if makers.related(row.manufacturer, manufacturer))


@lru_cache(maxsize=256)
def _families(manufacturer: str, makers: Makers) -> tuple[Family, ...]:
    """The maker's own, those of its relations, the industry's."""
    named = [family for family in registry.FAMILIES if family.manufacturer]
    related = [family for family in named if makers.related(family.manufacturer, manufacturer)]
    own_first = sorted(related, key=lambda family: family.manufacturer != manufacturer)
    return (*own_first, *(family for family in registry.FAMILIES if not family.manufacturer))


def _as_printed(number: str, length: int) -> str:
    """The beginning of a number that has `length` letters and digits, with its punctuation."""
    for end in range(1, len(number) + 1):
        if len(plain(number[:end])) >= length:
            return number[:end]
    return number
