"""Which rules a finding fits."""

from dataclasses import dataclass

from makers.models import AlertRule
from provenance.models import Part
from provenance.partnumbers.facts.gathering import part_facts
from provenance.partnumbers.normalise import plain
from teardowns.models import Release

TOP_TIER = "1"


@dataclass(frozen=True, slots=True)
class Traits:
    """What rules ask of a finding."""

    brand_id: int
    part_number: str
    weapon_model_id: int | None
    top_tier: bool
    lot_seen: bool


def traits_of(release: Release) -> Traits:
    """What rules ask, from the finding as its maker sees it and from what is known of its part."""
    return Traits(
        brand_id=release.brand_id,
        part_number=plain(release.part_number),
        weapon_model_id=release.weapon_model_id,
        top_tier=_tier(release) == TOP_TIER,
        lot_seen=_lot_seen(release),
    )


def fits(rule: AlertRule, traits: Traits) -> bool:
    """Whether all that the rule sets is so."""
    return (
        rule.brand_id in (None, traits.brand_id)
        and rule.weapon_model_id in (None, traits.weapon_model_id)
        and traits.part_number.startswith(plain(rule.part_number))
        and (traits.top_tier or not rule.top_tier)
        and (traits.lot_seen or not rule.lot_seen)
    )


def _tier(release: Release) -> str:
    """The highest tier of the Common High Priority List among the customs codes of the part's kind."""
    part = Part.objects.filter(manufacturer=release.brand, number=release.part_number).first()
    facts = part_facts(release.part_number, release.brand.name, category=part.category if part else "")
    return facts.priority.tier if facts.priority else ""


def _lot_seen(release: Release) -> bool:
    """Whether another finding of the part, open to its maker, shows the lot code that this one shows."""
    if not release.lot_code:
        return False
    others = Release.objects.filter(brand=release.brand_id, part_number=release.part_number, withdrawn_at=None)
    return others.filter(lot_code=release.lot_code).exclude(pk=release.pk).exists()
