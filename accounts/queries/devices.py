"""Phones as the pages list them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from accounts.models import Device, User
from accounts.queries.principal import Principal
from accounts.roles import Capability
from problems import NotFound

DeviceState = Literal["live", "expired", "revoked", "to_be_wiped", "wiped"]


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One phone. `clock_offset`: seconds by which its clock was ahead at the last contact; None while not known."""

    public_id: UUID
    label: str
    person: str
    team: str
    state: DeviceState
    created_at: datetime
    last_seen_at: datetime | None
    expires_at: datetime | None
    clock_offset: int | None

    @property
    def revocable(self) -> bool:
        """Whether there is a door left to close."""
        return self.state in ("live", "expired")

    @property
    def wipeable(self) -> bool:
        """Whether it can still be told to forget everything."""
        return self.state in ("live", "expired", "revoked")


def devices(principal: Principal, *, user: User | None = None) -> list[DeviceRow]:
    """The phones that this person may revoke, those in use first; of one person when named."""
    rows = _for(principal).annotate(ends=Max("tokens__expires_at")).select_related("user", "organisation")
    shown = [_row(device) for device in (rows.filter(user=user) if user else rows)]
    return sorted(shown, key=lambda row: not row.revocable)


def device_for(principal: Principal, public_id: UUID) -> Device:
    """One phone that this person may revoke. Raises NotFound."""
    found = _for(principal).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _for(principal: Principal) -> QuerySet[Device]:
    """A team's own phones for its members, every phone for administrators."""
    if principal.can(Capability.PEOPLE_MANAGE):
        return Device.objects.all()
    own = Q(organisation=principal.organisation) if principal.can(Capability.DEVICE_ENROL) else Q(pk=None)
    return Device.objects.filter(own)


def _row(device: Device) -> DeviceRow:
    ends: datetime | None = device.ends  # type: ignore[attr-defined]
    return DeviceRow(
        public_id=device.public_id,
        label=device.label,
        person=device.user.name or device.user.email,
        team=device.organisation.name,
        state=_state(device, ends),
        created_at=device.created_at,
        last_seen_at=device.last_seen_at,
        expires_at=ends,
        clock_offset=device.clock_offset,
    )


def _state(device: Device, ends: datetime | None) -> DeviceState:
    if device.wiped_at is not None:
        return "wiped"
    if device.to_be_wiped:
        return "to_be_wiped"
    if device.revoked_at is not None:
        return "revoked"
    return "live" if ends is not None and timezone.now() < ends else "expired"
