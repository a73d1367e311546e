"""Who speaks for which brand, who asked for it and who decided: for people of ours, and for a maker of its own."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Organisation
from accounts.queries import Principal
from accounts.roles import Capability
from makers.models import BrandGrant, GrantState
from problems import NotFound
from provenance.models import BrandRepresentation, Party
from provenance.queries.parties import brands_of, with_owned


@dataclass(frozen=True, slots=True)
class Waiting:
    """A grant that waits, with the organisations that speak for the brand, too; `own`: the reader asked for it."""

    grant: BrandGrant
    others: tuple[Organisation, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class OwnBrand:
    """A brand that an organisation speaks for today. `granted` None: it owns it, by way of one that it was granted."""

    party: Party
    granted: BrandRepresentation | None


def claimants(
    party: Party, *, besides: Organisation, first: date | None = None, last: date | None = None
) -> list[Organisation]:
    """The other organisations that speak, on some day from `first` to `last`, for a brand or for what it owns.

    None: as far as it goes. Who owns what is taken as of today, or of `first` if that is later.
    """
    today = timezone.now().date()
    day = max(first or today, today)
    wanted = with_owned([party.pk], day)
    found = []
    makers = Organisation.objects.filter(brands__isnull=False, ended_at__isnull=True).exclude(pk=besides.pk)
    for other in makers.distinct().order_by("name"):
        standing = [
            one.party_id
            for one in BrandRepresentation.objects.filter(organisation=other)
            if (one.start is None or last is None or one.start <= last) and (one.end is None or one.end >= day)
        ]
        if with_owned(standing, day) & wanted:
            found.append(other)
    return found


def grant_for(principal: Principal, public_id: UUID) -> BrandGrant:
    """One grant, for people of ours. Raises NotAllowed, NotFound."""
    principal.require(Capability.MAKER_KEEP)
    row = BrandGrant.objects.select_related("organisation", "party").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def grants_of(principal: Principal, organisation: Organisation) -> QuerySet[BrandGrant]:
    """Every grant of one organisation, newest first, for people of ours. Raises NotAllowed."""
    principal.require(Capability.MAKER_KEEP)
    rows = BrandGrant.objects.select_related("party", "asked_by", "decided_by", "ended_by")
    return rows.filter(organisation=organisation)


def waiting_grants(principal: Principal, organisation: Organisation | None = None) -> list[Waiting]:
    """What waits for a second person, oldest first, each with who else speaks for the brand. Raises NotAllowed."""
    principal.require(Capability.MAKER_KEEP)
    rows = BrandGrant.objects.select_related("organisation", "party", "asked_by").filter(state=GrantState.ASKED)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    return [
        Waiting(
            row,
            tuple(claimants(row.party, besides=row.organisation, first=row.start, last=row.end)),
            row.asked_by_id == principal.user.pk,
        )
        for row in rows.order_by("asked_at", "pk")
    ]


def brands_today(organisation: Organisation) -> list[OwnBrand]:
    """What an organisation speaks for today, by name: what it was granted, and what that owns."""
    today = timezone.now().date()
    granted = {row.party_id: row for row in BrandRepresentation.objects.filter(organisation=organisation)}
    standing = {key: row for key, row in granted.items() if _in_force(row, today)}
    parties = Party.objects.filter(pk__in=brands_of(organisation, today)).order_by("name")
    return [OwnBrand(party, standing.get(party.pk)) for party in parties]


def _in_force(row: BrandRepresentation, day: date) -> bool:
    return (row.start is None or row.start <= day) and (row.end is None or row.end >= day)
