"""One crop that an analyst draws is read by itself: beside what stands of a chip, or as a chip that was not found."""

import json
import math
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from PIL import Image

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from custody.vault import derivatives
from jobs.queue import enqueue
from jobs.runner import PermanentFailure, Progress
from problems import NotFound
from teardowns.models import Component, Derivative, DerivativeKind, Marking, Photo, PhotoState, Reading
from teardowns.ocr.cleaning import clean_report
from teardowns.ocr.drawn import BadBox, checked_box
from teardowns.ocr.engine import EngineTimeout, EngineUnavailable, Pixels
from teardowns.ocr.geometry import as_box, bounds, enlarged, size, turned
from teardowns.ocr.geometry import rotation as box_rotation
from teardowns.ocr.legibility import judge_chip
from teardowns.ocr.registry import engine
from teardowns.ocr.types import Box, ChipReading, EngineReport
from teardowns.operations.legibility import Stored, stored
from teardowns.operations.reading import MAX_LINES, lines_json, next_ordinal, scaled
from teardowns.operations.resolving import propose
from teardowns.problems import BadRegion, PhotoNotReady
from teardowns.queries.judgements import current_reading

JOB = "teardowns.read_region"
READY = (PhotoState.READ, PhotoState.RESOLVED, PhotoState.FAILED)
SURROUNDINGS = 1.6
"""The piece taken from the photo is this much larger than the box: lettering at its edge is whole, does not look cut
off, and the light around the chip can be judged."""
ENOUGH_SIDE = 1600
"""Pixels: a larger piece is reduced, for no line of one chip needs more and a person waits."""


@transaction.atomic
def read_region(
    *,
    principal: Principal,
    photo: Photo,
    box: Sequence[Sequence[Any]],
    rotation: int = 0,
    marking: Marking | None = None,
) -> uuid.UUID:
    """Have one crop of a photo read: again for `marking`, or as a new chip. Returns the id of the reading to come.

    `box`: four corners in photo pixels, clockwise from the upper left of the upright lettering; `rotation` (0, 90,
    180, 270) turns the photo counter-clockwise so far first, for boxes that begin at the photo's own upper left.
    Raises NotAllowed, BadRegion, PhotoNotReady, NotFound (the marking is of another photo).
    """
    principal.require(Capability.READING_WRITE)
    if marking is not None and marking.photo_id != photo.pk:
        raise NotFound
    drawn = _drawn(photo, box, rotation)
    reading_id = uuid.uuid4()
    corners = scaled(drawn, 1)
    append(
        action="region.drawn",
        subject=Subject("component", str(marking.component.public_id)) if marking else _of(photo),
        actor=principal.actor,
        details={
            "reading": str(reading_id),
            "box": corners,
            "marking": str(marking.public_id) if marking else "",
        },
    )
    enqueue(
        JOB,
        key=f"region:{reading_id}",
        arguments={
            "reading_id": str(reading_id),
            "photo_id": str(photo.public_id),
            "marking_id": str(marking.public_id) if marking else "",
            "box": json.dumps(corners),
            "drawn_by": str(principal.user.public_id),
        },
        subject_type="photo",
        subject_id=str(photo.public_id),
    )
    return reading_id


def read_drawn(*, reading_id: str, photo_id: str, marking_id: str, box: str, drawn_by: str, progress: Progress) -> None:
    """The work behind `read_region`: the crop is read and stored; a new chip is proposed a part."""
    reading = Reading.objects.filter(public_id=reading_id).first()
    if reading is None:
        photo = Photo.objects.get(public_id=photo_id)
        drawn = as_box(json.loads(box))
        report, legibility = _read(photo, drawn, progress)
        reading = _record(
            photo, report, legibility, drawn, reading_id=reading_id, marking_id=marking_id, drawn_by=drawn_by
        )
    if reading.beside_id is None:
        propose(reading)


def _drawn(photo: Photo, points: Sequence[Sequence[Any]], rotation: int) -> Box:
    if rotation not in (0, 90, 180, 270):
        raise BadRegion(fault="corners")
    picture = photo.derivatives.filter(kind=DerivativeKind.READING)
    if photo.state not in READY or not photo.width or not photo.height or not picture.exists():
        raise PhotoNotReady
    try:
        return turned(checked_box(points, width=photo.width, height=photo.height), rotation // 90)
    except BadBox as fault:
        raise BadRegion(fault=fault.code) from None


def _read(photo: Photo, drawn: Box, progress: Progress) -> tuple[EngineReport, Stored]:
    """What the engine reads there, in photo pixels, and how well the crop can be read, also where nothing was.

    The rest of the photo is never held as an array.
    """
    picture = Derivative.objects.get(photo=photo, kind=DerivativeKind.READING)
    scale = picture.width / (photo.width or picture.width)
    shown = as_box((x * scale, y * scale) for x, y in drawn)
    pixels, reduced, (left, top) = _piece(picture, shown)
    box = as_box(((x - left) / reduced, (y - top) / reduced) for x, y in shown)
    try:
        report = clean_report(engine(settings.OCR_ENGINE).read_region(pixels, box, progress))
    except EngineUnavailable as error:
        raise PermanentFailure("engine_unavailable", str(error)) from error
    except EngineTimeout as error:
        raise PermanentFailure("time_limit", str(error)) from error

    def in_photo(found: Box) -> Box:
        return as_box(((x * reduced + left) / scale, (y * reduced + top) / scale) for x, y in found)

    chip = next(iter(report.chips), ChipReading(box, box_rotation(box), ()))
    legibility = stored(judge_chip(pixels, chip))
    return replace(report, chips=tuple(_moved(one, in_photo) for one in report.chips[:1])), legibility


def _piece(picture: Derivative, box: Box) -> tuple[Pixels, int, tuple[int, int]]:
    """The pixels around the box, how many times they were reduced, and where they lie in the picture."""
    left, top, right, bottom = bounds(enlarged(box, SURROUNDINGS))
    corner = max(0, math.floor(left)), max(0, math.floor(top))
    end = min(picture.width, math.ceil(right) + 1), min(picture.height, math.ceil(bottom) + 1)
    reduced = max(1, round(max(size(box)) / ENOUGH_SIDE))
    with derivatives().open(picture.sha256) as file, Image.open(file) as image:
        piece = image.crop((*corner, *end)).convert("RGB")
    return np.asarray(piece.reduce(reduced) if reduced > 1 else piece), reduced, corner


def _moved(chip: ChipReading, move: Callable[[Box], Box]) -> ChipReading:
    return replace(
        chip, box=move(chip.box), lines=tuple(replace(line, box=move(line.box)) for line in chip.lines[:MAX_LINES])
    )


@transaction.atomic
def _record(
    photo: Photo,
    report: EngineReport,
    legibility: Stored,
    drawn: Box,
    *,
    reading_id: str,
    marking_id: str,
    drawn_by: str,
) -> Reading:
    locked = Photo.objects.select_for_update().get(pk=photo.pk)
    made_before = Reading.objects.filter(public_id=reading_id).first()
    if made_before is not None:
        return made_before
    chip = next(iter(report.chips), None)
    marking = _marking_again(marking_id) if marking_id else _new_marking(locked, drawn, chip)
    reading = Reading.objects.create(
        public_id=reading_id,
        marking=marking,
        engine=report.engine,
        engine_version=report.version[:80],
        passes=list(report.passes),
        lines=lines_json(chip, 1) if chip else [],
        legibility=legibility,
        drawn_by=get_user_model().objects.get(public_id=drawn_by),
        drawn_box=scaled(drawn, 1),
        beside=current_reading(marking),
    )
    append(
        action="region.read",
        subject=Subject("component", str(marking.component.public_id)),
        actor=f"machine:{report.engine}",
        details={
            "reading": reading_id,
            "version": report.version,
            "passes": list(report.passes),
            "lines": reading.texts,
        },
    )
    return reading


def _marking_again(marking_id: str) -> Marking:
    """The marking that was drawn anew, its component locked: what stands on it cannot change meanwhile."""
    marking = Marking.objects.select_related("component").get(public_id=marking_id)
    Component.objects.select_for_update().get(pk=marking.component_id)
    return marking


def _new_marking(photo: Photo, drawn: Box, chip: ChipReading | None) -> Marking:
    """A marking on a new component, numbered after the others of the photo."""
    return Marking.objects.create(
        component=Component.objects.create(teardown_id=photo.teardown_id, assembly_id=photo.assembly_id),
        photo=photo,
        ordinal=next_ordinal(photo),
        box=scaled(chip.box if chip else drawn, 1),
        rotation=chip.rotation if chip else box_rotation(drawn),
    )


def _of(photo: Photo) -> Subject:
    return Subject("photo", str(photo.public_id))
