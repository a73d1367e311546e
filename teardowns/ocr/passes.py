"""How a photo is prepared for finding text. A pass is a named function from what is known so far to views.

A view is what the detector sees: the whole photo or a mosaic of pieces, each tile with its way back to the photo.
Contrast is changed for the detector only; the recogniser always gets the untouched pixels (measured: better).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from .contrast import Grey, colour, evened, grey, z_score
from .cutting import lay_upright
from .engine import Pixels
from .geometry import Matrix, centre, contains, enlarged, homography, rectangle, size, transform, turned
from .types import Box, TextLine

WHOLE_SIDE = 2000
"""Pixels: the longer side of a whole view; the detector's time grows with the area (about 1.4 s a megapixel)."""
SMALL_SIDE = 736
"""Pixels: small photos are enlarged until their shorter side has this many: letters of 6 pixels become 15."""
STEP = 32
"""Pixels: the detector takes sides that are multiples of this."""
CELL = 448
"""Pixels: the side of one body's tile in a mosaic."""
ACROSS = 2
"""Tiles in a row, and rows in a mosaic."""
MAX_ENLARGEMENT = 4.0
MARGIN = 1.06
"""Bodies are shown a little larger than found, so that lettering at the edge is whole."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A region of a view (a box in view pixels) and the homography from view to photo."""

    region: Box
    to_photo: Matrix


@dataclass(frozen=True, slots=True)
class View:
    """RGB pixels for the detector, sides multiples of 32."""

    pixels: Pixels
    tiles: tuple[Tile, ...]

    def in_photo(self, box: Box) -> Box | None:
        """Return a box of the view in photo coordinates, or None when its centre lies in no tile."""
        middle = centre(box)
        for tile in self.tiles:
            if contains(tile.region, middle):
                return transform(box, tile.to_photo)
        return None


@dataclass(frozen=True, slots=True)
class Situation:
    """What a pass may look at: the photo, the bodies found on it, the lines that earlier passes read."""

    pixels: Pixels
    bodies: Sequence[Box]
    lines: Sequence[TextLine]


def whole(known: Situation) -> Iterator[View]:
    """The photo as it is, scaled for the detector."""
    yield _whole_view(known.pixels, 0)


def clahe(known: Situation) -> Iterator[View]:
    """The photo with its local contrast evened out: the best single pass on chips (55 % of part numbers)."""
    yield _whole_view(colour(evened(grey(known.pixels))), 0)


def clahe_turned(known: Situation) -> Iterator[View]:
    """The same turned a quarter: detectors miss lines that run up or down."""
    yield _whole_view(colour(evened(grey(known.pixels))), 1)


def bodies(known: Situation) -> Iterator[View]:
    """Mosaics of the chip bodies, their longer side across, as inverted local z-score."""
    yield from _mosaics(grey(known.pixels), [_lying(body) for body in known.bodies])


def bodies_turned(known: Situation) -> Iterator[View]:
    """The same turned a quarter."""
    yield from _mosaics(grey(known.pixels), [turned(_lying(body), 1) for body in known.bodies])


PASSES: Mapping[str, Callable[[Situation], Iterator[View]]] = {
    "whole": whole,
    "clahe": clahe,
    "clahe turned": clahe_turned,
    "bodies": bodies,
    "bodies turned": bodies_turned,
}


def _whole_view(pixels: Pixels, quarters: int) -> View:
    """The whole picture turned counter-clockwise by `quarters`."""
    height, width = pixels.shape[:2]
    photo = turned(rectangle(0, 0, width, height), quarters)
    across, down = size(photo)
    columns, rows = _detector_size(across, down)
    scaled = cv2.resize(
        np.ascontiguousarray(np.rot90(pixels, quarters)),
        (columns, rows),
        interpolation=cv2.INTER_AREA if columns < across else cv2.INTER_CUBIC,
    )
    region = rectangle(0, 0, columns, rows)
    return View(np.asarray(scaled, dtype=np.uint8), (Tile(region, homography(region, photo)),))


def _detector_size(width: float, height: float) -> tuple[int, int]:
    scale = min(WHOLE_SIDE / max(width, height), max(1.0, SMALL_SIDE / min(width, height)))
    return _multiple(width * scale), _multiple(height * scale)


def _multiple(side: float) -> int:
    return max(1, round(side / STEP)) * STEP


def _lying(body: Box) -> Box:
    """Return the body with its longer side across, nearest to upright."""
    width, height = size(body)
    lying = body if width >= height else turned(body, 1)
    return lying if lying[0][0] <= lying[1][0] else turned(lying, 2)


def _mosaics(light: Grey, boxes: Sequence[Box]) -> Iterator[View]:
    """Views of up to four boxes each, every one laid upright and scaled into its cell."""
    for start in range(0, len(boxes), ACROSS * ACROSS):
        chunk = boxes[start : start + ACROSS * ACROSS]
        rows, columns = -(-len(chunk) // ACROSS), min(ACROSS, len(chunk))
        canvas = np.full((rows * CELL, columns * CELL), 128, dtype=np.uint8)
        tiles = tuple(
            _draw(canvas, light, enlarged(box, MARGIN), i % ACROSS * CELL, i // ACROSS * CELL)
            for i, box in enumerate(chunk)
        )
        yield View(colour(canvas), tiles)


def _draw(canvas: Grey, light: Grey, box: Box, left: int, top: int) -> Tile:
    width, height = size(box)
    scale = min(MAX_ENLARGEMENT, CELL / max(width, height, 1.0))
    columns, rows = (max(1, min(CELL, round(side * scale))) for side in (width, height))
    canvas[top : top + rows, left : left + columns] = z_score(lay_upright(light, box, columns, rows))
    region = rectangle(left, top, left + columns, top + rows)
    return Tile(region, homography(region, box))
