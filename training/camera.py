"""A phone or a microscope above the board: tilt, turn, what lies around, lamps, shadows, what is out of focus."""

import math
import random

import cv2
import numpy as np
from numpy.typing import NDArray

from teardowns.ocr.geometry import Matrix

from .ground import around
from .lettering import Mask
from .surface import Pixels
from .yard import SIDE


def pose(dice: random.Random) -> Matrix:
    """Return where the camera sees each point of the board."""
    kind = dice.random()
    turn = (
        dice.gauss(0, 2.0)
        if kind < 0.75
        else dice.gauss(dice.choice((-45, 45)), 8)
        if kind < 0.9
        else dice.uniform(-90, 90)
    )
    zoom = math.exp(dice.gauss(0.08, 0.15)) * (1.15 if kind > 0.75 else 1.0)
    tilt, toward = math.radians(abs(dice.gauss(0, 11)) % 26), dice.uniform(0, 2 * math.pi)
    cos, sin = math.cos(math.radians(turn)) * zoom, math.sin(math.radians(turn)) * zoom
    rotate = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    far = math.sin(tilt) / (SIDE * dice.uniform(1.2, 3))
    flatter = 1 - (1 - math.cos(tilt)) * math.sin(toward) ** 2
    lean = np.array([[1, 0, 0], [0, flatter, 0], [far * math.cos(toward), far * math.sin(toward), 1]])
    half = SIDE / 2
    centre = np.array([[1, 0, -half], [0, 1, -half], [0, 0, 1]])
    back = np.array([[1, 0, half + dice.gauss(0, 25)], [0, 1, half + dice.gauss(0, 25)], [0, 0, 1]])
    return np.asarray(back @ lean @ rotate @ centre, np.float64)


def seen(board: Pixels, way: Matrix, dice: random.Random) -> NDArray[np.float32]:
    """Return the board as light on the sensor."""
    scene = around(dice)
    cv2.warpPerspective(board, way, (SIDE, SIDE), dst=scene, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT)
    if dice.random() < 0.3:
        scene = _defocused(scene, dice)
    light = scene.astype(np.float32)
    light *= _spread(_brightness(dice))
    if dice.random() < 0.3:
        light += _spread(_lamps(dice))
    return light


def _defocused(scene: Pixels, dice: random.Random) -> Pixels:
    """Blur what lies far from the point that is in focus."""
    small = cv2.resize(cv2.GaussianBlur(scene, (0, 0), dice.uniform(1.0, 2.5)), None, fx=0.5, fy=0.5)
    blurred = cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    share = np.clip(_away(dice) * dice.uniform(1.0, 2.2) - dice.uniform(0.7, 1.2), 0, 1)
    mask = _spread(share)
    return np.asarray(scene + (blurred - scene.astype(np.float32)) * mask, np.uint8)


def _brightness(dice: random.Random) -> Mask:
    """Vignetting and a slope of the light."""
    y, x = np.mgrid[-1:1:24j, -1:1:24j].astype(np.float32)
    dark = dice.uniform(0, 0.28) * (x * x + y * y)
    slope = dice.uniform(-0.2, 0.2) * x + dice.uniform(-0.2, 0.2) * y
    return np.asarray((1 - dark + slope) * math.exp(dice.gauss(0, 0.18)), np.float32)


def _lamps(dice: random.Random) -> Mask:
    """Reflections of lamps: one broad, some small and hot."""
    light = dice.uniform(15, 90) * np.exp(-((_away(dice) / dice.uniform(0.25, 0.8)) ** 2))
    for _ in range(dice.randint(0, 3)):
        light += dice.uniform(40, 170) * np.exp(-((_away(dice) / dice.uniform(0.04, 0.12)) ** 2))
    return np.asarray(light, np.float32)


def _away(dice: random.Random) -> Mask:
    """Distance from any point; 1 is half the picture."""
    y, x = np.mgrid[-1:1:60j, -1:1:60j].astype(np.float32)
    return np.asarray(np.hypot(x - dice.uniform(-1, 1), y - dice.uniform(-1, 1)), np.float32)


def _spread(small: Mask) -> Mask:
    return np.asarray(cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR), np.float32)[:, :, None]
