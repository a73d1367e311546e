"""Says what is wrong with a whole photo: at a first look, before it is read, and when nothing on it was read."""

import cv2
import numpy as np
from numpy.typing import NDArray

from .bodies import find_bodies
from .contrast import grey
from .engine import Pixels
from .geometry import area
from .legibility_face import measure_face
from .legibility_flaws import by_weight, flaws_of_unread
from .legibility_lettering import Light
from .legibility_types import Flaw, Legibility, Reason, Verdict

LOOK_SIDE = 1024
"""Pixels: the longer side at which a first look is taken; it costs about 15 ms."""
SMALL_SIDE = 800
"""Pixels: no camera of today makes photos smaller than this on the longer side; messengers do."""
DARK = 70.0
"""Grey level that the lightest fiftieth reaches: 150 and more on real photos that can be read."""
TILE = 32
BUSY = 60.0
"""Variance of a tile that shows anything."""
LEAST_BUSY = 0.02
"""Share of busy tiles from which the sharpest of them tell about the focus."""
REBLUR = 1.0
MOST_BLUR = 2.2
"""Pixels at `LOOK_SIDE`: no real photo that can be read is above; blurred by 1/500 of the longer side, all are."""
AIMED_AT = 0.03
"""Share of the photo from which a chip was surely meant."""


def first_look(light: NDArray[np.uint8], *, width: int, height: int) -> Legibility:
    """Judge a photo of `width` x `height` by a grey picture of it, at best `LOOK_SIDE` long. Never raises."""
    reasons = []
    if max(width, height) < SMALL_SIDE:
        reasons.append(Reason(Flaw.SMALL_PHOTO, {"width": width, "height": height}))
    looked_at = _at_look_side(light)
    if float(np.percentile(looked_at, 98)) < DARK:
        reasons.append(Reason(Flaw.DARK))
    elif max(light.shape) >= SMALL_SIDE and _sharpest(looked_at) > MOST_BLUR:
        reasons.append(Reason(Flaw.BLURRED))
    return Legibility(Verdict.PARTIAL, tuple(reasons)) if reasons else Legibility(Verdict.CLEAR)


def judge_unread(pixels: Pixels) -> Legibility:
    """Say why nothing was read on a photo: its light and focus, else those of the chip it was aimed at."""
    height, width = pixels.shape[:2]
    looked = first_look(grey(pixels), width=width, height=height).reasons
    small = tuple(reason for reason in looked if reason.code is Flaw.SMALL_PHOTO)
    reasons = looked[len(small) :] or _of_chip(pixels)
    return Legibility(Verdict.ILLEGIBLE, (*reasons, *small) or (Reason(Flaw.NO_CHIP),))


def _of_chip(pixels: Pixels) -> tuple[Reason, ...]:
    """Return the flaws of the chip that the photo was aimed at, if there is one."""
    for body in find_bodies(pixels, 1):
        if area(body) >= AIMED_AT * pixels.shape[0] * pixels.shape[1]:
            face = measure_face(pixels, body)
            return () if face is None else by_weight(flaws_of_unread(face))
    return ()


def _at_look_side(light: NDArray[np.uint8]) -> Light:
    scale = LOOK_SIDE / max(light.shape)
    if scale < 1:
        light = np.asarray(cv2.resize(light, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return light.astype(np.float32)


def _sharpest(light: Light) -> float:
    """Return how wide edges are where they are sharpest (the best tenth of the tiles), in pixels."""
    tiles = max(1, light.shape[1] // TILE), max(1, light.shape[0] // TILE)
    seen = cv2.GaussianBlur(light, (0, 0), 0.8)
    once, twice = (_steepness(one, tiles) for one in (seen, cv2.GaussianBlur(seen, (0, 0), REBLUR)))
    mean, squares = (cv2.resize(one, tiles, interpolation=cv2.INTER_AREA) for one in (light, light * light))
    busy = squares - mean * mean > BUSY
    if busy.mean() < LEAST_BUSY:
        return 0.0
    lost = np.sqrt(once / np.maximum(twice, 1e-3)) - 1
    return float(np.percentile((REBLUR / np.sqrt(np.maximum(lost, 0.01)))[busy], 10))


def _steepness(light: Light, tiles: tuple[int, int]) -> Light:
    """Return the mean squared slope of each tile."""
    across, down = light[1:, 1:] - light[1:, :-1], light[1:, 1:] - light[:-1, 1:]
    return np.asarray(cv2.resize(across * across + down * down, tiles, interpolation=cv2.INTER_AREA), dtype=np.float32)
