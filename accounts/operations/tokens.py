"""The life of an API token: issued, used, revoked."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.addresses import MAX_RANGES, Address, network, within
from accounts.models import ApiToken, Device, Membership, Organisation, User
from accounts.operations.log import record
from accounts.problems import (
    AddressRangeWrong,
    AlreadyRevoked,
    ExpiryOutOfRange,
    LabelMissing,
    NotMember,
    OrganisationEnded,
    ScopeBeyondRole,
    ScopesMissing,
    Suspended,
    UnknownChoice,
)
from accounts.queries.on_behalf import stands
from accounts.roles import Role, Scope, longest_life, scopes_for

FORM: Final = re.compile(r"ct_(?P<prefix>[0-9a-f]{12})_[0-9A-Za-z_-]{43}")
NOTE_USE_EVERY: Final = timedelta(minutes=1)
_NOBODY: Final = "0" * 64


@transaction.atomic
def issue_token(
    *,
    user: User,
    label: str,
    scopes: Collection[Scope | str],
    expires_at: datetime,
    actor: str,
    address_ranges: Collection[str] = (),
) -> tuple[ApiToken, str]:
    """A new token in the person's organisation, and its secret, which cannot be shown again.

    `address_ranges`: networks (CIDR) or addresses from which alone it works; none: from everywhere.
    Raises LabelMissing, ScopesMissing, UnknownChoice, ScopeBeyondRole, ExpiryOutOfRange, AddressRangeWrong, NotMember,
    OrganisationEnded, Suspended.
    """
    owner = User.objects.select_for_update().get(pk=user.pk)
    membership = Membership.objects.select_related("organisation").filter(user=owner).first()
    if owner.suspended:
        raise Suspended
    if membership is None:
        raise NotMember
    if membership.organisation.ended_at is not None:
        raise OrganisationEnded
    if not label.strip():
        raise LabelMissing
    granted = _granted(scopes, Role(membership.role))
    now = timezone.now()
    if not now < expires_at <= now + longest_life(granted):
        raise ExpiryOutOfRange(days=longest_life(granted).days)
    return create_token(
        owner=owner,
        organisation=membership.organisation,
        label=label.strip()[:120],
        scopes=granted,
        expires_at=expires_at,
        actor=actor,
        address_ranges=_ranges(address_ranges),
    )


def create_token(
    *,
    owner: User,
    organisation: Organisation,
    label: str,
    scopes: Collection[Scope],
    expires_at: datetime,
    actor: str,
    device: Device | None = None,
    address_ranges: Collection[str] = (),
) -> tuple[ApiToken, str]:
    """The row, the event and the secret of a token whose terms the caller has checked, in the caller's transaction."""
    prefix = secrets.token_hex(6)
    secret = f"ct_{prefix}_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user=owner,
        organisation=organisation,
        device=device,
        label=label,
        scopes=[scope.value for scope in scopes],
        address_ranges=list(address_ranges),
        prefix=prefix,
        digest=_digest(secret),
        expires_at=expires_at,
    )
    record(
        action="token.issued",
        actor=actor,
        subject_type="token",
        subject_id=token.public_id,
        user=str(owner.public_id),
        scopes=token.scopes,
        address_ranges=token.address_ranges,
        expires_at=expires_at.isoformat(),
    )
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: str) -> ApiToken:
    """Ends a token now. Raises AlreadyRevoked."""
    locked = ApiToken.objects.select_for_update().get(pk=token.pk)
    if locked.revoked_at is not None:
        raise AlreadyRevoked
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    record(action="token.revoked", actor=actor, subject_type="token", subject_id=locked.public_id)
    return locked


def authenticate_token(secret: str, address: Address | None = None) -> User | None:
    """The owner of a token that stands in every respect, carrying it as `presented_token`; None otherwise.

    `address`: from where it was presented; a token that is bound to networks counts from nowhere else. One digest is
    computed and compared in constant time whether or not such a token exists, and every failure looks the same from
    outside.
    """
    form = FORM.fullmatch(secret)
    tokens = ApiToken.objects.select_related("user", "device", "organisation")
    token = tokens.filter(prefix=form["prefix"]).first() if form else None
    proven = hmac.compare_digest(_digest(secret), token.digest if token else _NOBODY)
    if token is None or not proven or not (stands(token) or _is_to_be_wiped(token)):
        return None
    if token.address_ranges and not within(address, token.address_ranges):
        return None
    _note_use(token)
    token.user.presented_token = token
    return token.user


def _is_to_be_wiped(token: ApiToken) -> bool:
    """A phone hears that it is to forget everything also with a key that has ended; see `roles.TO_BE_WIPED`."""
    return token.device is not None and token.device.to_be_wiped


def _note_use(token: ApiToken) -> None:
    # One conditional update and at most one a minute: a phone that sends forty photos writes once.
    now = timezone.now()
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - NOTE_USE_EVERY)
    if token.last_used_at is None or token.last_used_at < now - NOTE_USE_EVERY:
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)


def _granted(scopes: Collection[Scope | str], role: Role) -> list[Scope]:
    if not scopes:
        raise ScopesMissing
    if not set(scopes) <= set(Scope):
        raise UnknownChoice(field="scopes", value=", ".join(sorted(set(scopes) - set(Scope))))
    granted = [scope for scope in Scope if scope in set(scopes)]
    if not set(granted) <= set(scopes_for(role)):
        raise ScopeBeyondRole
    return granted


def _ranges(typed: Collection[str]) -> list[str]:
    named = [text for text in (one.strip() for one in typed) if text]
    networks = [network(text) for text in named]
    for text, one in zip(named, networks, strict=True):
        if one is None:
            raise AddressRangeWrong(value=text[:60])
    if len(named) > MAX_RANGES:
        raise AddressRangeWrong(value=named[MAX_RANGES][:60])
    return list(dict.fromkeys(str(one) for one in networks))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
