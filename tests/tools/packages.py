"""Draws one chip: body with texture, pin-1 dot, pins or none, lettering."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from .lettering import LINE_PITCH, Style, block, roughened
from .optics import Conditions

Package = Literal["qfp", "soic", "bga"]
Rect = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class ChipSpec:
    """A chip to draw. `rotation` (0, 90, 180, 270) is the counter-clockwise turn that makes its lettering upright."""

    lines: Sequence[str]
    package: Package = "qfp"
    rotation: int = 0
    letter_height: int = 22
    style: Style = "printed"


@dataclass(frozen=True, slots=True)
class Patch:
    """A drawn chip: colours 0 to 255, where it covers the board (0 to 1), its body within the patch."""

    colours: NDArray[np.float32]
    cover: NDArray[np.float32]
    body: Rect


def draw_chip(spec: ChipSpec, conditions: Conditions, rng: np.random.Generator) -> Patch:
    """Return the chip upright; the caller turns it."""
    masks = block(spec.lines, spec.letter_height, style=spec.style)
    text_width = max(mask.shape[1] for mask, _ in masks)
    text_height = round((len(masks) - 1) * LINE_PITCH * spec.letter_height) + masks[-1][0].shape[0]
    width, height = _body_size(spec, text_width, text_height)
    pin = 0 if spec.package == "bga" else max(6, spec.letter_height // 2)
    colours = np.zeros((height + 2 * pin, width + 2 * pin, 3), np.float32)
    cover = np.zeros(colours.shape[:2], np.float32)
    _draw_pins(colours, cover, spec.package, pin, rng)
    body = colours[pin : pin + height, pin : pin + width]
    body[:] = _epoxy(height, width, rng)
    cover[pin : pin + height, pin : pin + width] = 1
    _draw_dot(body, spec.letter_height)
    ink = _ink(masks, (height, width), (height - text_height) // 2)
    ink = roughened(ink, rng, wear=conditions.wear)[:, :, np.newaxis]
    lettering = np.array([205, 205, 200], dtype=np.float32) * conditions.contrast + 40 * (1 - conditions.contrast)
    body[:] = body * (1 - np.clip(ink, 0, 1)) + lettering * np.clip(ink, 0, 1)
    return Patch(colours, cover, (pin, pin, pin + width, pin + height))


def _body_size(spec: ChipSpec, text_width: int, text_height: int) -> tuple[int, int]:
    margin = round(1.3 * spec.letter_height)
    width, height = text_width + 2 * margin, text_height + 2 * margin
    if spec.package == "soic":
        return max(width, round(1.25 * height)), height
    side = max(width, height)
    return side, side


def _epoxy(height: int, width: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Moulded black epoxy: fine grain, slow unevenness, a slightly lighter rim."""
    base = rng.uniform(30, 52)
    grain = cv2.GaussianBlur(rng.standard_normal((height, width), dtype=np.float32) * 9, (0, 0), 0.8)
    slow = cv2.resize(rng.normal(0, 3, (4, 4)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    face = base + grain + slow
    rim = max(2, min(height, width) // 60)
    face[:rim] += 14
    face[:, :rim] += 10
    face[-rim:] -= 8
    face[:, -rim:] -= 8
    return np.asarray(np.repeat(face[:, :, np.newaxis], 3, axis=2), dtype=np.float32)


def _draw_dot(body: NDArray[np.float32], letter_height: int) -> None:
    radius = max(3, letter_height // 3)
    cv2.circle(body, (2 * radius, body.shape[0] - 2 * radius), radius, (22.0, 22.0, 22.0), -1, cv2.LINE_AA)


def _draw_pins(
    colours: NDArray[np.float32],
    cover: NDArray[np.float32],
    package: Package,
    pin: int,
    rng: np.random.Generator,
) -> None:
    if not pin:
        return
    height, width = cover.shape
    metal, pitch, thick = float(rng.uniform(165, 200)), max(8, round(pin * 1.1)), max(3, pin // 2)
    for x in range(2 * pin, width - 2 * pin, pitch):
        colours[:, x : x + thick], cover[:, x : x + thick] = metal, 1
    if package == "qfp":
        for y in range(2 * pin, height - 2 * pin, pitch):
            colours[y : y + thick], cover[y : y + thick] = metal, 1


def _ink(masks: Sequence[tuple[NDArray[np.float32], int]], shape: tuple[int, int], top: int) -> NDArray[np.float32]:
    ink = np.zeros(shape, np.float32)
    for mask, offset in masks:
        left = (shape[1] - mask.shape[1]) // 2
        place = ink[top + offset : top + offset + mask.shape[0], left : left + mask.shape[1]]
        np.maximum(place, mask[: place.shape[0], : place.shape[1]], out=place)
    return ink
