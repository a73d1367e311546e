"""Who speaks for a brand today, and whether somebody still may hear of it."""

from collections.abc import Iterable
from datetime import date

from accounts.models import Organisation, User
from accounts.queries import Principal, find_principal, second_factor_missing
from accounts.roles import OrganisationKind
from provenance.queries.parties import brands_of


def speakers_for(brand_id: int, on: date) -> list[Organisation]:
    """The makers' organisations that speak for a brand on a day, itself or as its owner's."""
    makers = Organisation.objects.filter(kind=OrganisationKind.MAKER, brands__isnull=False).distinct().order_by("pk")
    return [one for one in makers if brand_id in brands_of(one, on)]


def brands_by_organisation(organisations: Iterable[Organisation], on: date) -> dict[int, set[int]]:
    """What each of them speaks for on a day, by primary key."""
    return {one.pk: brands_of(one, on) for one in organisations}


def principal_in(user: User, organisation: Organisation) -> Principal | None:
    """The person as they may act for this organisation now, without a request; None when they may not at all."""
    principal = find_principal(user)
    if principal is None or principal.organisation.pk != organisation.pk or second_factor_missing(principal):
        return None
    return principal
