"""Asking a team for another shot, and what the team answers."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from problems import NotAllowed
from teardowns.field_problems import UnknownRequest
from teardowns.legibility_words import REQUESTS
from teardowns.models import Photo, Preview, ShotAnswer, ShotRequest, Teardown
from teardowns.ocr.legibility_types import Flaw
from teardowns.request_ids import MachineRequest, machine_request

ASKABLE: Final = (
    Flaw.BLURRED.value,
    Flaw.GLARE.value,
    Flaw.DARK.value,
    Flaw.LOW_CONTRAST.value,
    Flaw.CUT_OFF.value,
    "closer",
    "other_side",
    "with_scale",
    "data_plate",
)
"""What a person may ask for: keys of `teardowns.legibility_words.REQUESTS` that need no measured number."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of a phone: to which request, and what."""

    request: str
    answer: str


@transaction.atomic
def ask_for_shot(*, principal: Principal, about: Photo | Preview, code: str) -> ShotRequest:
    """Ask the team of this picture for another one. The same again opens the request anew.

    Raises NotAllowed, UnknownRequest.
    """
    if Capability.READING_WRITE not in principal.capabilities:
        raise NotAllowed
    if code not in ASKABLE:
        raise UnknownRequest(code=code[:40])
    request, _created = ShotRequest.objects.update_or_create(
        teardown=about.teardown,
        sha256=about.sha256,
        code=code,
        defaults={
            "asked_by": principal.user,
            "asked_at": timezone.now(),
            "answer": ShotAnswer.OPEN,
            "answered_at": None,
            "answered_by": None,
        },
    )
    kind = "photo" if isinstance(about, Photo) else "preview"
    append(
        action="shot.asked_for",
        subject=Subject(kind, str(about.public_id)),
        actor=principal.actor,
        details={"code": code, "request": str(request.public_id)},
    )
    return request


def take_answers(*, principal: Principal, answers: list[Answered]) -> int:
    """Keep what the team says to requests about its own photos, and count what was new; what fits none is passed over.

    Raises NotAllowed.
    """
    if Capability.FIELD_SEND not in principal.capabilities:
        raise NotAllowed
    return sum(_take(principal, one) for one in answers)


@transaction.atomic
def _take(principal: Principal, said: Answered) -> bool:
    if said.answer not in (ShotAnswer.WILL_DO, ShotAnswer.DONE, ShotAnswer.CANNOT_REACH):
        return False
    row = _row(principal, said.request)
    if row is None or row.answer == said.answer:
        return False
    row.answer, row.answered_at, row.answered_by = said.answer, timezone.now(), principal.user
    row.save()
    append(
        action="shot.answered",
        subject=_subject(row),
        actor=principal.actor,
        details={"code": row.code, "answer": said.answer, "request": str(row.public_id)},
    )
    return True


def _subject(row: ShotRequest) -> Subject:
    for kind, model in (("photo", Photo), ("preview", Preview)):
        found = model._default_manager.filter(teardown=row.teardown_id, sha256=row.sha256).first()
        if found is not None:
            return Subject(kind, str(found.public_id))
    return Subject("teardown", str(row.teardown.public_id))


def _row(principal: Principal, request: str) -> ShotRequest | None:
    """The request that the phone means; a machine's becomes a row now."""
    own = ShotRequest.objects.filter(teardown__organisation=principal.organisation)
    machine = machine_request(request)
    if machine is None:
        try:
            return own.select_for_update().filter(public_id=UUID(request)).first()
        except ValueError:
            return None
    known = own.select_for_update().filter(
        teardown__public_id=machine.teardown, sha256=machine.sha256, code=machine.code
    )
    return known.first() or _new(principal, machine)


def _new(principal: Principal, machine: MachineRequest) -> ShotRequest | None:
    teardown = Teardown.objects.filter(organisation=principal.organisation, public_id=machine.teardown).first()
    # A name that the machine never gave would stand on the lab's pages as the machine's own words.
    if teardown is None or machine.code not in REQUESTS:
        return None
    held = (teardown.photos, teardown.previews)
    if not any(rows.filter(sha256=machine.sha256).exists() for rows in held):
        return None
    return ShotRequest.objects.create(teardown=teardown, sha256=machine.sha256, code=machine.code)
