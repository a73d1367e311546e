"""Boxes that people draw: from a rectangle and its turn to four corners and back, and what makes one unusable. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .geometry import angle, as_box, centre, rectangle, size
from .types import Box, Point

LEAST_SIDE = 8
"""Pixels of the photo: less holds no letter."""
OVERSHOOT = 1.0
"""Pixels: a corner may lie this far outside, for whoever rounds."""


class BadBox(ValueError):
    """A box that cannot be read. `code`: corners, outside, too_small or twisted."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rectangle turned about its centre, in photo pixels; `turn` in degrees clockwise to the eye.

    `left` and `top` are of the rectangle before it is turned; `width` runs along the lettering.
    """

    left: float
    top: float
    width: float
    height: float
    turn: float


def corners_of(drawn: Drawn) -> Box:
    """The four corners, beginning at the upper left of the upright lettering."""
    x, y = drawn.left + drawn.width / 2, drawn.top + drawn.height / 2
    cos, sin = math.cos(math.radians(drawn.turn)), math.sin(math.radians(drawn.turn))
    flat = rectangle(-drawn.width / 2, -drawn.height / 2, drawn.width / 2, drawn.height / 2)
    return as_box((x + a * cos - b * sin, y + a * sin + b * cos) for a, b in flat)


def drawn_of(box: Box) -> Drawn:
    """The turned rectangle nearest to a box, in whole pixels and degrees in (-180, 180]."""
    (x, y), (width, height) = centre(box), size(box)
    return Drawn(round(x - width / 2), round(y - height / 2), round(width), round(height), round(angle(box)))


def checked_box(points: Sequence[Sequence[Any]], *, width: int, height: int) -> Box:
    """The box in whole pixels of a photo of that size. Raises BadBox."""
    box = _in_pixels(points)
    if not all(-OVERSHOOT <= x <= width + OVERSHOOT and -OVERSHOOT <= y <= height + OVERSHOOT for x, y in box):
        raise BadBox("outside")
    inside = as_box((min(max(x, 0), width), min(max(y, 0), height)) for x, y in box)
    if min(size(inside)) < LEAST_SIDE:
        raise BadBox("too_small")
    if not all(_turns_right(*(inside[(k + step) % 4] for step in range(3))) for k in range(4)):
        raise BadBox("twisted")
    return inside


def _in_pixels(points: Sequence[Sequence[Any]]) -> Box:
    try:
        if any(len(point) != 2 for point in points):
            raise BadBox("corners")
        box = as_box(points)
        return as_box((round(x), round(y)) for x, y in box)
    except (TypeError, ValueError, OverflowError):  # not four, not numbers, not finite
        raise BadBox("corners") from None


def _turns_right(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]) > 0
