"""Ink on a package as a camera sees it: colours, grain, wear, light, blur, JPEG. Pixels are RGB, 0..255."""

import math
import random

import cv2
import numpy as np
from numpy.typing import NDArray

from .lettering import Mask

Pixels = NDArray[np.uint8]


def seed(dice: random.Random) -> np.random.Generator:
    """A numpy generator that follows `dice`."""
    return np.random.default_rng(dice.getrandbits(48))


def smooth_noise(noise: np.random.Generator, rows: int, columns: int, cell: float) -> Mask:
    """Noise with standard deviation about 1 and blobs of about `cell` pixels."""
    small = noise.standard_normal((max(2, math.ceil(rows / cell)), max(2, math.ceil(columns / cell)))).astype(
        np.float32
    )
    return cv2.resize(small, (columns, rows), interpolation=cv2.INTER_LINEAR if cell > 1.5 else cv2.INTER_NEAREST)


def worn(ink: Mask, dice: random.Random, noise: np.random.Generator) -> Mask:
    """Ink with wear: patches that faded, grains that are missing."""
    rows, columns = ink.shape
    if dice.random() < 0.45:
        patches = smooth_noise(noise, rows, columns, max(3.0, rows * dice.uniform(0.25, 1.2)))
        ink = ink * np.clip(1.0 + dice.uniform(0.1, 0.55) * (patches - dice.uniform(0.0, 0.8)), 0.12, 1.15)
    if dice.random() < 0.5:
        ink = ink * np.clip(
            1 + dice.uniform(0.1, 0.6) * smooth_noise(noise, rows, columns, dice.choice((1.0, 1.6, 2.5))), 0, 1.6
        )
    return ink


def photographed(ink: Mask, dice: random.Random, high: float) -> Pixels:
    """Return the ink on a package, photographed. `ink` is at the scale of the photo: capitals are `high` pixels.

    Blur, grain and compression stay below what a patient person can still read: guesses must not be taught.
    """
    pixels, contrast = painted(ink, dice)
    return developed(pixels, dice, high, contrast)


def painted(ink: Mask, dice: random.Random) -> tuple[NDArray[np.float32], float]:
    """Return (the ink on a package under a lamp, RGB; by how many grey levels ink and package differ)."""
    noise = seed(dice)
    rows, columns = ink.shape
    base, contrast = _tones(dice)
    size = abs(contrast)
    grey = base + contrast * worn(ink, dice, noise) + _light(dice, rows, columns, size)
    grain = min(14.0, dice.uniform(0.0, 0.2) * size + dice.uniform(0.2, min(4.0, 0.2 * size)))
    grey = grey + grain * smooth_noise(noise, rows, columns, dice.choice((1.0, 1.0, 1.7, 2.5)))
    if dice.random() < 0.12:
        grey = grey + _speckles(dice, noise, rows, columns, size)
    if dice.random() < 0.18:
        _scratch(grey, dice, size)
    tint = np.array([dice.gauss(1.0, 0.06) for _ in range(3)], np.float32)
    return np.asarray(grey[:, :, None] * (tint / tint.mean()), np.float32), size


def developed(pixels: NDArray[np.float32], dice: random.Random, high: float, contrast: float) -> Pixels:
    """Return what the camera makes of it: blur, sharpening, noise, compression."""
    pixels = _lens(pixels, dice, high)
    if contrast > 25:
        spread = dice.choice((0.5, 1.5, 3.0))
        pixels = pixels + seed(dice).standard_normal(pixels.shape).astype(np.float32) * spread
    developed = _jpeg(np.clip(pixels, 0, 255).astype(np.uint8), dice, 35 if contrast > 40 else 70)
    kind = dice.random()
    if kind < 0.12:  # telephones smooth what they take for noise
        reach = dice.choice((3, 5))
        developed = np.asarray(
            cv2.bilateralFilter(developed, reach, dice.uniform(6, 0.5 * contrast + 7), reach), np.uint8
        )
    elif kind < 0.16:
        developed = np.asarray(cv2.medianBlur(developed, 3), np.uint8) if high > 16 else developed
    elif kind < 0.28 and high > 13:
        developed = _shrunk(developed, dice, high)
    return developed


def _shrunk(pixels: Pixels, dice: random.Random, high: float) -> Pixels:
    """Sent through a messenger and blown up again."""
    rows, columns = pixels.shape[:2]
    share = dice.uniform(max(0.45, 10 / high), 0.95)
    small = cv2.resize(
        pixels, (max(4, round(columns * share)), max(4, round(rows * share))), interpolation=cv2.INTER_AREA
    )
    return np.asarray(cv2.resize(_jpeg(small, dice, 60), (columns, rows), interpolation=cv2.INTER_CUBIC), np.uint8)


def _tones(dice: random.Random) -> tuple[float, float]:
    """Grey of the package and how much lighter (or darker) the ink is: mostly little."""
    kind = dice.random()
    contrast = math.exp(dice.uniform(math.log(12), math.log(130)))
    if kind < 0.80:
        return dice.uniform(14, 105), contrast
    if kind < 0.88:
        return dice.uniform(60, 170), -contrast * 0.6
    if kind < 0.96:
        return dice.uniform(150, 240), -max(30.0, contrast)
    return dice.uniform(40, 150), contrast * 1.3


def _light(dice: random.Random, rows: int, columns: int, contrast: float) -> Mask:
    """Slanting light, and now and then the reflection of a lamp."""
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    slope = dice.uniform(0, 0.8) * contrast + dice.uniform(0, 12)
    turn = dice.uniform(0, 2 * math.pi)
    light = slope * (math.cos(turn) * (x / columns - 0.5) + math.sin(turn) * (y / rows - 0.5))
    if dice.random() < 0.15:
        cx, cy = dice.uniform(0, columns), dice.uniform(0, rows)
        wide, high = dice.uniform(0.3, 3.0) * rows, dice.uniform(0.3, 1.2) * rows
        light = light + dice.uniform(0.4, 1.8) * contrast * np.exp(-(((x - cx) / wide) ** 2) - ((y - cy) / high) ** 2)
    return np.asarray(light, np.float32)


def _speckles(dice: random.Random, noise: np.random.Generator, rows: int, columns: int, contrast: float) -> Mask:
    """Light grains in the plastic, dust, splashes of solder flux."""
    grains = (noise.random((rows, columns)) < math.exp(dice.uniform(math.log(0.002), math.log(0.03)))).astype(
        np.float32
    )
    soft = cv2.GaussianBlur(grains, (0, 0), dice.uniform(0.4, 0.9))
    return np.asarray(soft * contrast * dice.uniform(0.8, 2.5), np.float32)


def _scratch(grey: Mask, dice: random.Random, contrast: float) -> None:
    rows, columns = grey.shape
    for _ in range(dice.randint(1, 4)):
        one = (dice.randrange(columns), dice.randrange(rows))
        two = (dice.randrange(columns), dice.randrange(rows))
        cv2.line(grey, one, two, float(grey[one[1], one[0]] + dice.uniform(-0.6, 0.9) * contrast), 1, cv2.LINE_AA)


def _lens(pixels: NDArray[np.float32], dice: random.Random, high: float) -> NDArray[np.float32]:
    kind = dice.random()
    if kind < 0.7:
        pixels = cv2.GaussianBlur(pixels, (0, 0), dice.uniform(0.25, max(0.5, min(2.4, 0.075 * high))))
    elif kind < 0.78 and high > 14:
        length = dice.choice((3, 3, 5)) if high > 22 else 3
        kernel = np.zeros((length, length), np.float32)
        cv2.line(kernel, (0, dice.randrange(length)), (length - 1, dice.randrange(length)), 1.0)
        pixels = cv2.filter2D(pixels, -1, kernel / kernel.sum())
    if dice.random() < 0.3:
        pixels = pixels + dice.uniform(0.3, 1.5) * (pixels - cv2.GaussianBlur(pixels, (0, 0), dice.uniform(0.8, 2.0)))
    return pixels


def _jpeg(pixels: Pixels, dice: random.Random, worst: int) -> Pixels:
    if dice.random() < 0.25:
        return pixels
    _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, dice.randint(worst, 96)])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
