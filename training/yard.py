"""The bare board: which places are taken, and how things are laid on it."""

import math
import random

import cv2
import numpy as np
from numpy.typing import NDArray

from teardowns.ocr.geometry import as_array, as_box, homography, rectangle, turned
from teardowns.ocr.types import Box

from .lettering import HEIGHT, Mask
from .surface import Pixels

SIDE = 720
"""Pixels: sides of a board."""
_CELL = 6
Colour = tuple[float, float, float]


def shade(grey: float, tint: Colour = (1.0, 1.0, 1.0)) -> Colour:
    """Return a tinted grey that cv2 can draw with."""
    red, green, blue = (min(255.0, grey * part) for part in tint)
    return red, green, blue


class Yard:
    """A board's pixels, and a coarse map of the places that are taken."""

    def __init__(self, canvas: Pixels) -> None:
        """Start with nothing on it."""
        self.canvas = canvas
        self._taken = np.zeros((SIDE // _CELL, SIDE // _CELL), np.bool_)

    def take(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Take this place; False when something is there."""
        spans = [max(0, math.floor(v / _CELL)) for v in (top, left)] + [math.ceil(v / _CELL) for v in (bottom, right)]
        place = self._taken[spans[0] : max(0, spans[2]), spans[1] : max(0, spans[3])]
        if not place.size or place.any():
            return False
        place[:] = True
        return True

    def lay(self, pixels: NDArray[np.float32], outline: Box, dice: random.Random) -> None:
        """Put a package there, often with rounded corners."""
        corners = as_array(outline)
        x0, y0 = (max(0, math.floor(v) - 1) for v in corners.min(0).tolist())
        x1, y1 = (min(SIDE, math.ceil(v) + 1) for v in corners.max(0).tolist())
        if x1 - x0 < 2 or y1 - y0 < 2:
            return
        rows, columns = pixels.shape[:2]
        way = homography(rectangle(0, 0, columns, rows), as_box(corners - (x0, y0)))
        solid = _rounded(rows, columns, dice.choice((0.0, 0.0, 0.02, 0.05)) * min(rows, columns))
        size = (x1 - x0, y1 - y0)
        laid = cv2.warpPerspective(pixels, way, size, flags=cv2.INTER_LINEAR)
        mask = cv2.warpPerspective(solid, way, size, flags=cv2.INTER_LINEAR)[:, :, None]
        under = self.canvas[y0:y1, x0:x1]
        self.canvas[y0:y1, x0:x1] = np.clip(under + (laid - under) * mask, 0, 255)

    def print(self, ink: Mask, x: float, y: float, high: float, quarters: int, colour: Colour) -> Box | None:
        """Print lettering `high` pixels high from this corner on, if there is room; return its box."""
        scale = high / HEIGHT
        small = cv2.resize(
            ink,
            (max(2, round(ink.shape[1] * scale)), max(2, round(ink.shape[0] * scale))),
            interpolation=cv2.INTER_AREA,
        )
        small = np.rot90(small, -quarters)
        rows, columns = small.shape
        left, top = round(x), round(y)
        if left < 0 or top < 0 or left + columns > SIDE or top + rows > SIDE:
            return None
        if not self.take(left, top, left + columns, top + rows):
            return None
        under = self.canvas[top : top + rows, left : left + columns]
        mask = np.clip(small, 0, 1)[:, :, None]
        under[:] = np.clip(under + (np.array(colour, np.float32) - under) * mask, 0, 255)
        box = loosened(rectangle(left, top, left + columns, top + rows), 0.07 * high)
        return turned(box, quarters)


def loosened(box: Box, by: float) -> Box:
    """An upright box that is larger by so many pixels on every side."""
    (left, top), _, (right, bottom), _ = box
    return rectangle(left - by, top - by, right + by, bottom + by)


def rectangle_at(middle: tuple[float, float], across: float, down: float, degrees: float) -> Box:
    """Return a rectangle with its first edge turned clockwise by `degrees`."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = ((-across, -down), (across, -down), (across, down), (-across, down))
    return as_box((middle[0] + (x * cos - y * sin) / 2, middle[1] + (x * sin + y * cos) / 2) for x, y in corners)


def _rounded(rows: int, columns: int, radius: float) -> Mask:
    solid = np.ones((rows, columns), np.float32)
    r = int(radius)
    if r >= 2:
        solid[:] = 0
        cv2.rectangle(solid, (r, 0), (columns - 1 - r, rows - 1), 1.0, -1)
        cv2.rectangle(solid, (0, r), (columns - 1, rows - 1 - r), 1.0, -1)
        for x in (r, columns - 1 - r):
            for y in (r, rows - 1 - r):
                cv2.circle(solid, (x, y), r, 1.0, -1)
    return solid
