"""Exhibits and hand-overs as phones send them. Each is a custody event; what does not fit is told, not refused."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from problems import NotAllowed, NotFound
from teardowns import bag_codes
from teardowns.field_problems import BadBagCode, BadSignature, SendFirst
from teardowns.models import Exhibit, HandOver, Teardown
from teardowns.operations.said_again import changes_for_ledger, for_ledger, kept, replaced
from teardowns.paths import clean_text
from teardowns.phone import phone_clock
from teardowns.signatures import Strokes, strokes


@dataclass(frozen=True, slots=True)
class SaidHandOver:
    """What a phone says of a hand-over, field by field as the API's `PUT handovers/<uuid>/` has it."""

    exhibits: Sequence[UUID]
    from_name: str
    to_name: str
    to_organisation: str = ""
    at: str = ""
    signatures: Mapping[str, Any] = field(default_factory=dict)


def put_exhibit(
    *,
    principal: Principal,
    public_id: UUID,
    teardown: Teardown,
    code: str,
    description: str = "",
    sealed: bool = False,
) -> tuple[Exhibit, bool]:
    """The exhibit of this id, and whether it is new. A later word corrects an earlier one, which is kept.

    Raises NotAllowed, BadBagCode, and NotFound for another team's.
    """
    _may_send(principal)
    bag = bag_codes.read(code)
    if bag is None:
        raise BadBagCode(code=(clean_text(code[:20], 20) or "").strip())
    values = {"teardown": teardown, "code": bag, "description": _text(description, 1000), "sealed": sealed}
    try:
        return _put_exhibit(principal, public_id, values)
    except IntegrityError:
        return _put_exhibit(principal, public_id, values)


@transaction.atomic
def _put_exhibit(principal: Principal, public_id: UUID, values: dict[str, Any]) -> tuple[Exhibit, bool]:
    exhibit = Exhibit.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()
    subject = Subject("exhibit", str(public_id))
    if exhibit is None:
        own = {"device": principal.device, "recorded_by": principal.user}
        exhibit = Exhibit.objects.create(public_id=public_id, **own, **values)
        append(action="exhibit.bagged", subject=subject, actor=principal.actor, details=_told(exhibit))
        return exhibit, True
    if exhibit.teardown.organisation_id != principal.organisation.pk:
        raise NotFound
    before = {name: _plain(value) for name, value in replaced(exhibit, values).items()}
    if before:
        exhibit.earlier = kept(exhibit.earlier, before, actor=principal.actor)
        exhibit.save()
        now = {name: _plain(getattr(exhibit, name)) for name in before}
        details = _told(exhibit) | {"fields": sorted(before), "changes": changes_for_ledger(now, before)}
        append(action="exhibit.corrected", subject=subject, actor=principal.actor, details=details)
    return exhibit, False


def put_handover(*, principal: Principal, public_id: UUID, said: SaidHandOver) -> tuple[HandOver, bool]:
    """The hand-over of this id, and whether it is new. Signed again with other strokes, the earlier ones are kept.

    Raises NotAllowed, BadSignature, SendFirst while an exhibit is not here, and NotFound for
    another team's.
    """
    _may_send(principal)
    values: dict[str, Any] = {
        "from_name": _text(said.from_name, 120),
        "to_name": _text(said.to_name, 120),
        "to_organisation": _text(said.to_organisation, 200),
        "at": phone_clock(said.at),
        "signatures": {side: _signature(said.signatures.get(side)) for side in ("from", "to")},
    }
    try:
        return _put_handover(principal, public_id, values, said.exhibits)
    except IntegrityError:
        return _put_handover(principal, public_id, values, said.exhibits)


@transaction.atomic
def _put_handover(
    principal: Principal, public_id: UUID, values: dict[str, Any], named: Sequence[UUID]
) -> tuple[HandOver, bool]:
    handover = HandOver.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()
    if handover is not None and handover.organisation_id != principal.organisation.pk:
        raise NotFound
    exhibits = _exhibits(principal, named)
    if handover is None:
        handover = HandOver.objects.create(
            public_id=public_id,
            organisation=principal.organisation,
            device=principal.device,
            recorded_by=principal.user,
            **values,
        )
        handover.exhibits.set(exhibits)
        _record(principal, handover, exhibits, "exhibit.handed_over")
        return handover, True
    before = replaced(handover, values)
    were = set(handover.exhibits.all())
    if were != set(exhibits):
        before["exhibits"] = sorted(exhibit.code for exhibit in were)
        handover.exhibits.set(exhibits)
    if before:
        handover.earlier = kept(handover.earlier, before, actor=principal.actor)
        handover.save()
        _record(principal, handover, sorted(were | set(exhibits), key=lambda one: one.pk), "exhibit.handed_over_again")
    return handover, False


def _record(principal: Principal, handover: HandOver, exhibits: Sequence[Exhibit], action: str) -> None:
    """One custody event for each exhibit: its history is asked for by exhibit."""
    for exhibit in exhibits:
        append(
            action=action,
            subject=Subject("exhibit", str(exhibit.public_id)),
            actor=principal.actor,
            details={
                "handover": str(handover.public_id),
                "bag": exhibit.code,
                "from_name": handover.from_name,
                "to_name": handover.to_name,
                "to_organisation": handover.to_organisation,
                "phone_time": handover.at,
                "signed": [side for side in ("from", "to") if handover.signatures[side]],
                "signatures_sha256": _sealed(handover.signatures),
            },
        )


def _sealed(signatures: Mapping[str, Strokes]) -> str:
    """What holds both signatures in the ledger: strokes that are exchanged in the table no longer hash to it."""
    written = json.dumps({side: signatures[side] for side in ("from", "to")}, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def _exhibits(principal: Principal, named: Sequence[UUID]) -> list[Exhibit]:
    wanted = list(dict.fromkeys(named))
    own = Exhibit.objects.filter(teardown__organisation=principal.organisation)
    found = list(own.filter(public_id__in=wanted))
    if not found or len(found) < len(wanted):
        raise SendFirst
    return found


def _told(exhibit: Exhibit) -> dict[str, Any]:
    told = {"bag": exhibit.code, "sealed": exhibit.sealed, "teardown": str(exhibit.teardown.public_id)}
    return told | for_ledger({"description": exhibit.description})


def _plain(value: Any) -> Any:
    return str(value.public_id) if isinstance(value, Teardown) else value


def _signature(value: object) -> Strokes:
    checked = strokes(value)
    if checked is None:
        raise BadSignature
    return checked


def _text(text: str, limit: int) -> str:
    return (clean_text(text[:limit], limit) or "").strip()


def _may_send(principal: Principal) -> None:
    if Capability.FIELD_SEND not in principal.capabilities:
        raise NotAllowed
