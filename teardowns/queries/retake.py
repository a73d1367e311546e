"""How far the work on a photo is, and whether the team should take it again while it still can."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.queries import Principal
from jobs.models import JobState
from jobs.queries import jobs_of
from teardowns.legibility_words import asked_for
from teardowns.models import TERMINAL_STATES, Marking, Photo, PhotoState, ShotAnswer, ShotRequest, Standing
from teardowns.ocr.legibility_types import Flaw, Verdict
from teardowns.queries.judgements import standing_judgements
from teardowns.queries.page_components import AMBIGUOUS, ILLEGIBLE, UNKNOWN, UNREAD, Row, rows
from teardowns.queries.visible import photos_for

NOTHING_FOUND = "nothing_found"
WHILE_THERE = timedelta(days=3)
"""So long what the machine misses is asked for; later the specimen is in other hands. A person's word does not age."""
MOST_LOOKED_AT, MOST_ASKED_FOR = 200, 20


@dataclass(frozen=True, slots=True)
class JobProgress:
    """`done` of `total` steps of the job that runs now; both zero when none does, and while it loads what it needs."""

    done: int
    total: int
    working: bool
    running: bool


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to ask the photographer for. `chips`: of these; none when the photo as a whole is at fault."""

    code: str
    params: Mapping[str, int] = field(default_factory=dict)
    chips: tuple[Row, ...] = ()

    @property
    def labels(self) -> list[str]:
        """What people call the chips."""
        return [row.label for row in self.chips]

    @property
    def sentence(self) -> str:
        """In the language that is active."""
        return asked_for(self.code, self.params)


@dataclass(frozen=True, slots=True)
class PhotoAdvice:
    """What the machine made of a photo, and what a better one must have: what most chips miss first."""

    chips: int
    chips_read: int
    requests: tuple[Request, ...] = ()

    @property
    def shoot_again(self) -> bool:
        """Whether there is anything to ask for."""
        return bool(self.requests)

    @property
    def code(self) -> str:
        """Why, by the first request; empty when the photo need not be taken again."""
        return self.requests[0].code if self.requests else ""

    @property
    def wanted(self) -> list[Row]:
        """All chips that are to be taken again."""
        return [row for request in self.requests for row in request.chips]

    @property
    def labels(self) -> list[str]:
        """What people call them."""
        return [label for request in self.requests for label in request.labels]


@dataclass(frozen=True, slots=True)
class Reshoot:
    """A photo to be taken again, and why."""

    photo: Photo
    advice: PhotoAdvice


def progress_of(photo: Photo) -> JobProgress:
    """The progress of the photo's running job."""
    running = jobs_of("photo", str(photo.public_id)).filter(state=JobState.RUNNING).last()
    done, total = (running.progress_done, running.progress_total) if running else (0, 0)
    return JobProgress(done, total, working=photo.state not in TERMINAL_STATES, running=running is not None)


def advice_on(photo: Photo) -> PhotoAdvice:
    """Shoot again what cannot be opened, what was cut off, and what nobody can read."""
    return advice_on_all([photo])[photo.pk]


def advice_on_all(photos: Sequence[Photo]) -> dict[int, PhotoAdvice]:
    """The same for several photos, by their keys; three queries whatever the number."""
    chips: dict[int, list[Row]] = defaultdict(list)
    for row in rows(Marking.objects.filter(photo__in=[photo.pk for photo in photos]).order_by("photo", "ordinal")):
        chips[row.marking.photo_id].append(row)
    return {photo.pk: _advice(photo, chips[photo.pk]) for photo in photos}


def reshoots(principal: Principal) -> list[Reshoot]:
    """What the team should photograph again: what a person could not read first, then the latest photos."""
    illegible = standing_judgements(principal).filter(standing=Standing.ILLEGIBLE).values("reading__marking__photo")
    broken = Q(state=PhotoState.UNDISPLAYABLE) | Q(truncated=True)
    recent = Q(received_at__gte=timezone.now() - WHILE_THERE)
    looked_at = photos_for(principal).filter(Q(pk__in=illegible) | broken | recent).order_by("-pk")[:MOST_LOOKED_AT]
    advice = _unanswered(list(looked_at))
    asked = [
        Reshoot(photo, advice[photo.pk]) for photo in looked_at if advice[photo.pk].code not in ("", NOTHING_FOUND)
    ]
    return sorted(asked, key=lambda one: not _judged_illegible(one.advice))[:MOST_ASKED_FOR]


def _unanswered(photos: Sequence[Photo]) -> dict[int, PhotoAdvice]:
    """The advice without what the team has taken again, or said that it cannot reach any more."""
    answered = set(
        ShotRequest.objects.filter(
            teardown__in={photo.teardown_id for photo in photos},
            sha256__in={photo.sha256 for photo in photos},
            answer__in=(ShotAnswer.DONE, ShotAnswer.CANNOT_REACH),
        ).values_list("teardown_id", "sha256", "code")
    )
    advice = advice_on_all(photos)
    for photo in photos:
        given = advice[photo.pk].requests
        still = tuple(one for one in given if (photo.teardown_id, photo.sha256, one.code) not in answered)
        advice[photo.pk] = replace(advice[photo.pk], requests=still)
    return advice


def first_requests(stored: Mapping[str, Any] | None) -> list[Request]:
    """What a first look at a picture asks for; nothing when it found nothing."""
    return _first(stored, otherwise="")


def _judged_illegible(advice: PhotoAdvice) -> bool:
    return any(row.state == ILLEGIBLE for row in advice.wanted)


def _advice(photo: Photo, chips: list[Row]) -> PhotoAdvice:
    read = sum(1 for row in chips if row.reading and any(row.reading.texts))
    return PhotoAdvice(len(chips), read, tuple(_requests(photo, chips, read)))


def _requests(photo: Photo, chips: list[Row], read: int) -> Iterable[Request]:
    if photo.state == PhotoState.UNDISPLAYABLE:
        return [Request("undisplayable")]
    if photo.truncated:
        return [Request("truncated")]
    if photo.state != PhotoState.RESOLVED:
        return _first(photo.legibility, otherwise="")
    if not chips:
        return _first(photo.legibility, otherwise=NOTHING_FOUND)
    if not read:
        return [Request("illegible", chips=tuple(chips))]
    return _together([replace(found, chips=(row,)) for row in chips for found in _missing(row)])


def _missing(row: Row) -> Iterable[Request]:
    """What a better photo of this chip must have: nothing when its part is known or its lettering clear."""
    stored = row.reading.legibility if row.reading else None
    if row.state == ILLEGIBLE:
        return _first(stored, otherwise="illegible")
    return _first(stored, otherwise="") if row.state in (AMBIGUOUS, UNKNOWN, UNREAD) else ()


def _first(stored: Mapping[str, Any] | None, *, otherwise: str) -> list[Request]:
    """The weightiest flaw that was measured, else `otherwise`, if that is anything."""
    reasons = stored["reasons"] if stored and stored["verdict"] != Verdict.CLEAR else []
    if reasons and reasons[0]["code"] != Flaw.NO_CHIP:
        return [Request(reasons[0]["code"], reasons[0]["params"])]
    return [Request(otherwise)] if otherwise else []


def _together(found: Sequence[Request]) -> list[Request]:
    """One request for each flaw, of all its chips, with the worst of their numbers; what most chips miss first."""
    chips: dict[str, list[Request]] = defaultdict(list)
    for request in found:
        chips[request.code].append(request)
    merged = [
        Request(
            code=code,
            params=min((one.params for one in same), key=lambda params: params.get("height", 0)),
            chips=tuple(row for one in same for row in one.chips),
        )
        for code, same in chips.items()
    ]
    return sorted(merged, key=lambda request: -len(request.chips))
