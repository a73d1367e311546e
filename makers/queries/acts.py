"""What a maker's own people did here. Theirs alone: nobody of ours reads it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from accounts.queries import Principal
from accounts.roles import Capability
from makers.models import OwnAct


@dataclass(frozen=True, slots=True)
class ActFilter:
    """What to narrow the acts by; None or empty means any. Days are inclusive, in UTC."""

    person: UUID | None = None
    act: str = ""
    first: date | None = None
    last: date | None = None


def acts_for(principal: Principal, wanted: ActFilter | None = None) -> QuerySet[OwnAct]:
    """Acts of the asker's organisation, newest first. Raises NotAllowed."""
    principal.require(Capability.ACT_SEE_OWN)
    asked = wanted or ActFilter()
    rows = OwnAct.objects.filter(organisation=principal.organisation).select_related("user")
    if asked.person:
        rows = rows.filter(user__public_id=asked.person)
    if asked.act:
        rows = rows.filter(act=asked.act)
    if asked.first:
        rows = rows.filter(at__date__gte=asked.first)
    if asked.last:
        rows = rows.filter(at__date__lt=asked.last + timedelta(days=1))
    return rows


def act_choices(principal: Principal) -> tuple[list[User], list[str]]:
    """The people who did something, and the kinds of what they did, of the asker's organisation. Raises NotAllowed."""
    principal.require(Capability.ACT_SEE_OWN)
    own = OwnAct.objects.filter(organisation=principal.organisation).order_by()
    people = User.objects.filter(pk__in=own.values("user")).order_by("name", "email")
    return list(people), sorted(own.values_list("act", flat=True).distinct())


def sha256_of(act: OwnAct) -> str:
    """The hash of what was taken along, if anything was."""
    return str(act.details.get("sha256", ""))
