"""Bodies of packages from above: plastic, ceramic, gold lids, metal cans, paper labels; moulding and reflections."""

import random
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from teardowns.ocr.types import Box

from .marking import marking
from .surface import painted, seed, smooth_noise

Body = NDArray[np.float32]
_TINTS = {"ceramic": (1.0, 0.95, 0.84), "gold": (1.0, 0.83, 0.5), "can": (1.0, 1.0, 0.98), "label": (1.0, 1.0, 1.0)}
_FAINT = 20.0


def package(
    dice: random.Random, faces: Sequence[Path], across: float, down: float
) -> tuple[Body, list[Box], float, bool]:
    """Return (RGB from above, boxes of its lines, contrast of the lettering, whether it has leads)."""
    ink, boxes = marking(dice, faces, across, down)
    pixels, contrast = painted(ink, dice)
    kind = dice.choices(("plastic", "ceramic", "gold", "can", "label"), (80, 7, 3, 6, 4))[0]
    if kind != "plastic":
        pixels = (dice.uniform(215, 255) - pixels * dice.uniform(0.6, 1.0)) * np.array(_TINTS[kind], np.float32)
    elif contrast > _FAINT and dice.random() < 0.35:  # dark grey on black
        wanted = dice.uniform(9, _FAINT)
        middle = float(pixels.mean())
        pixels = (pixels - middle) * (wanted / contrast) + middle * dice.uniform(0.4, 1.0)
        contrast = wanted
    if dice.random() < 0.35:
        _speckle(pixels, dice, contrast)
    if kind != "label":
        _mould(pixels, dice, contrast)
        _bevel(pixels, dice)
    if dice.random() < 0.35:
        pixels = _reflection(pixels, dice, min(0.5, 0.1 + contrast / 80))
    return pixels, boxes, contrast, kind in ("plastic", "ceramic")


def _speckle(pixels: Body, dice: random.Random, contrast: float) -> None:
    """White grains of the plastic."""
    rows, columns = pixels.shape[:2]
    grains = smooth_noise(seed(dice), rows, columns, dice.choice((1.0, 1.6)))
    pixels += np.maximum(grains - dice.uniform(1.6, 2.6), 0)[:, :, None] * dice.uniform(0.2, 0.7) * contrast


def _mould(pixels: Body, dice: random.Random, contrast: float) -> None:
    """Ejector circles, the pin-one dimple: a ring with a bright and a dark side."""
    rows, columns = pixels.shape[:2]
    for _ in range(dice.choice((0, 0, 1, 1, 2))):
        r = max(2, round(min(rows, columns) * dice.uniform(0.03, 0.12)))
        at = (
            round(columns * dice.choice((0.12, 0.5, 0.88, dice.random()))),
            round(rows * dice.choice((0.12, 0.88, dice.random()))),
        )
        level = pixels[min(rows - 1, at[1]), min(columns - 1, at[0])].tolist()
        differ = dice.uniform(-0.6, 0.9) * min(40.0, contrast)
        if dice.random() < 0.5:
            cv2.circle(pixels, at, r, [v + 0.5 * differ for v in level], -1)
        turn, wide = dice.uniform(0, 360), max(1, r // 6)
        cv2.ellipse(pixels, at, (r, r), turn, 0, 180, [v + differ for v in level], wide)
        cv2.ellipse(pixels, at, (r, r), turn, 180, 360, [v - 0.6 * differ for v in level], wide)


def _bevel(pixels: Body, dice: random.Random) -> None:
    """Slanting or stepped edges that catch the light on one side."""
    if dice.random() < 0.4:
        return
    rows, columns = pixels.shape[:2]
    wide = max(1, round(min(rows, columns) * dice.choice((0.01, 0.02, 0.04, 0.07))))
    strengths = [dice.uniform(-0.5, 0.9) * dice.choice((0.3, 1.0)) for _ in range(4)]
    edges = (pixels[:wide], pixels[-wide:], pixels[:, :wide], pixels[:, -wide:])
    for edge, strength in zip(edges, strengths, strict=True):
        edge[:] = edge * (1 + strength) + 18 * strength
    if wide > 4 and dice.random() < 0.5:
        inner = float(pixels.mean()) * dice.uniform(1.1, 1.9)
        cv2.rectangle(pixels, (wide, wide), (columns - 1 - wide, rows - 1 - wide), (inner,) * 3, 1)


def _reflection(pixels: Body, dice: random.Random, most: float) -> Body:
    """A broad soft reflection over a part of the package, with its lettering paler there."""
    rows, columns = pixels.shape[:2]
    y, x = np.mgrid[-1:1:16j, -1:1:16j].astype(np.float32)
    along = x * dice.uniform(-1, 1) + y * dice.uniform(-1, 1) + dice.uniform(-0.6, 0.6)
    small = 1 / (1 + np.exp(-along * dice.uniform(3, 14)))
    if dice.random() < 0.4:
        small = small * small[::-1, ::-1] * 3
    veil = cv2.resize(small.astype(np.float32), (columns, rows), interpolation=cv2.INTER_LINEAR)[:, :, None]
    veil = np.clip(veil, 0, 1) * dice.uniform(0.1, most)
    return np.asarray(pixels + (dice.uniform(110, 225) - pixels) * veil, np.float32)
