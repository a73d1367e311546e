"""What is written on a package: lines, logos, data matrix, pin-one mark, as ink with a box for each line."""

import math
import random
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from teardowns.ocr.geometry import rectangle
from teardowns.ocr.types import Box

from .lettering import HEIGHT, Hand, Mask
from .texts import WORDS, line
from .yard import loosened

LOOSE = 0.07
"""Of a line's height: how much larger than the ink its box is, on every side."""
_GAP = 2.5
"""Heights of a letter: words further apart are two lines."""
_LOWEST, _HIGHEST = 6.5, 66.0


def marking(dice: random.Random, faces: Sequence[Path], across: float, down: float) -> tuple[Mask, list[Box]]:
    """Return (ink on a package of this size, boxes of its lines)."""
    ink = np.zeros((max(4, round(down)), max(4, round(across))), np.float32)
    boxes: list[Box] = []
    x0, x1 = dice.uniform(0.04, 0.2) * across, across * dice.uniform(0.82, 0.97)
    y0, y1 = dice.uniform(0.04, 0.2) * down, down * dice.uniform(0.8, 0.97)
    kind = dice.random()
    if kind < 0.13:
        high = dice.uniform(0.12, 0.3) * down
        boxes += _fitted(ink, Hand(dice, faces).write(dice.choice(WORDS)), (x0, y0), (x1 - x0, high), dice)
        y0 += high * 1.15
    elif kind < 0.23:
        high = min(dice.uniform(0.15, 0.33) * down, 0.4 * across)
        _emblem(ink, dice, dice.choice((x0, (x0 + x1 - high) / 2)), y0, high)
        y0 += high * 1.15
    elif kind < 0.33:
        high = min(dice.uniform(0.2, 0.4) * across, 0.5 * down)
        dice.choice((_emblem, _emblem, _matrix))(ink, dice, x0, y0 + dice.uniform(0, 0.3) * (y1 - y0 - high), high)
        x0 += high * 1.12
    if dice.random() < 0.94:
        boxes += _lines(ink, Hand(dice, faces), dice, (x0, y0), (x1 - x0, y1 - y0))
    if dice.random() < 0.55:  # pin one
        at = round(0.08 * across), round(dice.choice((0.08, 0.92)) * down)
        cv2.circle(ink, at, max(2, round(0.03 * across)), 1.0, dice.choice((-1, 1)))
    return ink, boxes


def _lines(
    ink: Mask, hand: Hand, dice: random.Random, corner: tuple[float, float], room: tuple[float, float]
) -> list[Box]:
    wide, high = room
    rows = min(dice.choice((1, 2, 2, 3, 3, 4, 4, 5, 6)), max(1, int(high / 11)))
    texts = [hand.write(_text(dice)) for _ in range(rows)]
    if dice.random() < 0.06:
        texts[-1] = _apart(texts[-1], hand.write(_text(dice)[:6]), dice)
    fill = dice.uniform(0.3, 0.78), dice.uniform(0.55, 1.0)
    tall = _tall(texts, high / rows * fill[0], wide * fill[1])
    if tall < _LOWEST:  # small packages carry a few characters
        texts = [hand.write(line(dice)[: dice.choice((3, 4, 5))].strip() or "A1") for _ in range(min(rows, 2))]
        rows = len(texts)
        tall = _tall(texts, high / rows * 0.78, wide)
    if tall < _LOWEST:
        return []
    scale = tall / HEIGHT
    pitch = min(high / rows, tall * dice.uniform(1.2, 1.9))
    top = corner[1] + dice.uniform(0, max(0.0, high - rows * pitch))
    centred = dice.choice((0.0, 0.0, 0.5, dice.random()))
    boxes: list[Box] = []
    for k, text in enumerate(texts):
        boxes += _write(ink, text, corner[0] + centred * (wide - text.shape[1] * scale), top + k * pitch, scale)
    return boxes


def _tall(texts: Sequence[Mask], high: float, wide: float) -> float:
    """Return how high capitals may be."""
    longest = max(int(text.shape[1]) for text in texts)
    return min(_HIGHEST, high, HEIGHT * wide / longest)


def _text(dice: random.Random) -> str:
    return line(dice)[: dice.choice((6, 9, 12, 26))].strip() or "A1"


def _apart(one: Mask, other: Mask, dice: random.Random) -> Mask:
    """Two words with a wide gap between."""
    rows = max(one.shape[0], other.shape[0])
    gap = np.zeros((rows, round(dice.uniform(_GAP, 2 * _GAP) * HEIGHT)), np.float32)
    one, other = (np.pad(word, ((0, rows - word.shape[0]), (0, 0))) for word in (one, other))
    return np.concatenate([one, gap, other], 1)


def _fitted(
    ink: Mask, text: Mask, corner: tuple[float, float], room: tuple[float, float], dice: random.Random
) -> list[Box]:
    """A logo that is a word: as large as the room allows."""
    scale = min(room[1] / text.shape[0], room[0] / text.shape[1], 110 / HEIGHT)
    if scale * HEIGHT < _LOWEST:
        return []
    return _write(ink, text, corner[0] + dice.choice((0.0, 0.5)) * (room[0] - text.shape[1] * scale), corner[1], scale)


def _write(ink: Mask, text: Mask, x: float, y: float, scale: float) -> list[Box]:
    size = max(1, round(text.shape[1] * scale)), max(1, round(text.shape[0] * scale))
    small = cv2.resize(text, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    left, top = round(x), round(y)
    rows, columns = small.shape
    if left < 0 or top < 0 or left + columns > ink.shape[1] or top + rows > ink.shape[0]:
        return []
    np.maximum(ink[top : top + rows, left : left + columns], small, out=ink[top : top + rows, left : left + columns])
    loose = LOOSE * scale * HEIGHT
    return [
        loosened(rectangle(left + first, top, left + last + 1, top + rows), loose)
        for first, last in _words(small, _GAP * scale * HEIGHT)
    ]


def _words(small: Mask, gap: float) -> list[tuple[int, int]]:
    """Return first and last column of each run of ink without a gap as wide as this."""
    inked = np.flatnonzero(small.max(axis=0) > 0.15)
    if not len(inked):
        return []
    cuts = np.flatnonzero(np.diff(inked) > gap)
    starts, ends = np.append(0, cuts + 1), np.append(cuts, len(inked) - 1)
    return [(int(inked[a]), int(inked[b])) for a, b in zip(starts, ends, strict=True)]


def _emblem(ink: Mask, dice: random.Random, x: float, y: float, high: float) -> None:
    """A round or square sign that is no lettering."""
    left, top, side = round(x), round(y), round(high)
    middle, r, wide = (left + side // 2, top + side // 2), side // 2, max(1, side // dice.choice((8, 14)))
    kind = dice.random()
    if kind < 0.4:
        cv2.circle(ink, middle, r, 1.0, dice.choice((-1, wide)))
    elif kind < 0.6:
        cv2.rectangle(ink, (left, top), (left + side, top + side), 1.0, dice.choice((-1, wide)))
    cutout = float(0.0 if ink[middle[1] % ink.shape[0], middle[0] % ink.shape[1]] > 0 else 1.0)
    for _ in range(dice.randint(1, 4)):
        turns = sorted(dice.uniform(0, 2 * math.pi) for _ in range(dice.randint(3, 5)))
        points = [(middle[0] + 0.8 * r * math.cos(t), middle[1] + 0.8 * r * math.sin(t)) for t in turns]
        if dice.random() < 0.5:
            cv2.fillPoly(ink, [np.round(points).astype(np.int32)], cutout)
        else:
            cv2.polylines(ink, [np.round(points).astype(np.int32)], False, cutout, wide)  # noqa: FBT003


def _matrix(ink: Mask, dice: random.Random, x: float, y: float, high: float) -> None:
    """A data matrix."""
    count = dice.choice((10, 12, 14, 18))
    cells = np.array([[float(dice.random() < 0.5) for _ in range(count)] for _ in range(count)], np.float32)
    cells[:, 0] = cells[-1] = 1.0
    side = round(high)
    place = ink[round(y) : round(y) + side, round(x) : round(x) + side]
    if place.shape == (side, side) and side >= count:
        place[:] = cv2.resize(cells, (side, side), interpolation=cv2.INTER_NEAREST)
