"""Boards with chips for the detector: pixels, where each line of lettering lies, and where each package lies."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from teardowns.ocr.geometry import as_box, homography, rectangle, transform
from teardowns.ocr.types import Box

from .lettering import HEIGHT, Hand, Mask
from .surface import Pixels, developed, painted, seed, smooth_noise
from .texts import line

SIDE = 720
"""Pixels: sides of a board."""
_BOARDS = (
    (30, 85, 45),
    (20, 60, 35),
    (25, 45, 95),
    (18, 18, 20),
    (110, 25, 25),
    (45, 110, 70),
    (200, 200, 195),
    (15, 70, 85),
)
Canvas = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Board:
    """RGB pixels, boxes of lines (first edge along the text), outlines of packages."""

    pixels: Pixels
    lines: tuple[Box, ...]
    packages: tuple[Box, ...]


def board(dice: random.Random, faces: Sequence[Path]) -> Board:
    """Render a board with one to six chips at any place and mostly square angles."""
    canvas = _ground(dice)
    lines: list[Box] = []
    packages: list[Box] = []
    _passives(canvas, dice)
    for _ in range(dice.randint(2, 14)):
        lines += _silkscreen(canvas, dice, faces)
    contrast = 200.0
    for _ in range(dice.choice((1, 1, 2, 3, 4, 6))):
        outline = _place(dice, packages)
        if outline is None:
            continue
        chip, boxes, differ = _package(dice, faces, outline)
        contrast = min(contrast, differ)
        lines = [other for other in lines if not _hidden(other, outline)]
        _pins(canvas, outline, dice)
        way = homography(rectangle(0, 0, chip.shape[1], chip.shape[0]), outline)
        _lay(canvas, chip, way)
        lines += [transform(box, way) for box in boxes]
        packages.append(outline)
    return Board(developed(canvas, dice, 16.0, contrast), tuple(lines), tuple(packages))


def _ground(dice: random.Random) -> Canvas:
    noise = seed(dice)
    canvas = np.zeros((SIDE, SIDE, 3), np.float32) + np.array(dice.choice(_BOARDS), np.float32) * dice.uniform(0.5, 1.4)
    lighter = dice.uniform(0.75, 1.5)
    layer = np.zeros((SIDE, SIDE), np.uint8)
    for _ in range(dice.randint(0, 60)):
        x, y = dice.randrange(SIDE), dice.randrange(SIDE)
        dx, dy = dice.choice(((1, 0), (0, 1), (1, 1), (1, -1)))
        length = dice.randint(20, 300)
        for k in range(dice.randint(1, 5)):
            at = (x + k * 6 * dy, y + k * 6 * dx)
            cv2.line(layer, at, (at[0] + dx * length, at[1] + dy * length), 255, dice.randint(1, 4), cv2.LINE_AA)
    canvas *= 1 + (lighter - 1) * (layer[:, :, None] / 255)
    canvas += (
        dice.uniform(0, 8) * smooth_noise(noise, SIDE, SIDE, 3.0)
        + dice.uniform(0, 15) * smooth_noise(noise, SIDE, SIDE, 200)
    )[:, :, None]
    return canvas


def _passives(canvas: Canvas, dice: random.Random) -> None:
    for _ in range(dice.randint(0, 60)):
        x, y, long, wide = dice.randrange(SIDE), dice.randrange(SIDE), dice.randint(8, 34), dice.randint(5, 18)
        if dice.random() < 0.5:
            long, wide = wide, long
        shade = dice.choice((25, 40, 90, 150, 185))
        cv2.rectangle(canvas, (x - 3, y - 3), (x + long + 3, y + wide + 3), (dice.uniform(140, 235),) * 3, -1)
        cv2.rectangle(canvas, (x, y), (x + long, y + wide), (shade, shade * 0.9, shade * 0.75), -1)
    for _ in range(dice.randint(0, 80)):
        cv2.circle(
            canvas,
            (dice.randrange(SIDE), dice.randrange(SIDE)),
            dice.randint(1, 6),
            (dice.uniform(90, 230),) * 3,
            -1,
            cv2.LINE_AA,
        )


def _silkscreen(canvas: Canvas, dice: random.Random, faces: Sequence[Path]) -> list[Box]:
    text = dice.choice("RCLUQDJ") + str(dice.randrange(1, 400)) if dice.random() < 0.8 else line(dice)
    ink = Hand(dice, faces).write(text)
    scale = dice.uniform(8, 24) / HEIGHT
    across, down = ink.shape[1] * scale, ink.shape[0] * scale
    middle = dice.uniform(40, SIDE - 40), dice.uniform(40, SIDE - 40)
    box = _rectangle(middle, across, down, dice.choice((0, 0, 90, 270, 180)))
    way = homography(rectangle(0, 0, ink.shape[1], ink.shape[0]), box)
    mask = _warped(ink, way, cv2.INTER_AREA)
    canvas += (dice.uniform(150, 240) - canvas) * mask[:, :, None]
    return [box]


def _place(dice: random.Random, taken: Sequence[Box]) -> Box | None:
    """An outline that touches no other one, or None."""
    long = math.exp(dice.uniform(math.log(60), math.log(420)))
    wide = long * dice.choice((1.0, 1.0, dice.uniform(0.4, 1.0), dice.uniform(0.25, 0.6)))
    turn = dice.choice((0, 0, 90, 180, 270)) + (dice.gauss(0, 2) if dice.random() < 0.8 else dice.uniform(-45, 45))
    reach = math.hypot(long, wide) / 2
    for _ in range(8):
        edge = min(SIDE / 2 - 1, dice.choice((0.8, 0.8, 0.8, 0.4)) * reach)
        middle = dice.uniform(edge, SIDE - edge), dice.uniform(edge, SIDE - edge)
        far = (math.dist(middle, _middle(box)) > reach + math.dist(box[0], box[2]) / 2 for box in taken)
        if all(far):
            return _rectangle(middle, long, wide, turn)
    return None


def _package(dice: random.Random, faces: Sequence[Path], outline: Box) -> tuple[Canvas, list[Box], float]:
    """Return (the package from above, boxes of its lines there, contrast of its lettering)."""
    across, down = math.dist(outline[0], outline[1]), math.dist(outline[1], outline[2])
    ink = np.zeros((round(down), round(across)), np.float32)
    boxes: list[Box] = []
    hand = Hand(dice, faces)
    rows = min(dice.choice((1, 2, 2, 3, 3, 3, 4, 5)), max(1, int(down / 14)))
    high = down / rows * dice.uniform(0.35, 0.72)
    longest = dice.uniform(0.5, 0.92) * across
    texts = [hand.write(line(dice)[: dice.choice((6, 9, 12, 26))].strip() or "A1") for _ in range(rows)]
    scale = min(high / HEIGHT, longest / max(text.shape[1] for text in texts))
    high = scale * HEIGHT
    if high >= 7 and dice.random() < 0.93:
        pitch = min(down * 0.9 / rows, high * dice.uniform(1.25, 1.9))
        top = dice.uniform(0.05 * down, max(0.06 * down, down - rows * pitch))
        left = dice.uniform(0.04, 0.25) * across
        centred = dice.random() < 0.4
        for k, text in enumerate(texts):
            x = (across - text.shape[1] * scale) / 2 if centred else left
            boxes += _write(ink, text, x, top + k * pitch, scale)
    if dice.random() < 0.6:  # pin-one mark
        cv2.circle(
            ink,
            (round(0.09 * across), round(0.9 * down)),
            max(2, round(0.03 * across)),
            1.0,
            dice.choice((-1, 1)),
            cv2.LINE_AA,
        )
    pixels, contrast = painted(ink, dice)
    return pixels, boxes, contrast


def _write(ink: Mask, text: Mask, x: float, y: float, scale: float) -> list[Box]:
    small = cv2.resize(
        text, (max(1, round(text.shape[1] * scale)), max(1, round(text.shape[0] * scale))), interpolation=cv2.INTER_AREA
    )
    left, top = round(x), round(y)
    rows, columns = small.shape
    if left < 0 or top < 0 or left + columns > ink.shape[1] or top + rows > ink.shape[0]:
        return []
    np.maximum(ink[top : top + rows, left : left + columns], small, out=ink[top : top + rows, left : left + columns])
    return [rectangle(left, top, left + columns, top + rows)]


def _pins(canvas: Canvas, outline: Box, dice: random.Random) -> None:
    kind = dice.random()
    if kind < 0.25:
        return
    a, b, c, d = (np.array(p) for p in outline)
    sides = [(a, b, c), (b, c, d), (c, d, a), (d, a, b)] if kind < 0.6 else [(a, b, c), (c, d, a)]
    step, long = dice.uniform(7, 26), dice.uniform(5, 26)
    shade = dice.uniform(120, 240)
    for one, two, three in sides:
        out = (two - three) / max(1.0, float(np.linalg.norm(two - three)))
        count = max(1, int(np.linalg.norm(two - one) / step))
        for k in range(count):
            at = one + (two - one) * (k + 0.5) / count
            ends = [tuple(np.round(p).astype(int).tolist()) for p in (at, at + out * long)]
            cv2.line(canvas, ends[0], ends[1], (shade, shade, shade * 0.95), max(1, round(step * 0.45)), cv2.LINE_AA)


def _lay(canvas: Canvas, chip: Canvas, way: NDArray[np.float64]) -> None:
    laid = cv2.warpPerspective(chip, way, (SIDE, SIDE), flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.ones(chip.shape[:2], np.float32), way, (SIDE, SIDE), flags=cv2.INTER_LINEAR)
    canvas += (laid - canvas) * mask[:, :, None]


def _warped(ink: Mask, way: NDArray[np.float64], flags: int) -> Mask:
    return np.asarray(cv2.warpPerspective(ink, way, (SIDE, SIDE), flags=flags), np.float32)


def _rectangle(middle: tuple[float, float], across: float, down: float, degrees: float) -> Box:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = ((-across, -down), (across, -down), (across, down), (-across, down))
    return as_box((middle[0] + (x * cos - y * sin) / 2, middle[1] + (x * sin + y * cos) / 2) for x, y in corners)


def _middle(box: Box) -> tuple[float, float]:
    return sum(p[0] for p in box) / 4, sum(p[1] for p in box) / 4


def _hidden(box: Box, outline: Box) -> bool:
    contour = np.array(outline, np.float32)
    return any(cv2.pointPolygonTest(contour, point, measureDist=False) >= 0 for point in (*box, _middle(box)))
