"""What a phone is told of the originals whose hashes it names. It lists nothing: who knows no hash hears nothing."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from accounts.models import Device
from accounts.queries import Principal
from accounts.roles import Capability
from custody.vault import vault
from provenance.models import TraceState
from teardowns.legibility_words import asked_for
from teardowns.models import Identification, Photo, Preview, ShotRequest, Standing, VoiceNote
from teardowns.queries.receipts import code_for
from teardowns.queries.retake import NOTHING_FOUND, PhotoAdvice, advice_on_all, first_requests
from teardowns.request_ids import MachineRequest

MOST_ASKED: Final = 200
MOST_READ: Final = 200 * 10**6
"""Bytes of originals that are hashed for one contact. The others have their turn with the next."""
Key = tuple[str, UUID]
"""Hash of an original and public id of its teardown."""


@dataclass(frozen=True, slots=True)
class ToldRequest:
    """One request for another shot; `by`: machine or person; `answer`: what the team said to it, if anything."""

    id: str
    code: str
    sentence: str
    chips: list[str]
    by: str
    answer: str


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one original. `state`: unknown, preview or received; `kind`: photo or voice, empty if unknown.

    An original that is here and that was not hashed in this contact is a preview: its phone keeps it and asks again.
    """

    sha256: str
    teardown: UUID
    state: str = "unknown"
    kind: str = ""
    photo: UUID | None = None
    receipt: str = ""
    received_at: datetime | None = None
    requests: tuple[ToldRequest, ...] = ()
    outcome: str = ""


def told(principal: Principal, asked: Iterable[Key]) -> list[Told]:
    """What this phone, or its team, sent under these hashes, in their order; each at most once."""
    keys = list(dict.fromkeys(asked))[:MOST_ASKED]
    if Capability.RECEIPT_SEE_OWN not in principal.capabilities or not keys:
        return [Told(*key) for key in keys]
    mine = _mine(principal, keys)
    photos = {_key(row): row for row in Photo.objects.filter(mine).select_related("teardown")}
    notes = {_key(row): row for row in VoiceNote.objects.filter(mine).select_related("teardown")}
    previews = {_key(row): row for row in Preview.objects.filter(mine, photo=None).select_related("teardown")}
    rows: dict[Key, list[ShotRequest]] = {}
    for request in ShotRequest.objects.filter(mine).select_related("teardown"):
        rows.setdefault(_key(request), []).append(request)
    read, lost = _read({**notes, **photos})
    photos = {key: row for key, row in photos.items() if key not in lost}
    notes = {key: row for key, row in notes.items() if key not in lost}
    advice = advice_on_all(list(photos.values()))
    outcomes = _outcomes(photos.values())
    answers = [
        _of_photo(photos[key], principal.device, advice[photos[key].pk], rows.get(key, []), outcomes)
        if key in photos
        else _of_note(notes[key], principal.device)
        if key in notes
        else _of_preview(previews[key], rows.get(key, []))
        if key in previews
        else Told(*key)
        for key in keys
    ]
    return [one if one.state != "received" or (one.sha256, one.teardown) in read else _unsure(one) for one in answers]


def _read(rows: Mapping[Key, Photo | VoiceNote]) -> tuple[set[Key], set[Key]]:
    """Those that the vault holds to the byte, and those that it lost; the rest was more than can be read at once.

    A row is not enough, nor is a length: who hears "received" forgets the photo. By chance, so that each has its turn.
    """
    read: set[Key] = set()
    lost: set[Key] = set()
    left = MOST_READ
    for key in random.sample(list(rows), len(rows)):
        row = rows[key]
        if not vault().holds(row.sha256, row.size):
            lost.add(key)
        elif left > 0:
            left -= row.size
            (read if vault().verify(row.sha256) else lost).add(key)
    return read, lost


def _unsure(one: Told) -> Told:
    return replace(one, state="preview", photo=None, receipt="", received_at=None)


def _mine(principal: Principal, keys: list[Key]) -> Q:
    return Q(
        teardown__organisation=principal.organisation,
        teardown__public_id__in={teardown for _sha256, teardown in keys},
        sha256__in={sha256 for sha256, _teardown in keys},
    )


def _key(row: Photo | VoiceNote | Preview | ShotRequest) -> Key:
    return row.sha256, row.teardown.public_id


def _of_photo(
    photo: Photo,
    device: Device | None,
    advice: PhotoAdvice,
    rows: list[ShotRequest],
    outcomes: Mapping[int, str],
) -> Told:
    machine = [(one.code, one.sentence, one.labels) for one in advice.requests if one.code != NOTHING_FOUND]
    return Told(
        *_key(photo),
        state="received",
        kind="photo",
        photo=photo.public_id,
        receipt=code_for(photo, device),
        received_at=photo.received_at,
        requests=_requests(_key(photo), machine, rows),
        outcome=outcomes.get(photo.pk, ""),
    )


def _of_note(note: VoiceNote, device: Device | None) -> Told:
    return Told(
        *_key(note),
        state="received",
        kind="voice",
        photo=note.public_id,
        receipt=code_for(note, device),
        received_at=note.received_at,
    )


def _of_preview(preview: Preview, rows: list[ShotRequest]) -> Told:
    machine = [(one.code, one.sentence, one.labels) for one in first_requests(preview.legibility)]
    return Told(*_key(preview), state="preview", kind="photo", requests=_requests(_key(preview), machine, rows))


def _requests(key: Key, machine: list[tuple[str, str, list[str]]], rows: list[ShotRequest]) -> tuple[ToldRequest, ...]:
    """A person's first. The machine's carry the answer that was given to them, if any."""
    sha256, teardown = key
    answered = {row.code: row.answer for row in rows if row.asked_by_id is None}
    asked = [row for row in rows if row.asked_by_id is not None]
    return (
        *(
            ToldRequest(str(one.public_id), one.code, asked_for(one.code, {}), [], "person", one.answer)
            for one in asked
        ),
        *(
            ToldRequest(
                MachineRequest(teardown, sha256, code).id, code, sentence, chips, "machine", answered.get(code, "")
            )
            for code, sentence, chips in machine
        ),
    )


def _outcomes(photos: Iterable[Photo]) -> dict[int, str]:
    """What became of the chips of each photo, by its key, if the policy allows a team to hear it."""
    if not settings.FIELD_FEEDBACK:
        return {}
    confirmed = Identification.objects.filter(
        successor__isnull=True,
        standing=Standing.CONFIRMED,
        component__joined_into__isnull=True,
        component__markings__photo__in=[photo.pk for photo in photos],
    ).exclude(part_number="")
    found: dict[int, str] = {}
    for photo, state in confirmed.values_list("component__markings__photo", "trace__state"):
        found[photo] = "traced" if state == TraceState.DONE or found.get(photo) == "traced" else "identified"
    return found
