"""What the page of a part says about its occurrences, and how that is counted."""

from dataclasses import dataclass

from accounts.queries import Principal
from provenance.models import Party
from provenance.queries.merging import merged_parties
from teardowns.models import Identification, Standing, WeaponModel
from teardowns.queries.judgements import standing_judgements
from teardowns.queries.visible import teardowns_for


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a part was found. Unit: physical component; `teardowns` is the denominator, `not_confirmed` is left out."""

    found: tuple[Identification, ...]
    specimens: int
    weapon_models: tuple[WeaponModel, ...]
    teardowns: int
    not_confirmed: int


def occurrences(principal: Principal, *, number: str, manufacturer: Party) -> Occurrences:
    """Confirmed components with this part number and maker among what this person may see."""
    rows = merged_parties().rows([manufacturer.pk])
    named = standing_judgements(principal).filter(part_number=number, manufacturer__in=rows)
    found = tuple(
        named.filter(standing=Standing.CONFIRMED)
        .select_related(
            "component__teardown__specimen__weapon_model", "reading__marking__photo", "trace", "manufacturer"
        )
        .order_by("pk")
    )
    specimens = {identification.component.teardown.specimen for identification in found}
    models = {specimen.weapon_model for specimen in specimens if specimen.weapon_model}
    return Occurrences(
        found=found,
        specimens=len(specimens),
        weapon_models=tuple(sorted(models, key=lambda model: model.name_en)),
        teardowns=teardowns_for(principal).filter(photos__isnull=False).distinct().count(),
        not_confirmed=named.filter(standing=Standing.PROPOSED).count(),
    )
