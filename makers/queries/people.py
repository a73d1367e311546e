"""The people of a maker: for each other, and for the administrator who lets them in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from allauth.mfa.models import Authenticator

from accounts.models import Membership, Organisation, User
from accounts.queries import Principal, tokens
from accounts.queries.directory import TokenRow
from accounts.roles import Capability, Role, Scope
from jobs.models import Job, JobState
from makers import terms
from makers.models import OwnAct, TermsAcceptance
from problems import NotFound

State = Literal["invited", "mail_failed", "expected", "here", "ended"]


@dataclass(frozen=True, slots=True)
class Officer:
    """One person of a maker. "invited": no password yet; "expected": has one, and has not agreed to the terms."""

    public_id: UUID
    name: str
    email: str
    state: State
    second_factor: bool
    accepted_at: datetime | None
    last_login: datetime | None
    myself: bool


def officers(principal: Principal, organisation: Organisation) -> list[Officer]:
    """Everybody of a maker, by e-mail. Raises NotAllowed, and NotFound for another organisation than one's own."""
    if not principal.can(Capability.MAKER_KEEP):
        may_let_in(principal, organisation)
    members = Membership.objects.select_related("user").filter(organisation=organisation).order_by("user__email")
    users = [one.user for one in members]
    secured = set(Authenticator.objects.filter(user__in=users).values_list("user_id", flat=True))
    agreed = dict(
        TermsAcceptance.objects.filter(
            organisation=organisation, version=terms.CURRENT, sha256=terms.digest(terms.CURRENT)
        ).values_list("user_id", "accepted_at")
    )
    failed = set(
        Job.objects.filter(
            name="makers.mail_invitation",
            state=JobState.FAILED,
            subject_id__in=[str(user.public_id) for user in users],
        ).values_list("subject_id", flat=True)
    )
    found = [
        Officer(
            user.public_id,
            user.name,
            user.email,
            _state(user, accepted=user.pk in agreed, failed=str(user.public_id) in failed),
            user.pk in secured,
            agreed.get(user.pk),
            user.last_login,
            user.pk == principal.user.pk,
        )
        for user in users
    ]
    return sorted(found + not_sent(principal, organisation), key=lambda one: one.email)


def not_sent(principal: Principal, organisation: Organisation) -> list[Officer]:
    """Whom a maker's people invited although somebody elsewhere has the address: for them as invited as any other,
    so that nobody learns who is where. Empty for people of ours."""
    if principal.organisation.pk != organisation.pk:
        return []
    acts = OwnAct.objects.filter(organisation=organisation)
    invited = {UUID(act.subject_id): act.details for act in acts.filter(act="person.invited").order_by("pk")}
    ended = set(acts.filter(act="person.ended").values_list("subject_id", flat=True))
    real = set(User.objects.filter(public_id__in=invited).values_list("public_id", flat=True))
    here = set(Membership.objects.filter(organisation=organisation).values_list("user__email", flat=True))
    return [
        Officer(
            one,
            str(said.get("name", "")),
            said["email"],
            "ended" if str(one) in ended else "invited",
            second_factor=False,
            accepted_at=None,
            last_login=None,
            myself=False,
        )
        for one, said in invited.items()
        if one not in real and said["email"] not in here
    ]


def tokens_of(principal: Principal) -> list[TokenRow]:
    """Every token that acts for the asker's organisation, newest first; not what its people had elsewhere.

    Raises NotAllowed.
    """
    principal.require(Capability.OWN_PEOPLE_MANAGE)
    return [row for row in tokens(organisation=principal.organisation) if Scope.DEVICE not in row.scopes]


def person_of(principal: Principal, public_id: UUID) -> User:
    """A colleague, or for an administrator anybody of a maker. Raises NotAllowed, NotFound."""
    user = User.objects.filter(public_id=public_id).first()
    if user is not None:
        place_of(principal, user)
        return user
    if not principal.can(Capability.PEOPLE_MANAGE):
        principal.require(Capability.OWN_PEOPLE_MANAGE)
    raise NotFound


def place_of(principal: Principal, user: User) -> Organisation:
    """The maker that a person belongs to, if the asker lets people in there. Raises NotAllowed, NotFound."""
    found = Membership.objects.select_related("organisation").filter(user=user, role=Role.MAKER).first()
    if found is not None:
        may_let_in(principal, found.organisation)
        return found.organisation
    if not principal.can(Capability.PEOPLE_MANAGE):
        principal.require(Capability.OWN_PEOPLE_MANAGE)
    raise NotFound


def may_let_in(principal: Principal, organisation: Organisation) -> None:
    """An administrator lets people in anywhere, a maker's person into the own organisation. Raises NotAllowed,
    NotFound."""
    if principal.can(Capability.PEOPLE_MANAGE):
        return
    principal.require(Capability.OWN_PEOPLE_MANAGE)
    if organisation.pk != principal.organisation.pk:
        raise NotFound


def _state(user: User, *, accepted: bool, failed: bool) -> State:
    if user.suspended:
        return "ended"
    if not user.has_usable_password():
        return "mail_failed" if failed else "invited"
    return "here" if accepted else "expected"
