"""One rendered chip, spoiled in a known way, with the boxes that a reader would have found on it."""

from collections.abc import Callable
from functools import cache

import numpy as np

from teardowns.ocr.engine import Pixels
from teardowns.ocr.geometry import as_box, homography, rectangle, size, transform
from teardowns.ocr.types import Box, ChipReading, TextLine
from tests.tools.lettering import LINE_PITCH
from tests.tools.optics import CLEAN
from tests.tools.packages import ChipSpec, Package
from tests.tools.render import RenderedPhoto, render_board

LINES = ("STM32F405", "RGT6 2147", "GH21L VG")
Spoil = Callable[[Pixels, Box], Pixels]


def chip_photo(
    height: int = 28,
    *,
    rotation: int = 0,
    confidence: float = 0.99,
    spoil: Spoil | None = None,
    package: Package = "qfp",
) -> tuple[Pixels, ChipReading]:
    """A close-up with capitals `height` pixels high, and the chip as a reader of this confidence reports it."""
    photo = _rendered(height, rotation, package)
    truth, pixels = photo.chips[0], np.asarray(photo.image)
    lines = tuple(
        TextLine(text, confidence, box, rotation, "test")
        for text, box in zip(LINES, _line_boxes(truth.box, height), strict=True)
    )
    return (pixels if spoil is None else spoil(pixels, truth.box)), ChipReading(truth.box, rotation, lines)


@cache
def _rendered(height: int, rotation: int, package: Package) -> RenderedPhoto:
    side = 22 * height + 60
    spec = ChipSpec(LINES, package, rotation, height)
    return render_board([spec], seed=height, size=(side, side), conditions=CLEAN, passives=0)


def _line_boxes(body: Box, height: int) -> list[Box]:
    """Boxes as detectors draw them, a third of a letter larger than the letters."""
    across, down = size(body)
    upright = homography(rectangle(0, 0, across, down), as_box(body))
    pitch, margin = LINE_PITCH * height, height / 6
    tops = ((down - (len(LINES) - 1) * pitch - height) / 2 + i * pitch for i in range(len(LINES)))
    flat = (rectangle(height, top - margin, across - height, top + height + margin) for top in tops)
    return [transform(box, upright) for box in flat]
