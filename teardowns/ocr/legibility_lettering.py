"""Measures one line of lettering on the untouched pixels: how high, how sharp, how far from its ground."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Pixels
from .geometry import as_box, bounds, enlarged, homography, rectangle, size
from .types import Box

Light = NDArray[np.float32]
"""Lightness, 0 to 255."""

LINE_ROWS = 64
"""Pixels: lines higher than this are measured scaled down: nothing that blurs letters this high escapes."""
MOST_COLUMNS = 1500
FARTHEST = 1e6
"""Pixels: coordinates of no photo."""
STROKES = 0.4
"""Capitals reach over the rows whose strokes have at least this share of the strongest rows'."""
REBLUR = 0.08
"""Letter heights: the lettering is blurred once more by this, to see how much sharpness there was to lose."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """One line, measured. `height`: of the capitals in pixels. `contrast`: grey levels between strokes and ground.

    `blur`: spread of the edges against the height; 0.05 in a sharp photo, at 0.12 one line in four is misread.
    """

    height: float
    blur: float
    contrast: float


def measure_lettering(pixels: Pixels, box: Box) -> Lettering | None:
    """Measure the line in `box`; None where there is nothing to measure."""
    if not within_reach(box):
        return None
    across, high = size(box)
    scale = min(1.0, LINE_ROWS / max(high, 1.0))
    laid = laid_out(pixels, box, scale, columns=min(across * scale, MOST_COLUMNS), rows=high * scale)
    if laid is None:
        return None
    top, bottom = _capitals(laid)
    return Lettering((bottom - top) / scale, edge_spread(laid, bottom - top), _contrast(laid[top:bottom]))


def within_reach(box: Box) -> bool:
    """Tell whether the corners are numbers that a photo could have."""
    return all(abs(value) < FARTHEST for point in box for value in point)


def laid_out(pixels: Pixels, box: Box, scale: float, *, columns: float, rows: float) -> Light | None:
    """Return the lightness of a box upright, scaled by at most 1; None when it lies outside the photo."""
    height, width = pixels.shape[:2]
    low_x, low_y, high_x, high_y = bounds(enlarged(box, 1.05))
    left, top = max(0, math.floor(low_x)), max(0, math.floor(low_y))
    right, bottom = min(width, math.ceil(high_x)), min(height, math.ceil(high_y))
    if right - left < 2 or bottom - top < 2:
        return None
    step = max(1, int(0.25 / scale))  # of a very large box not every pixel is needed
    light = cv2.cvtColor(np.ascontiguousarray(pixels[top:bottom:step, left:right:step]), cv2.COLOR_RGB2GRAY)
    if scale < 1:
        shrunk = (max(2, round((right - left) * scale)), max(2, round((bottom - top) * scale)))
        light = cv2.resize(light, shrunk, interpolation=cv2.INTER_AREA)
    across, down = light.shape[1] / (right - left), light.shape[0] / (bottom - top)
    source = as_box(((x - left) * across, (y - top) * down) for x, y in box)
    target = max(6, round(columns)), max(6, round(rows))
    matrix = homography(source, rectangle(0, 0, *target))
    laid = cv2.warpPerspective(light, matrix, target, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(laid, dtype=np.float32)


def edge_spread(light: Light, letter_rows: float) -> float:
    """Return how wide edges are, against the letters: the standard deviation of the blur that made them so.

    A stroke blurred by s loses 1 - s² / (s² + r²) of its steepness when it is blurred by r once more.
    """
    seen = cv2.GaussianBlur(light, (0, 0), max(0.6, 0.02 * letter_rows))
    again = cv2.GaussianBlur(seen, (0, 0), max(0.4, REBLUR * letter_rows))
    lost = _steepness(seen) / max(_steepness(again), 1e-3) - 1
    return REBLUR / math.sqrt(max(lost, 0.01))


def _steepness(light: Light) -> float:
    """Return the steepness of the steepest twentieth (root mean square)."""
    across = light[1:, 1:] - light[1:, :-1]
    down = light[1:, 1:] - light[:-1, 1:]
    squares = (across * across + down * down).ravel()
    kept = max(4, len(squares) // 20)
    return math.sqrt(float(np.partition(squares, -kept)[-kept:].mean())) if len(squares) >= kept else 0.0


def _capitals(light: Light) -> tuple[int, int]:
    """Return the first and the last row (exclusive) of the capitals: where strokes are."""
    strokes = np.abs(np.diff(cv2.GaussianBlur(light, (0, 0), 0.7), axis=1)).mean(axis=1)
    strokes = cv2.GaussianBlur(strokes.reshape(-1, 1), (0, 0), max(0.5, len(strokes) / 40)).ravel()
    weak, strong = np.percentile(strokes, (5, 90))
    rows = np.flatnonzero(strokes > weak + STROKES * (strong - weak))
    return (int(rows[0]), int(rows[-1]) + 1) if len(rows) > 2 else (0, len(light))


def _contrast(light: Light) -> float:
    """Return the distance between the two kinds of pixels, lettering and ground, in grey levels."""
    levels = np.clip(cv2.GaussianBlur(light, (0, 0), 0.7), 0, 255).astype(np.uint8)
    level, _ = cv2.threshold(levels, 0, 255, cv2.THRESH_OTSU)
    bright = levels > level
    if not bright.any() or bright.all():
        return 0.0
    return float(levels[bright].mean() - levels[~bright].mean())
