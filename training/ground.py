"""Bare boards: solder mask, copper pours, traces, vias, and what lies around a board."""

import math
import random

import cv2
import numpy as np

from .surface import Pixels, seed, smooth_noise
from .yard import SIDE, Colour, shade

_MASKS = (
    (30, 85, 45),
    (20, 60, 35),
    (20, 110, 60),
    (45, 130, 80),
    (25, 45, 95),
    (25, 80, 160),
    (18, 18, 20),
    (30, 30, 30),
    (110, 25, 25),
    (200, 200, 195),
    (15, 70, 85),
    (90, 120, 30),
)
_STEPS = ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))


def ground(dice: random.Random) -> Pixels:
    """Return the empty board."""
    mask = np.array(dice.choice(_MASKS), np.float32) * dice.uniform(0.5, 1.3)
    copper = np.clip(mask * dice.uniform(0.75, 1.7) + dice.uniform(-6, 14), 0, 255)
    layer = np.zeros((SIDE, SIDE), np.uint8)
    for _ in range(dice.choice((0, 1, 3))):
        _pour(layer, dice)
    for _ in range(dice.randint(2, 45)):
        _bus(layer, dice)
    share = layer.astype(np.float32)[:, :, None] / 255
    noise = seed(dice)
    uneven = dice.uniform(0, 5) * smooth_noise(noise, SIDE, SIDE, 3.0) + dice.uniform(0, 10) * smooth_noise(
        noise, SIDE, SIDE, 180
    )
    canvas = np.asarray(np.clip(mask + (copper - mask) * share + uneven[:, :, None], 0, 255), np.uint8)
    _vias(canvas, dice, shade(1.0, _colour(copper)))
    return canvas


def around(dice: random.Random) -> Pixels:
    """Return what a board lies on: cloth, wood, a hand, paper, out of focus."""
    noise = seed(dice)
    colour = np.array(
        dice.choice(((150, 100, 60), (200, 150, 130), (40, 60, 90), (225, 225, 225), (25, 25, 28), (120, 120, 125))),
        np.float32,
    ) * dice.uniform(0.6, 1.15)
    wavy = cv2.resize(
        smooth_noise(noise, 90, 90, dice.uniform(1, 30)),
        (SIDE, SIDE * dice.choice((1, 1, 6))),
        interpolation=cv2.INTER_CUBIC,
    )[:SIDE]
    texture = colour + dice.uniform(3, 25) * wavy[:, :, None]
    pixels = np.asarray(np.clip(texture, 0, 255), np.uint8)
    if dice.random() < 0.2:
        _ruler(pixels, dice)
    return pixels


def _colour(values: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> Colour:
    red, green, blue = values.tolist()
    return red, green, blue


def _pour(layer: Pixels, dice: random.Random) -> None:
    middle = dice.uniform(0, SIDE), dice.uniform(0, SIDE)
    corners = [
        (middle[0] + dice.uniform(60, 300) * math.cos(k), middle[1] + dice.uniform(60, 300) * math.sin(k))
        for k in range(6)
    ]
    cv2.fillPoly(layer, [np.round(corners).astype(np.int32)], dice.randint(60, 255), cv2.LINE_AA)


def _bus(layer: Pixels, dice: random.Random) -> None:
    """Parallel traces with bends."""
    wide, way, gap = dice.choice((1, 1, 2, 3)), dice.randrange(8), dice.randint(2, 5)
    points = np.array([[dice.uniform(0, SIDE), dice.uniform(0, SIDE)]])
    for _ in range(dice.randint(1, 4)):
        points = np.vstack([points, points[-1] + dice.uniform(15, 170) * np.array(_STEPS[way % 8])])
        way += dice.choice((-1, 1))
    side = np.array(dice.choice(((1, 0), (0, 1), (1, 1), (1, -1)))) * (wide + gap)
    lines = [np.round(points + side * k).astype(np.int32) for k in range(dice.choice((1, 1, 2, 4, 8, 14)))]
    cv2.polylines(layer, lines, False, dice.randint(150, 255), wide, cv2.LINE_AA)  # noqa: FBT003


def _vias(canvas: Pixels, dice: random.Random, copper: Colour) -> None:
    ring = dice.choice((copper, shade(dice.uniform(120, 230)), shade(dice.uniform(150, 230), (1.0, 0.85, 0.5))))
    radius = dice.choice((1, 2, 2, 3, 4))
    for _ in range(dice.randint(0, 50)):
        x, y = dice.uniform(0, SIDE), dice.uniform(0, SIDE)
        dx, dy = dice.choice(((3, 0), (0, 3), (2.2, 2.2))) if radius > 1 else (6, 0)
        for k in range(dice.choice((1, 1, 1, 2, 4, 9))):
            at = (round(x + k * dx * radius), round(y + k * dy * radius))
            cv2.circle(canvas, at, radius, ring, -1, cv2.LINE_AA)
            if radius > 2:
                cv2.circle(canvas, at, radius // 2, (20, 20, 20), -1, cv2.LINE_AA)


def _ruler(pixels: Pixels, dice: random.Random) -> None:
    y, step = dice.randrange(SIDE), dice.uniform(5, 14)
    cv2.rectangle(pixels, (0, y), (SIDE, y + 60), shade(dice.uniform(170, 235)), -1)
    for k in range(int(SIDE / step)):
        x = round(k * step)
        cv2.line(pixels, (x, y), (x, y + (24 if k % 10 == 0 else 12)), (30, 30, 30), 1, cv2.LINE_AA)
