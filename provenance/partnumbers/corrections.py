"""What people corrected, as a run of the engine respects it: rules left aside, names recorded, brands that are one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from provenance import reference
from provenance.partnumbers.makers import Makers, known_makers
from provenance.partnumbers.rule_ids import mark_rule, pattern_rule, prefix_rule
from provenance.partnumbers.types import Alias, Candidate, Catalogue, CataloguePart, DateCode
from provenance.reference import MakerRow

SameBrand = tuple[str, str]
"""A brand's name, and the name that stands for it."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """The judgements in force. `wrong_rules` are ids (`rule_ids`); `aliases` stand under their canonical lettering."""

    wrong_rules: frozenset[str] = frozenset()
    aliases: Mapping[str, tuple[Alias, ...]] = field(default_factory=dict)
    merged: frozenset[SameBrand] = frozenset()

    @property
    def makers(self) -> Makers:
        """The makers of the reference data, without the wrong rules and with merged brands under one name."""
        return _corrected(self.wrong_rules, self.merged) if self.wrong_rules or self.merged else known_makers()

    def all_names(self, brands: Sequence[str]) -> list[str]:
        """Brands, each with the names for which it stands: the rules of each hold for it."""
        return [name for brand in brands for name in (brand, *sorted(one for one, by in self.merged if by == brand))]

    def renamed(self, candidate: Candidate) -> Candidate:
        """A candidate with the names that stand."""
        if not self.merged:
            return candidate
        maker, owner = (_standing(name, self.merged) for name in (candidate.manufacturer, candidate.owner))
        return replace(candidate, manufacturer=maker, owner=owner)

    def redated(self, codes: Sequence[DateCode]) -> tuple[DateCode, ...]:
        """Date codes with the names that stand."""
        if not self.merged:
            return tuple(codes)
        return tuple(replace(code, manufacturer=_standing(code.manufacturer, self.merged)) for code in codes)

    def over(self, catalogue: Catalogue) -> Catalogue:
        """The catalogue with the recorded aliases beside its own."""
        return CorrectedCatalogue(catalogue, self.aliases) if self.aliases else catalogue


NO_CORRECTIONS = Corrections()


def _standing(brand: str, merged: Collection[SameBrand]) -> str:
    return dict(merged).get(brand, brand)


@dataclass(frozen=True, slots=True)
class CorrectedCatalogue:
    """A catalogue with the names that people recorded."""

    catalogue: Catalogue
    recorded: Mapping[str, tuple[Alias, ...]]

    def exact(self, keys: Collection[str]) -> list[CataloguePart]:
        """As `types.Catalogue`."""
        return self.catalogue.exact(keys)

    def aliases(self, keys: Collection[str]) -> list[Alias]:
        """As `types.Catalogue`."""
        recorded = [alias for key in dict.fromkeys(keys) for alias in self.recorded.get(key, ())]
        return [*recorded, *self.catalogue.aliases(keys)]

    def extending(self, key: str, limit: int) -> list[CataloguePart]:
        """As `types.Catalogue`."""
        return self.catalogue.extending(key, limit)

    def near(self, keys: Collection[str], limit: int) -> list[CataloguePart]:
        """As `types.Catalogue`."""
        return self.catalogue.near(keys, limit)


class _OneBrand(Makers):
    """Makers of whom some are one: the families' rules go on naming each as the reference data does."""

    _standing: Mapping[str, str] = {}

    def owners(self, manufacturer: str, on: date | None = None) -> tuple[str, ...]:
        """As `Makers`."""
        return super().owners(self._standing.get(manufacturer, manufacturer), on)

    def related(self, one: str, other: str) -> bool:
        """As `Makers`."""
        return super().related(self._standing.get(one, one), self._standing.get(other, other))


@lru_cache(maxsize=8)
def _corrected(wrong: frozenset[str], merged: frozenset[SameBrand]) -> Makers:
    standing = dict(merged)
    prefixes = (row for row in reference.prefixes() if prefix_rule(row.prefix) not in wrong)
    marks = (row for row in reference.brand_marks() if mark_rule(row.mark) not in wrong)
    suffixes = (
        row
        for row in reference.package_suffixes()
        if pattern_rule("suffix", row.manufacturer, row.pattern) not in wrong
    )
    makers = _OneBrand(
        _one_row(reference.makers(), standing),
        [replace(row, manufacturer=standing.get(row.manufacturer, row.manufacturer)) for row in prefixes],
        [replace(row, manufacturer=standing.get(row.manufacturer, row.manufacturer)) for row in marks],
        [replace(row, manufacturer=standing.get(row.manufacturer, row.manufacturer)) for row in suffixes],
    )
    makers._standing = standing
    return makers


def _one_row(rows: Collection[MakerRow], standing: Mapping[str, str]) -> list[MakerRow]:
    """One row a brand: what was merged is another name of what stands, and its owner is so where none is known."""
    kept = {row.name: row for row in rows if row.name not in standing}
    for row in rows:
        if row.name in standing:
            name = standing[row.name]
            own = kept.get(name) or replace(row, name=name, aliases=(), domains=())
            kept[name] = replace(
                own, aliases=(*own.aliases, row.name, *row.aliases), domains=(*own.domains, *row.domains)
            )
    return [_under_standing_owner(row, standing) for row in kept.values()]


def _under_standing_owner(row: MakerRow, standing: Mapping[str, str]) -> MakerRow:
    owner = standing.get(row.parent, row.parent)
    return replace(row, parent="" if owner == row.name else owner)
