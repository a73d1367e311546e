"""Trace requests: what a maker is shown of those to it, and what our analysts see of all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Organisation
from accounts.queries import Principal
from accounts.roles import Capability
from makers.deadlines import Calendar, calendar_of
from makers.models import MakerCalendar, TraceRequest
from makers.queries.speaking import speakers_for
from problems import NotFound
from provenance.models import BrandRepresentation, Party
from provenance.queries.parties import brands_of
from teardowns.models import Release


def today() -> date:
    """The day by which brands are looked up."""
    return timezone.now().date()


def requests_of(principal: Principal) -> QuerySet[TraceRequest]:
    """Requests that were sent to the asker's organisation about brands that are its own today; the latest first."""
    if Capability.REQUEST_SEE_OWN not in principal.capabilities:
        return TraceRequest.objects.none()
    own = TraceRequest.objects.filter(
        organisation=principal.organisation,
        brand__in=brands_of(principal.organisation, today()),
        sent_at__isnull=False,
    )
    return own.select_related("brand", "organisation").order_by("-sent_at", "public_id")


def request_of(principal: Principal, public_id: UUID) -> TraceRequest:
    """One request to the asker's organisation. Raises NotFound, also when it is another maker's."""
    return _one(requests_of(principal), public_id)


def requests_about(principal: Principal, findings: Sequence[Release]) -> dict[int, TraceRequest]:
    """By key of a finding the latest request to the asker's organisation about it, in one query for all of them.

    `findings`: of the asker's own brands of today, as `teardowns.queries.findings` gives them."""
    if Capability.REQUEST_SEE_OWN not in principal.capabilities or not findings:
        return {}
    links = TraceRequest.releases.through.objects.filter(
        release__in=[one.pk for one in findings],
        tracerequest__organisation=principal.organisation,
        tracerequest__brand__in={one.brand_id for one in findings},
        tracerequest__sent_at__isnull=False,
    )
    rows = links.select_related("tracerequest").order_by("tracerequest__sent_at", "pk")
    return {link.release_id: link.tracerequest for link in rows}


def gone_with_brands(principal: Principal) -> int:
    """How many requests the asker's organisation was sent about brands that are not its own any more."""
    if Capability.REQUEST_SEE_OWN not in principal.capabilities:
        return 0
    sent = TraceRequest.objects.filter(organisation=principal.organisation, sent_at__isnull=False)
    return sent.exclude(brand__in=brands_of(principal.organisation, today())).count()


def requests_for(principal: Principal) -> QuerySet[TraceRequest]:
    """Every request, for our analysts; the latest first."""
    if Capability.REQUEST_KEEP not in principal.capabilities:
        return TraceRequest.objects.none()
    return TraceRequest.objects.select_related("brand", "organisation").order_by("-drafted_at", "-pk")


def request_for(principal: Principal, public_id: UUID) -> TraceRequest:
    """One request, for our analysts. Raises NotFound."""
    return _one(requests_for(principal), public_id)


def findings_in(request: TraceRequest) -> QuerySet[Release]:
    """The findings that a request is about, as far as they are open to its organisation today."""
    brands = brands_of(request.organisation, today())
    found = request.releases.filter(withdrawn_at__isnull=True, brand__in=brands)
    return found.select_related("brand", "weapon_model").order_by("-released_on", "public_id")


def speaks(request: TraceRequest) -> bool:
    """Whether the organisation that was asked speaks for the brand today."""
    return request.brand_id in brands_of(request.organisation, today())


@dataclass(frozen=True, slots=True)
class Closed:
    """That a request is shown to its organisation no more. `since`: its first such day; None: no record says."""

    since: date | None


def closed(request: TraceRequest) -> Closed | None:
    """Whether a request is shown to its organisation no more, so that its silence says nothing; None: it is shown."""
    if speaks(request):
        return None
    ended = BrandRepresentation.objects.filter(organisation=request.organisation, end__lt=today())
    days = (one.end for one in ended if one.end and request.brand_id in brands_of(request.organisation, one.end))
    last = max(days, default=None)
    return Closed(last + timedelta(days=1) if last else None)


def speakers_of_any(brands: Iterable[int]) -> list[Organisation]:
    """The organisations that speak for any of these brands today, by name."""
    found = {one.pk: one for brand in brands for one in speakers_for(brand, today())}
    return sorted(found.values(), key=lambda one: one.name)


def calendar_for(organisation: Organisation, brand: Party) -> Calendar:
    """By whose days a maker's deadlines are counted: as chosen, else those of the brand's country."""
    chosen = MakerCalendar.objects.filter(organisation=organisation).first()
    if chosen is not None:
        return Calendar(chosen.country, chosen.subdivision, chosen.time_zone)
    return calendar_of(brand.country)


def _one(rows: QuerySet[TraceRequest], public_id: UUID) -> TraceRequest:
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found
