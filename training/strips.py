"""Lines of lettering as the recogniser gets them: cut from a package with a box that is a little off."""

import math
import random
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from .lettering import HEIGHT, Hand, Mask
from .surface import Pixels, photographed
from .texts import line

NOTHING = 0.03
"""Share of strips that carry no lettering: the reader must learn to say nothing."""


def strip(dice: random.Random, faces: Sequence[Path]) -> tuple[Pixels, str]:
    """Return (RGB strip of any size, its text); an empty text is a piece of package or board without lettering."""
    if dice.random() < NOTHING:
        return photographed(_clutter(dice), dice, 20.0), ""
    text = line(dice)
    hand = Hand(dice, faces)
    high = math.exp(dice.uniform(math.log(9), math.log(46)))
    scene, box = _scene(text, hand, dice)
    scale = high / HEIGHT
    size = (max(6, round(scene.shape[1] * scale)), max(6, round(scene.shape[0] * scale)))
    small = cv2.resize(scene, size, interpolation=cv2.INTER_AREA)
    pixels = photographed(small, dice, high)
    left, top, right, bottom = (v * scale for v in box)
    y0, y1 = _span(top, bottom, dice, pixels.shape[0])
    x0, x1 = max(0, round(left)), min(pixels.shape[1], round(right))
    return np.ascontiguousarray(pixels[y0:y1, x0 : max(x1, x0 + 4)]), text


def _scene(text: str, hand: Hand, dice: random.Random) -> tuple[Mask, tuple[float, float, float, float]]:
    """Return (ink of the line with neighbours, tilted; box of the line as a detector would cut it)."""
    ink = hand.write(text)
    rows, columns = ink.shape
    above, below = int(HEIGHT * 1.1), int(HEIGHT * 1.1)
    side = int(HEIGHT * 1.6)
    scene = np.zeros((rows + above + below, columns + 2 * side), np.float32)
    scene[above : above + rows, side : side + columns] = ink
    gap = int(HEIGHT * dice.uniform(0.22, 0.8))
    for up in (True, False):
        if dice.random() < 0.45:
            other = hand.write(line(dice))
            x = side + dice.randint(-HEIGHT, HEIGHT)
            _paste(scene, other, above - gap - other.shape[0] if up else above + rows + gap, x)
    if dice.random() < 0.05:
        y = above + rows + int(HEIGHT * dice.uniform(0.15, 0.4))
        cv2.line(scene, (side, y), (side + columns, y), 1.0, max(1, HEIGHT // 10))
    loose = dice.uniform(0.0, 0.55) * HEIGHT
    box = (side - loose * dice.random(), float(above), side + columns + loose * dice.random(), float(above + rows))
    return _tilted(scene, dice), box


def _span(top: float, bottom: float, dice: random.Random, rows: int) -> tuple[int, int]:
    """The vertical cut: mostly loose, seldom into the letters."""
    high = bottom - top
    up, down = (dice.uniform(-0.04, 0.34) * high for _ in range(2))
    y0, y1 = max(0, round(top - up)), min(rows, round(bottom + down))
    return y0, max(y1, y0 + 4)


def _tilted(scene: Mask, dice: random.Random) -> Mask:
    rows, columns = scene.shape
    if dice.random() < 0.35:
        return scene
    turn, shear = math.radians(dice.gauss(0, 1.4)), dice.gauss(0, 0.08)
    turn = max(-0.5 * HEIGHT / columns, min(0.5 * HEIGHT / columns, turn))  # long lines were straightened by their box
    matrix = np.array([[1, shear - turn, 0], [turn, 1, 0]], np.float32)
    middle = np.array([columns / 2, rows / 2], np.float32)
    matrix[:, 2] = middle - matrix[:, :2] @ middle
    return np.asarray(cv2.warpAffine(scene, matrix, (columns, rows), flags=cv2.INTER_LINEAR), np.float32)


def _paste(scene: Mask, ink: Mask, y: int, x: int) -> None:
    rows, columns = scene.shape
    y0, x0 = max(0, y), max(0, x)
    y1, x1 = min(rows, y + ink.shape[0]), min(columns, x + ink.shape[1])
    if y1 > y0 and x1 > x0:
        part = ink[y0 - y : y1 - y, x0 - x : x1 - x]
        scene[y0:y1, x0:x1] = np.maximum(scene[y0:y1, x0:x1], part)


def _clutter(dice: random.Random) -> Mask:
    """What detectors take for lettering: pins, traces, dots, edges."""
    rows, columns = dice.randint(12, 48), dice.randint(24, 200)
    scene: NDArray[np.float32] = np.zeros((rows, columns), np.float32)
    kind = dice.random()
    if kind < 0.4:
        step, thick = dice.randint(6, 16), dice.randint(2, 6)
        for x in range(dice.randrange(step), columns, step):
            cv2.line(scene, (x, 0), (x, rows if dice.random() < 0.7 else rows // 2), 1.0, thick)
    elif kind < 0.8:
        for _ in range(dice.randint(1, 5)):
            one, two = ((dice.randrange(columns), dice.randrange(rows)) for _ in range(2))
            cv2.line(scene, one, two, 1.0, dice.randint(1, 8), cv2.LINE_AA)
        if dice.random() < 0.5:
            cv2.circle(
                scene, (dice.randrange(columns), dice.randrange(rows)), dice.randint(3, 14), 1.0, -1, cv2.LINE_AA
            )
    return scene
