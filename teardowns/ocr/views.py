"""What the detector sees: the whole photo or a mosaic of pieces, each tile with its way back to the photo."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from .contrast import Grey, colour, z_score
from .cutting import lay_upright
from .engine import Pixels
from .geometry import Matrix, centre, contains, enlarged, homography, rectangle, size, transform, turned
from .packing import pack
from .types import Box

WHOLE_SIDE = 1600
"""Pixels: the longer side of a whole view; the detector's time grows with the area (about 1 s a megapixel)."""
SMALL_SIDE = 736
"""Pixels: small photos are enlarged until their shorter side has this many: letters of 6 pixels become 15."""
STEP = 32
"""Pixels: the detector takes sides that are multiples of this."""
TILE = 448
"""Pixels: the longer side to which a smaller body is enlarged in a mosaic."""
LARGE_TILE = 640
"""Pixels: the longer side to which a larger body is reduced, so that faint small lettering on it is not lost."""
MOSAIC = 960
"""Pixels: the side of a mosaic (its memory stays well below that of the whole view)."""
GAP = 12
"""Pixels between tiles, so that no line seems to run on into the next."""
MAX_ENLARGEMENT = 3.0
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


def whole_view(pixels: Pixels, quarters: int, side: int = WHOLE_SIDE) -> View:
    """The whole picture turned counter-clockwise by `quarters`, its longer side at most `side`."""
    height, width = pixels.shape[:2]
    photo = turned(rectangle(0, 0, width, height), quarters)
    across, down = size(photo)
    columns, rows = _detector_size(across, down, side)
    scaled = cv2.resize(
        np.ascontiguousarray(np.rot90(pixels, quarters)),
        (columns, rows),
        interpolation=cv2.INTER_AREA if columns < across else cv2.INTER_CUBIC,
    )
    region = rectangle(0, 0, columns, rows)
    return View(np.asarray(scaled, dtype=np.uint8), (Tile(region, homography(region, photo)),))


def _detector_size(width: float, height: float, side: int) -> tuple[int, int]:
    scale = min(side / max(width, height), max(1.0, SMALL_SIDE / min(width, height)))
    return _multiple(width * scale), _multiple(height * scale)


def _multiple(side: float) -> int:
    return max(1, round(side / STEP)) * STEP


def mosaics(light: Grey, boxes: Sequence[Box]) -> Iterator[View]:
    """Views with the boxes side by side, each laid upright; small bodies take little room, so cost little."""
    sizes = [_tile_size(box) for box in boxes]
    for places in pack(sizes, MOSAIC, GAP):
        columns = max(place.left + sizes[place.item][0] for place in places)
        rows = max(place.top + sizes[place.item][1] for place in places)
        canvas = np.full((_up(rows), _up(columns)), 128, dtype=np.uint8)
        tiles = tuple(_draw(canvas, light, boxes[place.item], place.left, place.top) for place in places)
        yield View(colour(canvas), tiles)


def _tile_size(box: Box) -> tuple[int, int]:
    width, height = size(box)
    side = max(width, height, 1.0)
    scale = min(MAX_ENLARGEMENT, max(TILE / side, min(1.0, LARGE_TILE / side)))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _draw(canvas: Grey, light: Grey, box: Box, left: int, top: int) -> Tile:
    columns, rows = _tile_size(box)
    shown = enlarged(box, MARGIN)
    canvas[top : top + rows, left : left + columns] = z_score(lay_upright(light, shown, columns, rows))
    region = rectangle(left, top, left + columns, top + rows)
    return Tile(region, homography(region, shown))


def _up(side: int) -> int:
    return -(-side // STEP) * STEP
