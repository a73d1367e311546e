"""One part number of one maker: what the catalogue has, other orderable numbers of it, its aliases, its facts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from provenance.models import Part, PartAlias, Party
from provenance.partnumbers.facts.building import built
from provenance.partnumbers.facts.gathering import part_facts
from provenance.partnumbers.facts.types import PartFacts, Said
from provenance.partnumbers.makers import known_makers
from provenance.partnumbers.normalise import canonical
from provenance.queries.corrections import wrong_rules
from provenance.queries.merging import merged_parties

MAX_VARIANTS = 40
MAX_COMPARED = 300
"""Numbers beginning like the base of which no more are looked at: it bounds the time in huge families."""
_PAST_ALL = "Я" * 8
_SHORTEST_BASE = 4


@dataclass(frozen=True, slots=True)
class Variants:
    """Other numbers of the same maker with the same base; `more`: there may be others that are not shown."""

    numbers: tuple[str, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """What is known of a part. `part` is None where no catalogue has it: all `facts` then follow from the number."""

    maker: Party
    number: str
    part: Part | None
    facts: PartFacts
    base: str
    variants: Variants
    aliases: tuple[PartAlias, ...]
    alias_of: tuple[PartAlias, ...]

    @property
    def packages(self) -> tuple[Said, ...]:
        """What the catalogue has, then what the number tells beyond it."""
        listed = self.part and self.part.package
        stated = (Said(self.part.package, self.part.source.name, derived=False),) if self.part and listed else ()
        told = self.facts.built.packages if self.facts.built else ()
        return (*stated, *(one for one in told if one.value not in {same.value for same in stated}))

    @property
    def is_known(self) -> bool:
        """Whether a catalogue has it, or the maker builds its numbers like this."""
        return bool(self.part or self.alias_of or (self.facts.built and self.facts.built.own))


def part_view(maker: Party, number: str, part: Part | None) -> PartView:
    """All that is known of a number of a maker, whether a catalogue has it or not.

    Rules for numbers are those of the maker that the catalogue names: one that was merged goes on numbering its way.
    """
    built_by = _reference_name(part.manufacturer if part else maker)
    wrong = wrong_rules()
    facts = part_facts(
        number,
        built_by,
        category=part.category if part else "",
        category_source=part.source.name if part else "",
        wrong=wrong,
    )
    base = (part.base if part else "") or (facts.built.base if facts.built else "")
    rows = merged_parties().rows([maker.pk])
    own = PartAlias.objects.filter(manufacturer__in=rows).select_related("source")
    return PartView(
        maker=maker,
        number=number,
        part=part,
        facts=facts,
        base=base,
        variants=_variants(rows, number, base, lambda other: _base(other, built_by, wrong)),
        aliases=tuple(own.filter(number=number).order_by("alias")),
        alias_of=tuple(own.filter(canonical=canonical(number), alias=number).exclude(number=number).order_by("number")),
    )


def _variants(rows: Collection[int], number: str, base: str, base_of: Callable[[str], str]) -> Variants:
    """Numbers that begin with the base and have the same base themselves.

    A range of the canonical number, so that both databases use its index; the maker is compared here, since an index
    over a maker's parts would read all of them.
    """
    key = canonical(base)
    if len(key) < _SHORTEST_BASE:
        return Variants((), more=False)
    beginning = list(
        Part.objects.filter(canonical__gte=key, canonical__lte=key + _PAST_ALL)
        .order_by("canonical")
        .values_list("number", "manufacturer_id", "base")[:MAX_COMPARED]
    )
    same = [
        other
        for other, maker_id, listed in beginning
        if maker_id in rows and other != number and canonical(listed or base_of(other)) == key
    ]
    return Variants(tuple(sorted(same)[:MAX_VARIANTS]), more=len(same) > MAX_VARIANTS or len(beginning) == MAX_COMPARED)


def _base(number: str, manufacturer: str, wrong: frozenset[str]) -> str:
    found = built(number, manufacturer, known_makers(), wrong)
    return found.base if found else number


def _reference_name(maker: Party) -> str:
    """The maker's name in the reference data, by which the rules know it."""
    return known_makers().named(maker.name) or maker.name
