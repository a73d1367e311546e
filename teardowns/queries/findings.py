"""The maker's question: which of my parts were found? Every answer starts from the asker's own brands."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from problems import NotFound
from provenance.models import Party
from provenance.partnumbers.normalise import plain
from provenance.queries.parties import brands_of
from teardowns.models import Release, WeaponModel


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """What to narrow the findings by; empty means any. Dates are inclusive.

    `part_number`: its beginning, punctuation and case do not matter. `brand` and `weapon_model` are slugs.
    `made_*`: production interval overlaps. `found_*`: month of recovery.
    """

    part_number: str = ""
    brand: str = ""
    weapon_model: str = ""
    made_from: date | None = None
    made_to: date | None = None
    found_from: date | None = None
    found_to: date | None = None


@dataclass(frozen=True, slots=True)
class FindingChoices:
    """What the filters of one asker can be set to: own brands, and weapon models among own findings."""

    brands: tuple[Party, ...]
    weapon_models: tuple[WeaponModel, ...]


def findings_for(principal: Principal, wanted: FindingFilter | None = None) -> QuerySet[Release]:
    """Findings of the asker's own brands, acquired ones included, newest release first."""
    wanted = wanted or FindingFilter()
    found = _own(principal).filter(_narrowed(wanted)).select_related("brand", "weapon_model")
    if wanted.part_number:
        beginning = plain(wanted.part_number)
        numbers = {
            number for number in found.values_list("part_number", flat=True) if plain(number).startswith(beginning)
        }
        found = found.filter(part_number__in=numbers)
    return found.order_by("-released_on", "public_id")


def finding_for(principal: Principal, public_id: UUID | str) -> Release:
    """One finding. Raises NotFound, also when it is another maker's."""
    try:
        wanted = public_id if isinstance(public_id, UUID) else UUID(str(public_id))
    except ValueError:
        raise NotFound from None
    found = _own(principal).select_related("brand", "weapon_model").filter(public_id=wanted).first()
    if found is None:
        raise NotFound
    return found


def filter_choices(principal: Principal) -> FindingChoices:
    """Own brands that have findings, and the weapon models of these findings."""
    own = _own(principal)
    return FindingChoices(
        brands=tuple(Party.objects.filter(pk__in=own.values("brand")).order_by("name")),
        weapon_models=tuple(WeaponModel.objects.filter(pk__in=own.values("weapon_model")).order_by("name_en")),
    )


def _own(principal: Principal) -> QuerySet[Release]:
    if Capability.FINDING_SEE_OWN_BRANDS not in principal.capabilities:
        return Release.objects.none()
    brands = brands_of(principal.organisation, timezone.now().date())
    return Release.objects.filter(withdrawn_at__isnull=True, brand__in=brands)


def _narrowed(wanted: FindingFilter) -> Q:
    conditions = Q()
    if wanted.brand:
        conditions &= Q(brand__slug=wanted.brand)
    if wanted.weapon_model:
        conditions &= Q(weapon_model__slug=wanted.weapon_model)
    if wanted.made_from:
        conditions &= Q(made_latest__gte=wanted.made_from)
    if wanted.made_to:
        conditions &= Q(made_earliest__lte=wanted.made_to)
    if wanted.found_from:
        conditions &= Q(month__gte=wanted.found_from.replace(day=1))
    if wanted.found_to:
        conditions &= Q(month__lte=wanted.found_to)
    return conditions
