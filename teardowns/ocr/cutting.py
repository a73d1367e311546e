"""Lays pieces of the photo upright."""

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Pixels
from .geometry import homography, rectangle, size, turned
from .types import Box

Picture = NDArray[np.uint8]
"""RGB or grey."""

STRIP_HEIGHT = 96
"""Pixels: twice what recognisers read, so that a strip scaled down again stays sharp."""
TALL = 1.5
"""A box this much taller than wide holds text that runs up or down."""


def along_text(box: Box) -> Box:
    """Return the box with its first edge along the text: in a tall box that is taken to run downwards."""
    width, height = size(box)
    return turned(box, 1) if height >= TALL * width else box


def strip(pixels: Pixels, box: Box) -> Pixels:
    """Return a line of text upright, at most `STRIP_HEIGHT` high, never enlarged, at least 1 x 1."""
    width, height = size(box)
    scale = min(1.0, STRIP_HEIGHT / max(height, 1.0))
    return lay_upright(pixels, box, max(1, round(width * scale)), max(1, round(height * scale)))


def lay_upright(pixels: Picture, box: Box, columns: int, rows: int) -> Picture:
    """Return the box's contents as a picture of that size; outside the photo its edge is repeated.

    Reduction averages (a plain warp would skip pixels and break thin strokes).
    """
    limit = max(pixels.shape[:2])
    width, height = (max(1, round(min(side, limit))) for side in size(box))
    width, height = max(width, columns), max(height, rows)
    matrix = homography(box, rectangle(0, 0, width, height))
    laid = cv2.warpPerspective(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    if (width, height) != (columns, rows):
        laid = cv2.resize(laid, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(laid, dtype=np.uint8)
