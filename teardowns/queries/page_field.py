"""What came from phones, as the pages of a teardown and of its photos show it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from custody.vault import OriginalMissing, derivatives
from problems import NotFound
from teardowns.models import FieldFacts, LabelCode, Photo, Preview, ShotAnswer, ShotRequest, Teardown, VoiceNote
from teardowns.queries.exhibits import ExhibitView, views_of_teardown
from teardowns.queries.retake import Request, first_requests
from teardowns.queries.visible import one_of, teardowns_for

STILL_COMING: Final = timedelta(hours=12)
"""So long after a phone was last heard of a teardown's page looks for more by itself."""


@dataclass(frozen=True, slots=True)
class PreviewCard:
    """A preview whose original is still on the phone, and what a first look at it asks for."""

    preview: Preview
    requests: list[Request]
    asked: list[ShotRequest]


@dataclass(frozen=True, slots=True)
class FromField:
    """Everything that phones sent of a teardown beside its originals. `asked`: by the hash of the original."""

    facts: FieldFacts | None
    pending: list[PreviewCard]
    differing: list[Preview]
    exhibits: list[ExhibitView]
    codes: list[LabelCode]
    voices: list[VoiceNote]
    asked: dict[str, list[ShotRequest]]
    more_may_come: bool


def from_field(teardown: Teardown) -> FromField:
    """Of one teardown that the caller may see."""
    facts = FieldFacts.objects.select_related("device").filter(teardown=teardown).first()
    asked = asked_of(teardown)
    pending = list(teardown.previews.filter(photo=None))
    device = facts.device if facts else None
    seen = device.last_seen_at if device else None
    return FromField(
        facts=facts,
        pending=[PreviewCard(one, first_requests(one.legibility), asked.get(one.sha256, [])) for one in pending],
        differing=list(teardown.previews.filter(differs=True).select_related("photo")),
        exhibits=views_of_teardown(teardown),
        codes=list(teardown.label_codes.all()),
        voices=list(teardown.voice_notes.all()),
        asked=asked,
        more_may_come=seen is not None and timezone.now() - seen < STILL_COMING,
    )


def asked_of(teardown: Teardown, sha256: str = "") -> dict[str, list[ShotRequest]]:
    """What people asked for, and what teams answered the machine: by the hash of the original; of one when named."""
    wanted = Q(asked_by__isnull=False) | ~Q(answer=ShotAnswer.OPEN)
    rows = teardown.shot_requests.filter(wanted).select_related("asked_by")
    found: dict[str, list[ShotRequest]] = {}
    for row in rows.filter(sha256=sha256) if sha256 else rows:
        found.setdefault(row.sha256, []).append(row)
    return found


def previews_for(principal: Principal) -> QuerySet[Preview]:
    """Previews of the teardowns that this person may see."""
    seen = Preview.objects.filter(teardown__in=teardowns_for(principal))
    return seen.select_related("teardown__specimen__weapon_model", "photo", "device")


def preview_for(principal: Principal, public_id: UUID | str) -> Preview:
    """One preview. Raises NotFound, also when it is somebody else's."""
    return one_of(previews_for(principal), public_id)


def preview_picture(preview: Preview) -> bytes:
    """Its pixels as a JPEG. Raises NotFound when they are lost: derivatives are in no back-up."""
    try:
        with derivatives().open(preview.picture_sha256) as file:
            return file.read()
    except OriginalMissing:
        raise NotFound from None


def voice_for(principal: Principal, public_id: UUID | str) -> VoiceNote:
    """One spoken note. Raises NotFound, also when it is somebody else's."""
    notes = VoiceNote.objects.filter(teardown__in=teardowns_for(principal)).select_related("teardown")
    return one_of(notes, public_id)


def preview_of(photo: Photo) -> Preview | None:
    """The preview that came ahead of a photo."""
    return Preview.objects.filter(photo=photo).first()


def may_ask(principal: Principal) -> bool:
    """Whether this person may ask a team for another shot."""
    return Capability.READING_WRITE in principal.capabilities
