"""Tokens that a maker's person makes for own programs, and ends for any program of the organisation."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts import operations
from accounts.models import ApiToken
from accounts.queries import Principal
from accounts.roles import Capability, Scope
from makers.operations.acts import note
from problems import NotFound


@transaction.atomic
def issue_own_token(
    *,
    principal: Principal,
    label: str,
    scopes: Collection[Scope | str],
    expires_at: datetime,
    address_ranges: Collection[str] = (),
) -> tuple[ApiToken, str]:
    """A token that acts for the asker, and its secret, which cannot be shown again.

    Raises NotAllowed, and what `accounts.operations.issue_token` raises.
    """
    principal.require(Capability.OWN_PEOPLE_MANAGE)
    token, secret = operations.issue_token(
        user=principal.user,
        label=label,
        scopes=scopes,
        expires_at=expires_at,
        actor=principal.actor,
        address_ranges=address_ranges,
    )
    told: dict[str, object] = {
        "label": token.label,
        "scopes": token.scopes,
        "address_ranges": token.address_ranges,
        "expires_at": token.expires_at.isoformat(),
    }
    note(principal=principal, act="token.issued", subject_type="token", subject_id=str(token.public_id), details=told)
    return token, secret


@transaction.atomic
def revoke_own_token(*, principal: Principal, public_id: UUID) -> ApiToken:
    """End a token of anybody in the asker's organisation. Raises NotAllowed, NotFound, AlreadyRevoked."""
    principal.require(Capability.OWN_PEOPLE_MANAGE)
    token = ApiToken.objects.filter(public_id=public_id, organisation=principal.organisation).first()
    if token is None:
        raise NotFound
    ended = operations.revoke_token(token=token, actor=principal.actor)
    told: dict[str, object] = {"label": ended.label}
    note(principal=principal, act="token.revoked", subject_type="token", subject_id=str(ended.public_id), details=told)
    return ended
