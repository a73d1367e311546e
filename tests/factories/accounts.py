"""People for tests, made by the operations that make them in life."""

import itertools
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts import operations
from accounts.models import Organisation, User
from accounts.queries import Principal, principal_for
from accounts.roles import OrganisationKind, Role, Scope, scopes_for
from makers import terms
from makers.models import Maker, ProofMethod, TermsAcceptance

PASSWORD = "a long enough phrase 7"
ACTOR = "system:test"
KIND_OF_ROLE = {
    Role.FIELD: OrganisationKind.FIELD_TEAM,
    Role.ANALYST: OrganisationKind.LAB,
    Role.MAKER: OrganisationKind.MAKER,
    Role.ENFORCEMENT: OrganisationKind.AGENCY,
    Role.ADMIN: OrganisationKind.AGENCY,
}
_numbers = itertools.count(1)


def make_organisation(kind: OrganisationKind = OrganisationKind.FIELD_TEAM, name: str = "") -> Organisation:
    """An organisation with a name of its own."""
    return operations.create_organisation(name=name or f"Organisation {next(_numbers)}", kind=kind, actor=ACTOR)


def make_user(
    role: Role | None = Role.FIELD,
    *,
    organisation: Organisation | None = None,
    email: str = "",
    name: str = "",
    password: str | None = None,
    preferred_language: str = "",
    come_in: bool = True,
) -> User:
    """A user in a role, in the given or a new organisation; without a role they belong nowhere.

    A maker's person has come in unless told otherwise.
    """
    number = next(_numbers)
    user = operations.create_user(
        email=email or f"person{number}@example.org",
        name=name or f"Person {number}",
        password=password,
        preferred_language=preferred_language,
        actor=ACTOR,
    )
    if role is not None:
        place = organisation or make_organisation(KIND_OF_ROLE[role])
        operations.add_member(user=user, organisation=place, role=role, actor=ACTOR)
        if role is Role.MAKER and come_in:
            bring_in(user)
    return user


def bring_in(user: User, domain: str = "maker.example") -> None:
    """Have a maker's person go through all steps of coming in."""
    organisation = user.membership.organisation
    facts = {"domain": domain, "proven_at": timezone.now(), "proven_by": ProofMethod.DNS}
    Maker.objects.get_or_create(organisation=organisation, defaults=facts)
    TermsAcceptance.objects.get_or_create(
        organisation=organisation,
        user=user,
        version=terms.CURRENT,
        sha256=terms.digest(terms.CURRENT),
        defaults={"language": "en"},
    )


def make_principal(role: Role = Role.FIELD, *, organisation: Organisation | None = None) -> Principal:
    """A new user's principal."""
    return principal_for(make_user(role, organisation=organisation))


def make_token(user: User, scopes: Collection[Scope] | None = None, *, days: int = 30) -> str:
    """The secret of a new token; without scopes it carries all that the owner's role allows."""
    role = principal_for(user).role
    _token, secret = operations.issue_token(
        user=user,
        label="test device",
        scopes=scopes if scopes is not None else scopes_for(role),
        expires_at=timezone.now() + timedelta(days=days),
        actor=ACTOR,
    )
    return secret


def bearer(secret: str) -> dict[str, Any]:
    """Keyword arguments for Django's test client that send a token."""
    return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
