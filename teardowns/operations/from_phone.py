"""Teardowns as phones send them: made offline, sent in any order, twice, weeks late, with clocks a year off.

Nothing here is refused that a phone could not mend in the field: what cannot be used is left out and told.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from problems import NotAllowed, NotFound
from teardowns.coarse_places import coarse
from teardowns.models import FieldFacts, Region, Specimen, Teardown, WeaponModel
from teardowns.operations.opening import recovery_possible
from teardowns.operations.said_again import changes_for_ledger, for_ledger, kept, replaced
from teardowns.paths import clean_text
from teardowns.phone import codes, phone_clock, skipped_slots
from teardowns.queries.weapons import weapon_model_named

NUMBER_LENGTH = 60
FACTS = ("place_kind", "place", "circumstances", "safety", "skipped", "started_at", "unused")


@dataclass(frozen=True, slots=True)
class Said:
    """What a phone says of a teardown, field by field as the API's `PUT teardowns/<uuid>/` has it."""

    weapon_model: str = ""
    region: str = ""
    place_kind: str = "none"
    place: str = ""
    recovered_on: str = ""
    circumstances: list[str] = field(default_factory=list)
    note: str = ""
    safety: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    started_at: str = ""
    order_number: str = ""
    specimen_label: str = ""


@dataclass(frozen=True, slots=True)
class _Usable:
    """The same, made fit to store. `unused`: what was left out, in the phone's words."""

    specimen: dict[str, Any]
    facts: dict[str, Any]
    note: str
    unused: dict[str, str]


def put_teardown(*, principal: Principal, public_id: UUID, said: Said) -> tuple[Teardown, bool]:
    """The teardown of this id as the phone has it, and whether it is new. Later words correct earlier ones.

    Raises NotAllowed, and NotFound for another team's.
    """
    if Capability.FIELD_SEND not in principal.capabilities:
        raise NotAllowed
    try:
        return _put(principal, public_id, said)
    except IntegrityError:  # the same phone in two tabs: the loser corrects what the winner opened
        return _put(principal, public_id, said)


@transaction.atomic
def _put(principal: Principal, public_id: UUID, said: Said) -> tuple[Teardown, bool]:
    rows = Teardown.objects.select_for_update(of=("self",)).select_related("specimen")
    known = rows.filter(public_id=public_id).first()
    usable = _usable(said)
    if known is None:
        return _open(principal, public_id, said, usable), True
    if known.organisation_id != principal.organisation.pk:
        raise NotFound
    _correct(principal, known, said, usable)
    return known, False


def _open(principal: Principal, public_id: UUID, said: Said, usable: _Usable) -> Teardown:
    own = principal.organisation
    number = _free(said.order_number, public_id, lambda text: own.teardowns.filter(order_number=text).exists())
    label = _short(said.specimen_label) or number
    specimen, _created = Specimen.objects.get_or_create(organisation=own, label=label, defaults=usable.specimen)
    teardown = Teardown.objects.create(
        public_id=public_id,
        organisation=own,
        specimen=specimen,
        order_number=number,
        examiner=principal.user,
        circumstances=usable.note,
    )
    facts = _state(principal, teardown, usable)
    append(
        action="teardown.opened",
        subject=Subject("teardown", str(public_id)),
        actor=principal.actor,
        details={
            "order_number": number,
            "specimen": str(specimen.public_id),
            "device": _device(principal),
            "said": for_ledger(_stand(teardown, facts)),
        },
    )
    return teardown


def _correct(principal: Principal, teardown: Teardown, said: Said, usable: _Usable) -> None:
    named = _renamed(teardown, said, usable.unused)
    facts = FieldFacts.objects.filter(teardown=teardown).first() or _state(principal, teardown, usable)
    before = named | replaced(facts, usable.facts | {"unused": usable.unused})
    specimen = teardown.specimen
    # A specimen that other teardowns have too keeps its first record.
    if not specimen.teardowns.exclude(pk=teardown.pk).exists():
        before |= {name: str(value or "") for name, value in replaced(specimen, usable.specimen).items()}
        specimen.save(update_fields=list(usable.specimen))
    if told := replaced(teardown, {"circumstances": usable.note}):
        before["note"] = told["circumstances"]
        teardown.save(update_fields=["circumstances"])
    if not before:
        return
    facts.earlier = kept(facts.earlier, before, actor=principal.actor)
    facts.save()
    append(
        action="teardown.corrected",
        subject=Subject("teardown", str(teardown.public_id)),
        actor=principal.actor,
        details={
            "fields": sorted(before),
            "changes": changes_for_ledger(_stand(teardown, facts), before),
            "device": _device(principal),
        },
    )


def _stand(teardown: Teardown, facts: FieldFacts) -> dict[str, Any]:
    """All that a phone may say of a teardown, as it stands now."""
    specimen = teardown.specimen
    return {
        "order_number": teardown.order_number,
        "specimen_label": specimen.label,
        "weapon_model": str(specimen.weapon_model or ""),
        "region": specimen.region,
        "recovered_on": str(specimen.recovered_on or ""),
        "note": teardown.circumstances,
        **{name: getattr(facts, name) for name in FACTS},
    }


def _renamed(teardown: Teardown, said: Said, unused: dict[str, str]) -> dict[str, str]:
    """Take the team's own number and label, which it mostly writes after the first contact; what stood before them.

    A label that stands for another specimen, or one that other teardowns have too, is told and not taken.
    """
    own, specimen, before = teardown.organisation, teardown.specimen, dict[str, str]()
    if _short(said.order_number):
        others = own.teardowns.exclude(pk=teardown.pk)
        number = _free(said.order_number, teardown.public_id, lambda text: others.filter(order_number=text).exists())
        if told := replaced(teardown, {"order_number": number}):
            before |= told
            teardown.save(update_fields=["order_number"])
    label = _short(said.specimen_label)
    if label and label != specimen.label:
        taken = Specimen.objects.filter(organisation=own, label=label).exists()
        if taken or specimen.teardowns.exclude(pk=teardown.pk).exists():
            unused["specimen_label"] = label
        else:
            before["specimen_label"], specimen.label = specimen.label, label
            specimen.save(update_fields=["label"])
    return before


def _state(principal: Principal, teardown: Teardown, usable: _Usable) -> FieldFacts:
    device = principal.device
    return FieldFacts.objects.create(
        teardown=teardown,
        device=device,
        clock_offset=device.clock_offset if device else None,
        unused=usable.unused,
        **usable.facts,
    )


def _usable(said: Said) -> _Usable:
    unused: dict[str, str] = {}
    place = coarse(said.place_kind, said.place)
    region = said.region or (place.value if place.kind == "region" else "")
    if region not in Region.values:
        unused["region"], region = _as_code(region), ""
    facts = {
        "place_kind": place.kind,
        "place": place.value,
        "circumstances": codes(said.circumstances),
        "safety": codes(said.safety),
        "skipped": skipped_slots(said.skipped),
        "started_at": phone_clock(said.started_at),
    }
    specimen = {
        "weapon_model": _model(said.weapon_model, unused),
        "region": region,
        "recovered_on": _day(said.recovered_on, unused),
    }
    return _Usable(specimen, facts, _text(said.note, 4000), unused)


def _as_code(region: str) -> str:
    """What was said for a region, if it looks like the code of one: in any other words an exact place may lie."""
    return region if re.fullmatch(r"[A-Za-z]{2}-?[A-Za-z0-9]{1,3}", region) else "?"


def _model(name: str, unused: dict[str, str]) -> WeaponModel | None:
    model = weapon_model_named(name) if name.strip() else None
    if model is None and name.strip():
        unused["weapon_model"] = _text(name, 80)
    return model


def _day(text: str, unused: dict[str, str]) -> date | None:
    """The day of recovery. A phone whose clock is a year ahead names a day that has not come: it is told, not taken."""
    try:
        day = date.fromisoformat(text.strip()[:10]) if text.strip() else None
    except ValueError:
        day = None
    if day is not None and recovery_possible(day):
        return day
    if text.strip():
        unused["recovered_on"] = _text(text, 20)
    return None


def _free(wanted: str, public_id: UUID, taken: Any) -> str:
    """The number that the team gave, else one made of the id; never one that stands for another teardown."""
    short = f"F-{str(public_id)[:8].upper()}"
    number = _short(wanted) or short
    if not taken(number):
        return number
    return f"{number[: NUMBER_LENGTH - 11]}-{short}" if number != short else f"F-{public_id}".upper()


def _short(text: str) -> str:
    return _text(text, NUMBER_LENGTH)


def _text(text: str, limit: int) -> str:
    return (clean_text(text[:limit], limit) or "").strip()


def _device(principal: Principal) -> str:
    return str(principal.device.public_id) if principal.device else ""
