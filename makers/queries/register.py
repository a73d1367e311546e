"""The makers here, for people of ours: who they are, how far they have come in, what happened."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import AccountEvent, Membership, Organisation, User
from accounts.queries import Principal
from accounts.roles import Capability, OrganisationKind
from custody.models import LedgerEntry
from custody.queries import history
from makers.models import BrandGrant, GrantState, Maker
from makers.queries.brands import OwnBrand, brands_today
from problems import NotFound

NOT_INVITED = 20


@dataclass(frozen=True, slots=True)
class MakerRow:
    """One maker: `maker` None as long as no domain was written down, `waiting` brands that wait for a decision."""

    organisation: Organisation
    maker: Maker | None
    people: int
    brands: list[OwnBrand]
    waiting: int


@dataclass(frozen=True, slots=True)
class NotInvited:
    """Somebody whom a maker's `actor` asked for in vain."""

    at: datetime
    actor: str
    person: User


def makers(principal: Principal) -> list[MakerRow]:
    """Every maker, by name; those that left come last. Raises NotAllowed."""
    principal.require(Capability.MAKER_KEEP)
    active = Membership.objects.filter(user__is_active=True)
    people = Counter(active.values_list("organisation_id", flat=True))
    asked = Counter(BrandGrant.objects.filter(state=GrantState.ASKED).values_list("organisation_id", flat=True))
    facts = {one.organisation_id: one for one in Maker.objects.all()}
    rows = Organisation.objects.filter(kind=OrganisationKind.MAKER).order_by("name")
    found = [
        MakerRow(one, facts.get(one.pk), people[one.pk], [] if one.ended_at else brands_today(one), asked[one.pk])
        for one in rows
    ]
    return sorted(found, key=lambda row: row.organisation.ended_at is not None)


def maker_for(principal: Principal, public_id: UUID) -> Organisation:
    """One organisation of kind maker. Raises NotAllowed, NotFound."""
    principal.require(Capability.MAKER_KEEP)
    row = Organisation.objects.filter(public_id=public_id, kind=OrganisationKind.MAKER).first()
    if row is None:
        raise NotFound
    return row


def own_maker(principal: Principal) -> Maker | None:
    """What is known of the asker's own organisation; None before a domain was written down."""
    return Maker.objects.filter(organisation=principal.organisation).first()


def ledger_of(principal: Principal, organisation: Organisation) -> QuerySet[LedgerEntry]:
    """What the ledger says of a maker, newest first. Raises NotAllowed."""
    principal.require(Capability.MAKER_KEEP)
    return history("maker", str(organisation.public_id)).order_by("-sequence")


def not_invited(principal: Principal, organisation: Organisation) -> list[NotInvited]:
    """Whom its people asked for, though they are elsewhere: the latest, for administrators. Raises NotAllowed."""
    principal.require(Capability.PEOPLE_MANAGE)
    events = AccountEvent.objects.filter(
        action="user.not_invited", details__organisation=str(organisation.public_id)
    ).order_by("-pk")[:NOT_INVITED]
    people = {str(one.public_id): one for one in User.objects.filter(public_id__in=[one.subject_id for one in events])}
    return [NotInvited(one.at, one.actor, people[one.subject_id]) for one in events if one.subject_id in people]
