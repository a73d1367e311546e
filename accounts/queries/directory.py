"""Users, organisations and tokens as the people page lists them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.mfa.models import Authenticator
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.hidden_numbers import hidden
from accounts.models import ApiToken, Membership, Organisation, User
from accounts.roles import OrganisationKind, Role, Scope

TokenState = Literal["live", "expired", "revoked"]
LONGEST_SEARCH = 254


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person. `organisation` and `role` are None for somebody who belongs nowhere yet."""

    public_id: UUID
    name: str
    email: str
    organisation: str | None
    role: Role | None
    role_label: str
    suspended_at: datetime | None
    suspension_reason: str
    second_factor: bool
    last_login: datetime | None
    live_tokens: int


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation and how many active members it has."""

    public_id: UUID
    name: str
    kind: OrganisationKind
    kind_label: str
    members: int


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One token, without anything that would help to use it."""

    public_id: UUID
    label: str
    prefix: str
    owner: str
    organisation: str
    scopes: tuple[Scope, ...]
    state: TokenState
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    address_ranges: tuple[str, ...]


def people(*, search: str = "") -> list[PersonRow]:
    """Everybody, by e-mail; `search` is a piece of a name or an e-mail."""
    if len(search) > LONGEST_SEARCH or not search.isprintable():
        return []
    users = User.objects.filter(Q(email__icontains=search) | Q(name__icontains=search)).order_by("email")
    memberships = {m.user_id: m for m in Membership.objects.select_related("organisation")}
    secured = set(Authenticator.objects.values_list("user_id", flat=True))
    live = ApiToken.objects.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())
    tokens_of = Counter(live.values_list("user_id", flat=True))
    return [
        _person(user, memberships.get(user.pk), secured=user.pk in secured, live_tokens=tokens_of[user.pk])
        for user in users
    ]


def organisations() -> list[OrganisationRow]:
    """Every organisation, by name."""
    rows = Organisation.objects.annotate(active=Count("memberships", filter=Q(memberships__user__is_active=True)))
    return [
        OrganisationRow(o.public_id, o.name, OrganisationKind(o.kind), o.get_kind_display(), o.active)
        for o in rows.order_by("name")
    ]


def tokens(*, user: User | None = None, organisation: Organisation | None = None) -> list[TokenRow]:
    """Every token, or those of one person, or those that act for one organisation, newest first."""
    rows = ApiToken.objects.select_related("user", "organisation")
    if user is not None:
        rows = rows.filter(user=user)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    now = timezone.now()
    return [
        TokenRow(
            t.public_id,
            t.label,
            t.prefix,
            t.user.email,
            t.organisation.name,
            tuple(Scope(scope) for scope in t.scopes),
            "revoked" if t.revoked_at else "live" if t.live(now) else "expired",
            t.created_at,
            t.expires_at,
            t.last_used_at,
            tuple(t.address_ranges),
        )
        for t in rows
    ]


def get_user(public_id: UUID) -> User:
    """One user. Raises User.DoesNotExist."""
    return User.objects.get(public_id=public_id)


def get_organisation(public_id: UUID) -> Organisation:
    """One organisation. Raises Organisation.DoesNotExist."""
    return Organisation.objects.get(public_id=public_id)


def get_token(public_id: UUID) -> ApiToken:
    """One token. Raises ApiToken.DoesNotExist."""
    return ApiToken.objects.select_related("user", "organisation").get(public_id=public_id)


def invitation_path(user: User) -> str:
    """Where this person sets a password: works once, and for PASSWORD_RESET_TIMEOUT (72 hours)."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": hidden(user.pk), "key": default_token_generator.make_token(user)},
    )


def _person(user: User, membership: Membership | None, *, secured: bool, live_tokens: int) -> PersonRow:
    return PersonRow(
        public_id=user.public_id,
        name=user.name,
        email=user.email,
        organisation=membership.organisation.name if membership else None,
        role=Role(membership.role) if membership else None,
        role_label=membership.get_role_display() if membership else "",
        suspended_at=user.suspended_at,
        suspension_reason=user.suspension_reason,
        second_factor=secured,
        last_login=user.last_login,
        live_tokens=live_tokens,
    )
