"""Draws lettering as a mask, in the two fonts that need no file: Pillow's (printed) and OpenCV's (engraved)."""

from collections.abc import Sequence
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Mask = NDArray[np.float32]
"""Height x width, 0 (body) to 1 (lettering)."""

Style = Literal["printed", "engraved"]

LINE_PITCH = 1.45
"""Distance of two baselines, in letter heights."""


def draw_text(text: str, height: int, *, style: Style = "printed") -> Mask:
    """Return one line of text, its capitals about `height` pixels high, cropped to the ink with a thin margin."""
    mask = _engraved(text, height) if style == "engraved" else _printed(text, height)
    columns = np.flatnonzero(mask.max(axis=0) > 0.1)
    if not len(columns):
        return np.zeros((height, height), np.float32)
    return mask[:, columns[0] : columns[-1] + 1]


def roughened(mask: Mask, rng: np.random.Generator, *, wear: float) -> Mask:
    """Return the lettering as a laser leaves it: grainy, unevenly deep, its edges burnt; `wear` from 0 to 1."""
    grain = rng.normal(1.0, 0.12 + 0.2 * wear, mask.shape).astype(np.float32)
    depth = rng.normal(0.0, 1.0, (max(2, mask.shape[0] // 12), max(2, mask.shape[1] // 12))).astype(np.float32)
    depth = cv2.resize(depth, (mask.shape[1], mask.shape[0]), interpolation=cv2.INTER_CUBIC)
    worn = mask * np.clip(grain + depth * 0.25 * wear, 0, 1.3)
    return np.asarray(cv2.GaussianBlur(worn, (0, 0), 0.6 + 0.4 * wear), dtype=np.float32)


def block(lines: Sequence[str], height: int, *, style: Style) -> list[tuple[Mask, int]]:
    """Return each line's mask with the offset of its top within the block."""
    return [(draw_text(text, height, style=style), round(i * LINE_PITCH * height)) for i, text in enumerate(lines)]


def _printed(text: str, height: int) -> Mask:
    font = ImageFont.load_default(size=height / 0.7)
    left, _, right, bottom = font.getbbox(text)
    cap_top = font.getbbox("H")[1]
    canvas = Image.new("L", (int(right - left) + 8, max(int(bottom - cap_top), height) + 4))
    ImageDraw.Draw(canvas).text((4 - left, 1 - cap_top), text, font=font, fill=255)
    return np.asarray(canvas, dtype=np.float32) / np.float32(255)


def _engraved(text: str, height: int) -> Mask:
    font, thickness, over = cv2.FONT_HERSHEY_SIMPLEX, max(2, round(height * 0.3)), 2
    scale = height * over / 21
    (width, _), _ = cv2.getTextSize(text, font, scale, thickness)
    canvas = np.zeros((round(height * over * 1.35), width + 4 * thickness), np.uint8)
    origin = (2 * thickness, round(height * over * 1.08))
    cv2.putText(canvas, text, origin, font, scale, 255, thickness, cv2.LINE_AA)
    smaller = (max(1, canvas.shape[1] // over), max(1, canvas.shape[0] // over))
    small = cv2.resize(canvas, smaller, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32) / np.float32(255)
