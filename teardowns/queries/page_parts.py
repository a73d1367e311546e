"""What the page of a part says about its occurrences, and how that is counted."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.queries import Principal
from provenance.models import Party
from teardowns.models import Identification, Reading, Standing, WeaponModel
from teardowns.queries.judgements import standing_judgements
from teardowns.queries.visible import components_for, teardowns_for


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
    named = standing_judgements(principal).filter(part_number=number, manufacturer=manufacturer)
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


def readings_with(principal: Principal, text: str) -> QuerySet[Reading]:
    """Standing readings of visible components in which this text occurs, latest first."""
    return (
        Reading.objects.filter(
            Q(lines__icontains=text),
            marking__component__in=components_for(principal),
            successor__isnull=True,
            beside__isnull=True,
        )
        .select_related("marking__component__teardown__specimen__weapon_model", "marking__photo")
        .order_by("-pk")
    )
