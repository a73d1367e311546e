"""Since when a finding is new to somebody, and the filters they keep."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from makers.finding_problems import FilterNameMissing, TooManyFilters
from makers.models import FindingVisit, SavedFilter
from problems import NotFound

AWAY = timedelta(hours=1)
"""Who did not ask for so long has left; what was opened meanwhile is new when they come back."""
NEW_FOR = timedelta(days=14)
"""What is new to somebody who comes for the first time."""
_OFTEN_ENOUGH = timedelta(minutes=1)
MOST_FILTERS, LONGEST_NAME = 50, 80


def visited(*, principal: Principal) -> datetime:
    """Note that this person is at the findings; since when findings are new to them."""
    now = timezone.now()
    own = {"user": principal.user, "organisation": principal.organisation}
    visit, first = FindingVisit.objects.get_or_create(**own, defaults={"last_at": now})
    if not first and now - visit.last_at > AWAY:
        visit.since, visit.last_at = visit.last_at, now
        visit.save(update_fields=["since", "last_at"])
    elif now - visit.last_at > _OFTEN_ENOUGH:
        visit.last_at = now
        visit.save(update_fields=["last_at"])
    return visit.since or now - NEW_FOR


@transaction.atomic
def save_filter(*, principal: Principal, name: str, question: Mapping[str, str]) -> SavedFilter:
    """Keep a filter under a name; one of that name is replaced. Raises FilterNameMissing, TooManyFilters."""
    principal.require(Capability.FINDING_SEE_OWN_BRANDS)
    kept_as = " ".join(name.split())[:LONGEST_NAME]
    if not kept_as or not kept_as.isprintable():
        raise FilterNameMissing
    own = SavedFilter.objects.filter(user=principal.user, organisation=principal.organisation)
    if own.exclude(name=kept_as).count() >= MOST_FILTERS:
        raise TooManyFilters(most=MOST_FILTERS)
    return own.update_or_create(
        name=kept_as,
        defaults={"question": dict(question)},
        create_defaults={
            "question": dict(question),
            "user": principal.user,
            "organisation": principal.organisation,
        },
    )[0]


@transaction.atomic
def forget_filter(*, principal: Principal, public_id: UUID) -> None:
    """Keep a filter no longer. Raises NotFound."""
    principal.require(Capability.FINDING_SEE_OWN_BRANDS)
    own = SavedFilter.objects.filter(user=principal.user, organisation=principal.organisation, public_id=public_id)
    if not own.delete()[0]:
        raise NotFound
