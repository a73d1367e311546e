"""Measures the face of a chip as a whole: its light, its glare, its scratches, whether anything stands out on it."""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from .engine import Pixels
from .geometry import bounds, enlarged, size
from .legibility_lettering import Light, edge_spread, laid_out, within_reach
from .types import Box

SIDE = 160
"""Pixels: the longer side at which faces are measured."""
RIM, MARGIN = 12, 5
"""One part in so many at each edge is rim; beyond the second no pin is taken for structure of the face."""
LETTERS_A_SIDE = 9
"""Letter heights that a face is usually high: four lines and their gaps."""
NEIGHBOURHOOD = 0.2
"""Of the longer side: the median over so much is the body without its lettering, whichever of the two is darker."""
AROUND = 1.6
"""How far around the face its light is looked at, in faces."""
WHITE = 235
"""Grey level from which a surface mirrors the lamp."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face, measured. `side`: the shorter one in pixels of the photo. Lightness in grey levels.

    `brightest`: of the chip and what is around it. `washed_out`: share that mirrors the lamp; `darkest`: the body where
    it does least. `relief`: by how much the strongest details stand out. `one_way`: share of the fine structure that
    runs in one direction. `blur`: as of lettering, for letters as high as they usually are on a face.
    """

    side: float
    brightest: float
    washed_out: float
    darkest: float
    relief: float
    one_way: float
    blur: float


def measure_face(pixels: Pixels, box: Box) -> Face | None:
    """Measure the face in `box`; None where there is nothing to measure."""
    across, high = size(box)
    if not within_reach(box) or min(across, high) < 1:
        return None
    scale = min(1.0, SIDE / max(across, high))
    laid = laid_out(pixels, box, scale, columns=min(across * scale, SIDE), rows=min(high * scale, SIDE))
    if laid is None:
        return None
    ground = _ground(laid)
    face, ground = _within(laid, RIM), _within(ground, RIM)
    return Face(
        side=min(across, high),
        brightest=_brightest(pixels, box),
        washed_out=float((ground >= WHITE).mean()),
        darkest=float(np.percentile(ground, 10)),
        relief=float(np.percentile(np.abs(face - ground), 95)),
        one_way=_one_way(_within(laid, MARGIN)),
        blur=edge_spread(face, min(laid.shape) / LETTERS_A_SIDE),
    )


def _ground(light: Light) -> Light:
    """Return the lightness of the body itself, details smaller than a few letters taken away."""
    width = round(NEIGHBOURHOOD * max(light.shape)) // 2 * 2 + 1
    ground = cv2.medianBlur(np.clip(light, 0, 255).astype(np.uint8), max(3, width))
    return np.asarray(ground, dtype=np.float32)


def _brightest(pixels: Pixels, box: Box) -> float:
    """Return the lightness of the lightest twentieth: board and pins are never as black as a chip in good light."""
    left, top, right, bottom = bounds(enlarged(box, AROUND))
    piece = pixels[max(0, int(top)) : max(0, int(bottom)), max(0, int(left)) : max(0, int(right))]
    step = max(1, max(piece.shape[:2]) // SIDE)
    return float(np.percentile(piece[::step, ::step].mean(axis=2), 95)) if piece.size else 0.0


def _within(light: Light, part: int) -> Light:
    rows, columns = light.shape[0] // part, light.shape[1] // part
    return light[rows : light.shape[0] - rows, columns : light.shape[1] - columns]


def _one_way(light: Light) -> float:
    """Return the coherence of the structure tensor: 0 for lettering and grain, near 1 for parallel scratches."""
    seen = cv2.GaussianBlur(light, (0, 0), 0.8)
    across, down = (cv2.Sobel(seen, cv2.CV_32F, *order, ksize=3) for order in ((1, 0), (0, 1)))
    xx, yy, xy = (float((one * other).mean()) for one, other in ((across, across), (down, down), (across, down)))
    return math.hypot(xx - yy, 2 * xy) / (xx + yy + 1e-6)
