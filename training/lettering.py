"""A text as a mask of ink: laser strokes, outlines, dots or a printed face."""

import random
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from .strokes import ALPHABET, StrokeFont

Mask = NDArray[np.float32]
"""Ink between 0 and 1, height x width."""

HEIGHT = 40
"""Pixels: height of capitals in a mask; the scene scales it down afterwards."""
_HERSHEY = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_PLAIN, cv2.FONT_HERSHEY_COMPLEX_SMALL)


@lru_cache(maxsize=400)
def _face(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


class Hand:
    """One way of lettering, the same for all lines of a chip."""

    def __init__(self, dice: random.Random, faces: Sequence[Path]) -> None:
        """Choose strokes, a Hershey font or one of the TrueType `faces`."""
        kind = dice.random()
        self._dice = dice
        self._strokes = StrokeFont(dice) if kind < 0.45 else None
        self._hershey = dice.choice(_HERSHEY) if 0.45 <= kind < 0.52 else None
        self._path = dice.choice(faces)
        self._thick = dice.uniform(0.05, 0.19) * HEIGHT
        self._look = dice.choices(("plain", "outline", "dots", "raster", "edge"), (68, 9, 6, 11, 6))[0]
        self._squeeze = dice.uniform(0.72, 1.2) if dice.random() < 0.8 else dice.uniform(0.5, 0.75)
        self._spread = dice.choice((0.0, 0.0, dice.uniform(0.02, 0.22)))

    def write(self, text: str) -> Mask:
        """Return the ink of one line."""
        if self._strokes is not None and all(c in ALPHABET for c in text):
            mask = self._strokes.draw(text, HEIGHT, self._thick)
        elif self._hershey is not None:
            mask = self._drawn(text)
        else:
            mask = self._printed(text)
        return self._finished(_cut(mask))

    def _drawn(self, text: str) -> NDArray[np.uint8]:
        font = int(self._hershey or 0)
        (width, height), _ = cv2.getTextSize(text, font, 1.0, 1)
        scale = HEIGHT / height
        mask = np.zeros((int(HEIGHT * 2), int(width * scale) + HEIGHT), np.uint8)
        cv2.putText(
            mask, text, (HEIGHT // 2, int(HEIGHT * 1.5)), font, scale, 255, max(1, round(self._thick)), cv2.LINE_AA
        )
        return mask

    def _printed(self, text: str) -> NDArray[np.uint8]:
        face = _face(self._path, round(HEIGHT * 1.38))
        gap = self._spread * HEIGHT
        advance = [face.getlength(c) + gap for c in text]
        width = int((sum(advance) if gap else face.getlength(text)) + 2 * HEIGHT)
        image = Image.new("L", (width, HEIGHT * 3))
        draw = ImageDraw.Draw(image)
        x = HEIGHT / 2
        for character, step in zip(text, advance, strict=True) if gap else [(text, 0.0)]:
            draw.text((x, HEIGHT * 0.6), character, fill=255, font=face)
            x += step
        return np.asarray(image)

    def _finished(self, mask: NDArray[np.uint8]) -> Mask:
        if self._look == "outline":
            kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
            mask = cv2.subtract(
                cv2.dilate(mask, kernel), cv2.erode(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3)))
            )
        ink = mask.astype(np.float32) / 255
        rows, columns = ink.shape
        if self._look == "dots":
            step = self._dice.choice((5, 6, 7))
            y, x = np.mgrid[0:rows, 0:columns]
            ink = ink * ((((x % step) - step / 2) ** 2 + ((y % step) - step / 2) ** 2) < (step * 0.42) ** 2)
        elif self._look == "raster":
            period = self._dice.choice((3, 4, 5))
            ink = ink * (0.55 + 0.45 * np.sin(np.arange(rows, dtype=np.float32) * 2 * np.pi / period))[:, None]
        elif self._look == "edge":  # engraved: one flank of each stroke shines
            lit = np.roll(ink, (self._dice.choice((2, 3)), self._dice.choice((-2, 0, 2))), (0, 1))
            ink = np.clip(ink - self._dice.uniform(0.5, 1.0) * lit, 0, 1) + self._dice.uniform(0.0, 0.35) * ink
        width = max(4, round(columns * self._squeeze))
        return cv2.resize(ink.astype(np.float32), (width, rows), interpolation=cv2.INTER_AREA)


def _cut(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Cut the empty border away."""
    rows, columns = np.flatnonzero(mask.max(axis=1)), np.flatnonzero(mask.max(axis=0))
    if not len(rows):
        return np.zeros((HEIGHT, HEIGHT), np.uint8)
    return mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
