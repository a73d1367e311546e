"""Who is asking, and what they may do: the one question before every door."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts import standing
from accounts.models import Device, Membership, Organisation, User
from accounts.problems import OrganisationEnded
from accounts.queries.second_factor import lacks_second_factor
from accounts.roles import COMING_IN, TO_BE_WIPED, Capability, Role, Scope, capabilities_of
from problems import NotAllowed, Problem


@dataclass(frozen=True, slots=True)
class Principal:
    """A person in their organisation and role, narrowed by the token they came with.

    `scopes` is None in a browser session. `capabilities` already has the scopes applied.
    `unfinished`: what is missing before the role's capabilities hold; till then there are those of coming in alone.
    """

    user: User
    organisation: Organisation
    role: Role
    capabilities: frozenset[Capability]
    scopes: frozenset[Scope] | None
    unfinished: Problem | None = None

    def can(self, capability: Capability) -> bool:
        """Whether this one thing is allowed."""
        return capability in self.capabilities

    def require(self, capability: Capability) -> None:
        """Raises NotAllowed unless this one thing is allowed, or what is missing before it can be."""
        if capability not in self.capabilities:
            raise self.unfinished or NotAllowed

    @property
    def device(self) -> Device | None:
        """The phone that the token of this request is bound to."""
        token = self.user.presented_token
        return token.device if token else None

    @property
    def actor(self) -> str:
        """How ledger and log name who did it: `user:<id>`, with `/token:<id>` when a token was used."""
        token = self.user.presented_token
        return f"user:{self.user.public_id}" + (f"/token:{token.public_id}" if token else "")


def find_principal(user: User | AnonymousUser) -> Principal | None:
    """The principal, or None for the anonymous, the suspended and those who belong to no organisation, or to one
    that has ended.

    The key of a phone that is to be wiped can do one thing alone, whoever its owner is by now.
    """
    if not isinstance(user, User):
        return None
    if (key := user.presented_token) is not None and key.device is not None and key.device.to_be_wiped:
        return Principal(user, key.organisation, Role.FIELD, TO_BE_WIPED, frozenset())
    if user.suspended:
        return None
    membership = Membership.objects.select_related("organisation").filter(user=user).first()
    if membership is None or membership.organisation.ended_at is not None:
        return None
    token = user.presented_token
    if token is not None and token.organisation_id != membership.organisation_id:
        return None
    role = Role(membership.role)
    scopes = None if token is None else frozenset(Scope(scope) for scope in token.scopes)
    capabilities = capabilities_of(role, scopes)
    if unfinished := standing.missing(membership):
        capabilities &= COMING_IN
    return Principal(user, membership.organisation, role, capabilities, scopes, unfinished)


_KEPT = "_principal_of"


def principal_of(request: HttpRequest) -> Principal | None:
    """`find_principal` of who asks, found once a request and kept on it: middleware, door and page ask alike.

    Whoever signs in on the way is another user object and found anew.
    """
    user, kept = request.user, vars(request)
    if _KEPT not in kept or kept[_KEPT][0] is not user:
        kept[_KEPT] = user, find_principal(user)
    found: Principal | None = kept[_KEPT][1]
    return found


def principal_for(user: User | AnonymousUser) -> Principal:
    """The principal of a request's user. Raises NotAllowed where `find_principal` finds none."""
    principal = find_principal(user)
    if principal is None:
        raise NotAllowed
    return principal


def why_nobody(user: User | AnonymousUser) -> Problem:
    """What to tell somebody whom `find_principal` does not find."""
    ended = Membership.objects.filter(user=user.pk, organisation__ended_at__isnull=False)
    return OrganisationEnded() if user.is_authenticated and ended.exists() else NotAllowed()


def second_factor_missing(principal: Principal) -> bool:
    """Whether the policy asks this person for a second factor that they have not set up."""
    return lacks_second_factor(principal.user, principal.role)
