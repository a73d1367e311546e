"""Private overlaps: which lots of ours take part, whose a run is, and what makers released to us afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Organisation
from accounts.queries import Principal
from accounts.roles import Capability
from makers.models import OverlapRelease, OverlapRun
from makers.overlapping import comparable
from makers.queries.speaking import speakers_for
from problems import NotFound
from provenance.queries.parties import brands_of
from teardowns.models import Decision, Identification, Release, Standing
from teardowns.queries.findings import findings_for

RUNS_A_DAY: Final = 3
MOST_OURS: Final = 32_768
"""Lots of each kind that take part, the newest: a millisecond computes 25 of them."""


@dataclass(frozen=True, slots=True)
class OurLots:
    """Lots of the asker's brands of today. `findings`: the asker may read them among its findings; `waiting`: it may
    not, or not yet. No lot is in both."""

    findings: frozenset[str]
    waiting: frozenset[str]

    def __contains__(self, lot: str) -> bool:
        return lot in self.findings or lot in self.waiting


def our_lots(principal: Principal) -> OurLots:
    """What a run compares with.

    Beside the lots of findings: those of components that the engine or an analyst identified as a part of the asker's
    and of which it is shown no lot so far. What was withdrawn from it, rejected, or is only one of several parts that
    fit takes no part.
    """
    if not principal.can(Capability.FINDING_SEE_OWN_BRANDS):
        raise NotFound
    shown = findings_for(principal).exclude(lot_code="").values_list("lot_code", flat=True)
    findings = _comparable(shown[:MOST_OURS])
    held = _identified(brands_of(principal.organisation, _today()))
    waiting = _comparable(held.order_by("-pk").values_list("lot_code", flat=True)[:MOST_OURS])
    return OurLots(findings, waiting - findings)


def runs_for(principal: Principal) -> QuerySet[OverlapRun]:
    """Runs of the asker's organisation, newest first."""
    if not principal.can(Capability.FINDING_SEE_OWN_BRANDS):
        return OverlapRun.objects.none()
    return OverlapRun.objects.filter(organisation=principal.organisation).select_related("begun_by")


def run_for(principal: Principal, public_id: UUID) -> OverlapRun:
    """A run of the asker's own: a colleague's key is not theirs to use. Raises NotFound."""
    found = runs_for(principal).filter(public_id=public_id, begun_by=principal.user).first()
    if found is None:
        raise NotFound
    return found


def runs_left(principal: Principal) -> int:
    """How many the asker's organisation may still begin today, by UTC."""
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    begun = OverlapRun.objects.filter(
        organisation=principal.organisation, begun_at__gte=midnight, begun_at__lt=midnight + timedelta(days=1)
    )
    return max(0, RUNS_A_DAY - begun.count())


def releases_of(principal: Principal, organisation: Organisation) -> QuerySet[OverlapRelease]:
    """The lots of which one maker told us that they are its own, for our analysts."""
    if not principal.can(Capability.REQUEST_KEEP):
        return OverlapRelease.objects.none()
    return OverlapRelease.objects.filter(organisation=organisation).select_related("released_by")


def claimed_lots(principal: Principal, brand_id: int, lot: str) -> QuerySet[OverlapRelease]:
    """Which of the makers that speak for a brand told us that a lot is its own, for our analysts; `lot` as judged."""
    if not lot or not principal.can(Capability.REQUEST_KEEP):
        return OverlapRelease.objects.none()
    own = OverlapRelease.objects.filter(lot=comparable(lot), organisation__in=speakers_for(brand_id, _today()))
    return own.select_related("organisation")


def _identified(brands: set[int]) -> QuerySet[Identification]:
    judged = Q(standing=Standing.CONFIRMED) | Q(standing=Standing.PROPOSED, decision=Decision.IDENTIFIED)
    withdrawn = Release.objects.filter(
        identification__component=OuterRef("component"), brand__in=brands, withdrawn_at__isnull=False
    )
    return Identification.objects.filter(
        judged, ~Exists(withdrawn), manufacturer__in=brands, successor__isnull=True, component__joined_into__isnull=True
    ).exclude(lot_code="")


def _comparable(lots: Iterable[str]) -> frozenset[str]:
    return frozenset(lot for one in lots if (lot := comparable(one)))


def _today() -> date:
    return timezone.now().date()
