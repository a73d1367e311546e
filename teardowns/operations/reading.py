"""Readings: by an engine for a whole photo, by a person for one marking."""

import numpy as np
from django.conf import settings
from django.db import transaction
from django.db.models import Max
from PIL import Image

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from custody.vault import derivatives
from jobs.queue import enqueue
from jobs.runner import PermanentFailure, Progress
from problems import NotAllowed
from teardowns.models import (
    Component,
    Derivative,
    DerivativeKind,
    Marking,
    Photo,
    PhotoState,
    Reading,
)
from teardowns.ocr.cleaning import clean_report
from teardowns.ocr.engine import EngineUnavailable, Pixels
from teardowns.ocr.registry import engine
from teardowns.ocr.types import Box, ChipReading, EngineReport, TextLine
from teardowns.operations.legibility import Verdicts, verdicts_on
from teardowns.operations.opening import MAX_NOTE, optional_text
from teardowns.operations.releasing import withdraw_of
from teardowns.operations.resolving import propose
from teardowns.paths import clean_text
from teardowns.problems import BadText, JoinedMeanwhile, JudgedMeanwhile
from teardowns.queries.judgements import current_identification, current_reading

AWAITING = (PhotoState.PREPARED, PhotoState.FAILED)
MAX_LINES = 40
MAX_LINE = 200


def read_photo(*, photo_id: str, progress: Progress) -> None:
    """Let the engine read a prepared photo; each chip it finds becomes a component with a marking and a reading."""
    photo = Photo.objects.get(public_id=photo_id)
    if photo.state not in AWAITING:
        return
    picture = Derivative.objects.get(photo=photo, kind=DerivativeKind.READING)
    pixels = _pixels(picture)
    try:
        report = clean_report(engine(settings.OCR_ENGINE).read(pixels, progress))
    except EngineUnavailable as error:
        raise PermanentFailure("engine_unavailable", str(error)) from error
    _record(photo, report, verdicts_on(pixels, report), scale=(photo.width or picture.width) / picture.width)


@transaction.atomic
def write_reading(
    *,
    principal: Principal,
    marking: Marking,
    lines: list[str],
    illegible: bool = False,
    note: str = "",
    seen: str = "",
) -> Reading:
    """A person's text of a marking. It supersedes the one that stands; the machine then proposes a part anew.

    `seen`: public id of the reading that the person looked at; another one standing now is JudgedMeanwhile.
    A finding that rested on the earlier reading is taken back until an analyst confirms again.
    Raises NotAllowed, BadText, JudgedMeanwhile, JoinedMeanwhile.
    """
    if Capability.READING_WRITE not in principal.capabilities:
        raise NotAllowed
    texts = [] if illegible else _clean_lines(lines)
    if not texts and not illegible:
        raise BadText(field="lines")
    Component.objects.select_for_update().get(pk=marking.component_id)
    if not Marking.objects.filter(pk=marking.pk, component=marking.component_id).exists():
        raise JoinedMeanwhile
    standing = current_reading(marking)
    if seen and standing is not None and seen != str(standing.public_id):
        raise JudgedMeanwhile
    judged_before = current_identification(marking.component)
    reading = Reading.objects.create(
        marking=marking,
        author=principal.user,
        lines=[{"text": text} for text in texts],
        illegible=illegible,
        note=optional_text("note", note, MAX_NOTE),
        supersedes=standing,
    )
    append(
        action="reading.written",
        subject=Subject("component", str(marking.component.public_id)),
        actor=principal.actor,
        details={"marking": str(marking.public_id), "lines": texts, "illegible": illegible},
    )
    propose(reading)
    if judged_before is not None:
        withdraw_of(principal=principal, identification=judged_before)
    return reading


def _clean_lines(lines: list[str]) -> list[str]:
    cleaned = [clean_text(line, MAX_LINE) for line in lines[: MAX_LINES + 1]]
    if len(cleaned) > MAX_LINES or None in cleaned:
        raise BadText(field="lines")
    return [line for line in cleaned if line]


def _pixels(picture: Derivative) -> Pixels:
    with derivatives().open(picture.sha256) as file, Image.open(file) as image:
        return np.asarray(image.convert("RGB"))


@transaction.atomic
def _record(photo: Photo, report: EngineReport, verdicts: Verdicts, *, scale: float) -> None:
    locked = Photo.objects.select_for_update().get(pk=photo.pk)
    if locked.state not in AWAITING:
        return
    judged = zip(report.chips, verdicts.chips, strict=True)
    for ordinal, (chip, legibility) in enumerate(judged, start=next_ordinal(locked)):
        component = Component.objects.create(teardown_id=locked.teardown_id, assembly_id=locked.assembly_id)
        marking = Marking.objects.create(
            component=component,
            photo=locked,
            ordinal=ordinal,
            box=scaled(chip.box, scale),
            rotation=chip.rotation,
        )
        Reading.objects.create(
            marking=marking,
            engine=report.engine,
            engine_version=report.version[:80],
            passes=list(report.passes),
            lines=lines_json(chip, scale),
            legibility=legibility,
        )
    locked.state, locked.state_code, locked.legibility = PhotoState.READ, "", verdicts.photo
    locked.save(update_fields=["state", "state_code", "legibility"])
    append(
        action="photo.read",
        subject=Subject("photo", str(locked.public_id)),
        actor=f"machine:{report.engine}",
        details={"version": report.version, "passes": list(report.passes), "chips": len(report.chips)},
    )
    enqueue(
        "teardowns.resolve_photo",
        key=f"resolve:{locked.public_id}",
        arguments={"photo_id": str(locked.public_id)},
        subject_type="photo",
        subject_id=str(locked.public_id),
    )


def lines_json(chip: ChipReading, scale: float) -> list[dict[str, object]]:
    """The lines of a chip as they are stored; `scale` photo pixels are one of the reader's."""
    return [_line(line, scale) for line in chip.lines]


def _line(line: TextLine, scale: float) -> dict[str, object]:
    return {
        "text": line.text,
        "confidence": round(line.confidence * 1000),
        "box": scaled(line.box, scale),
        "rotation": line.rotation,
        "pass": line.pass_name,
        "alternatives": [
            {"text": other.text, "confidence": round(other.confidence * 1000), "pass": other.pass_name}
            for other in line.alternatives
        ],
    }


def scaled(box: Box, scale: float) -> list[list[int]]:
    """A box as it is stored: whole pixels of the photo."""
    return [[round(x * scale), round(y * scale)] for x, y in box]


def next_ordinal(photo: Photo) -> int:
    """The number of the photo's next marking; the caller holds the photo locked."""
    last = photo.markings.aggregate(last=Max("ordinal"))["last"]
    return 0 if last is None else last + 1
