"""The life of a phone: enrolled, renewed, seen, revoked, told to forget everything."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import ApiToken, Device
from accounts.operations.log import record
from accounts.operations.tokens import create_token
from accounts.problems import AlreadyRevoked, AlreadyWiped, DeviceRevoked, LabelMissing
from accounts.queries.principal import Principal
from accounts.roles import LONGEST_LIFE, Capability, Scope
from accounts.sealing import seal, unseal
from problems import NotFound

SECRET_BYTES: Final = 32
NOTE_CONTACT_EVERY: Final = timedelta(minutes=1)
LONGEST_OFFSET: Final = 10**11
"""Seconds; a clock that is off by more says nothing more."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a phone gets, once: its token and the key of its receipts. Neither can be shown again."""

    device: Device
    token: str = field(repr=False)
    secret: bytes = field(repr=False)
    expires_at: datetime


@transaction.atomic
def enrol_device(*, principal: Principal, label: str, renew: UUID | None = None) -> Enrolment:
    """Bind a phone to the person and their organisation, or give one of the organisation's a new token.

    A renewed phone keeps the key of its receipts, so that every code it was ever given still holds; its older tokens
    end. Raises NotAllowed, LabelMissing, NotFound for another organisation's phone, DeviceRevoked, AlreadyWiped.
    """
    principal.require(Capability.DEVICE_ENROL)
    name = "".join(c if c.isprintable() else " " for c in label[:120]).strip()
    if not name:
        raise LabelMissing
    device, secret = _fresh(principal, name) if renew is None else _renewed(principal, renew, name)
    expires_at = timezone.now() + LONGEST_LIFE[Scope.DEVICE]
    _row, token = create_token(
        owner=principal.user,
        organisation=principal.organisation,
        label=name,
        scopes=[Scope.DEVICE],
        expires_at=expires_at,
        actor=principal.actor,
        device=device,
    )
    _tell("device.enrolled" if renew is None else "device.renewed", device, principal.actor, label=name)
    return Enrolment(device, token, secret, expires_at)


@transaction.atomic
def revoke_device(*, device: Device, actor: str) -> Device:
    """Close every door to a phone at once. What is on it stays there, locked. Raises AlreadyRevoked."""
    locked = _locked(device)
    if locked.revoked_at is not None:
        raise AlreadyRevoked
    _revoke(locked)
    _tell("device.revoked", locked, actor)
    return locked


@transaction.atomic
def order_wipe(*, device: Device, actor: str, reason: str = "") -> Device:
    """Have the phone forget everything at its next contact; until then it is good for nothing else.

    Its tokens are revoked, and the last one still proves that this is the phone: to hear of the order and to confirm
    it, also after the token's end. Raises AlreadyWiped.
    """
    locked = _locked(device)
    if locked.wipe_requested_at is not None:
        raise AlreadyWiped
    if locked.revoked_at is None:
        _revoke(locked)
    locked.wipe_requested_at = timezone.now()
    locked.save(update_fields=["wipe_requested_at"])
    _tell("device.wipe_ordered", locked, actor, reason=reason[:60])
    return locked


@transaction.atomic
def confirm_wiped(*, device: Device, actor: str) -> None:
    """The phone says that it forgot everything, by order or on its own. Its tokens end. Twice is once."""
    locked = _locked(device)
    if locked.wiped_at is not None:
        return
    if locked.revoked_at is None:
        _revoke(locked)
    locked.wiped_at = timezone.now()
    locked.save(update_fields=["wiped_at"])
    _tell("device.wiped", locked, actor)


def note_contact(*, device: Device, phone_time: datetime | None = None) -> None:
    """Remember that the phone was here, and how far its clock was off; at most once a minute unless that changed."""
    now = timezone.now()
    offset = None if phone_time is None else _bounded(phone_time - now)
    fresh = device.last_seen_at is not None and now - device.last_seen_at < NOTE_CONTACT_EVERY
    if fresh and (offset is None or offset == device.clock_offset):
        return
    values: dict[str, object] = {"last_seen_at": now}
    if offset is not None:
        values |= {"clock_offset": offset, "clock_checked_at": now}
    Device.objects.filter(pk=device.pk).update(**values)
    for name, value in values.items():
        setattr(device, name, value)


def _bounded(offset: timedelta) -> int:
    return max(-LONGEST_OFFSET, min(LONGEST_OFFSET, round(offset.total_seconds())))


def _fresh(principal: Principal, label: str) -> tuple[Device, bytes]:
    secret = secrets.token_bytes(SECRET_BYTES)
    own = {"organisation": principal.organisation, "user": principal.user}
    return Device.objects.create(**own, label=label, sealed_secret=seal(secret)), secret


def _renewed(principal: Principal, public_id: UUID, label: str) -> tuple[Device, bytes]:
    own = Device.objects.select_for_update().filter(organisation=principal.organisation)
    device = own.filter(public_id=public_id).first()
    if device is None:
        raise NotFound
    if device.wipe_requested_at is not None:
        raise AlreadyWiped
    # "Wiped" without an order is only somebody's word, with any key that the phone had: the true phone would wipe
    # what it has not sent yet.
    if device.revoked_at is not None or device.wiped_at is not None:
        raise DeviceRevoked
    _end_tokens(device)
    # A lost SECRET_KEY loses the key of the receipts too: the phone gets a new one.
    secret = unseal(device.sealed_secret) or secrets.token_bytes(SECRET_BYTES)
    device.user, device.label, device.sealed_secret = principal.user, label, seal(secret)
    device.save(update_fields=["user", "label", "sealed_secret"])
    return device, secret


def _revoke(device: Device) -> None:
    device.revoked_at = timezone.now()
    device.save(update_fields=["revoked_at"])
    _end_tokens(device)


def _end_tokens(device: Device) -> None:
    ApiToken.objects.filter(device=device, revoked_at__isnull=True).update(revoked_at=timezone.now())


def _locked(device: Device) -> Device:
    return Device.objects.select_for_update().get(pk=device.pk)


def _tell(action: str, device: Device, actor: str, **more: str) -> None:
    record(
        action=action,
        actor=actor,
        subject_type="device",
        subject_id=device.public_id,
        organisation=str(device.organisation.public_id),
        user=str(device.user.public_id),
        **more,
    )
