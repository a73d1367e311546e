"""Boards with chips for the detector: pixels, where each line of lettering lies, and where each package lies."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from teardowns.ocr.cutting import lay_upright
from teardowns.ocr.geometry import bounds, centre, homography, rectangle, size, transform, turned
from teardowns.ocr.types import Box

from .camera import pose, seen
from .ground import ground
from .leads import REACH, leads
from .packages import package
from .parts import frame, scatter
from .surface import Pixels, developed
from .yard import SIDE, Yard, rectangle_at

_SEEN = 1.1
"""Grey levels: a line that varies less cannot be seen."""
__all__ = ["SIDE", "Board", "board"]


@dataclass(frozen=True, slots=True)
class Board:
    """RGB pixels, boxes of lines (first edge along the text), outlines of packages, those lines that nobody sees."""

    pixels: Pixels
    lines: tuple[Box, ...]
    packages: tuple[Box, ...]
    faint: frozenset[Box]


def board(dice: random.Random, faces: Sequence[Path]) -> Board:
    """Render a board: a close-up of one chip, a few, or many small ones in a crowd of parts."""
    yard = Yard(ground(dice))
    lines: list[Box] = []
    packages: list[Box] = []
    contrast = 200.0
    for long in _lengths(dice):
        outline = _place(yard, dice, long)
        if outline is not None:
            boxes, differ = _chip(yard, dice, faces, outline)
            lines += boxes
            packages.append(outline)
            contrast = min(contrast, differ)
    smallest = min((min(size(box)) for box in lines), default=16.0)
    lines += scatter(yard, dice, faces)
    way = pose(dice)
    pixels = developed(seen(yard.canvas, way, dice), dice, min(30.0, max(9.0, smallest)), contrast)
    lines = [transform(box, way) for box in lines]
    packages = [box for box in (transform(box, way) for box in packages) if _inside(box)]
    return Board(pixels, tuple(lines), tuple(packages), _faint(pixels, lines))


def _lengths(dice: random.Random) -> list[float]:
    """Longer sides of the chips, largest first."""
    kind = dice.random()
    if kind < 0.3:
        return [dice.uniform(0.5, 0.9) * SIDE, *(dice.uniform(50, 150) for _ in range(dice.randint(0, 3)))]
    if kind < 0.65:
        return sorted((math.exp(dice.uniform(4.6, 5.9)) for _ in range(dice.randint(1, 4))), reverse=True)
    return sorted((math.exp(dice.uniform(4.0, 5.2)) for _ in range(dice.randint(3, 9))), reverse=True)


def _place(yard: Yard, dice: random.Random, long: float) -> Box | None:
    """An outline where nothing is yet, or None."""
    wide = long * dice.choice((1.0, 1.0, dice.uniform(0.5, 1.0), dice.uniform(0.3, 0.7)))
    across, down = (wide, long) if dice.random() < 0.33 else (long, wide)
    turn = dice.choice((0, 0, 0, 180, 90, 270)) + (dice.gauss(0, 1) if dice.random() < 0.93 else dice.uniform(-45, 45))
    for _ in range(6):
        middle = dice.uniform(0, SIDE), dice.uniform(0, SIDE)
        if long > SIDE / 2:
            middle = dice.gauss(SIDE / 2, 25), dice.gauss(SIDE / 2, 25)
        outline = rectangle_at(middle, across, down, turn)
        left, top, right, bottom = bounds(outline)
        out = min(left, top, SIDE - right, SIDE - bottom) < -0.08 * long
        room = dice.uniform(0.3, 1.0) * REACH
        if not out and yard.take(left - room, top - room, right + room, bottom + room):
            return outline
    return None


def _chip(yard: Yard, dice: random.Random, faces: Sequence[Path], outline: Box) -> tuple[list[Box], float]:
    """Draw a package with its leads; return (boxes of its lines, contrast of its lettering)."""
    pixels, boxes, contrast, leaded = package(dice, faces, *size(outline))
    if dice.random() < 0.3:
        left, top, right, bottom = bounds(outline)
        away = dice.uniform(4, REACH)
        frame(yard, dice, left - away, top - away, right + away, bottom + away)
    if leaded:
        leads(yard.canvas, turned(outline, dice.choice((0, 1))), dice)
    yard.lay(pixels, outline, dice)
    way = homography(rectangle(0, 0, pixels.shape[1], pixels.shape[0]), outline)
    return [transform(box, way) for box in boxes], contrast


def _faint(pixels: Pixels, lines: Sequence[Box]) -> frozenset[Box]:
    """Return the lines that blur, glare or compression left no trace of."""
    smooth = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), (0, 0), 1.3)
    lost = set()
    for box in lines:
        if min(size(box)) > 1:
            place = lay_upright(smooth, box, *(max(4, min(200, round(v))) for v in size(box)))
            even = cv2.blur(place, (place.shape[0] * 3, place.shape[0] * 3))
            if float(np.std(place.astype(np.float32) - even)) < _SEEN:
                lost.add(box)
    return frozenset(lost)


def _inside(box: Box) -> bool:
    """Tell whether most of the package is in the picture."""
    left, top, right, bottom = bounds(box)
    x, y = centre(box)
    slack = 0.12 * max(right - left, bottom - top)
    return min(left, top, SIDE - right, SIDE - bottom) > -slack and 0 < x < SIDE and 0 < y < SIDE
