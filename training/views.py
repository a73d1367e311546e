"""Boards as the detector meets them in the passes, with the map it shall answer (Liao et al., DBNet, 2020).

A view is a square of `TILE` pixels: a part of the board with its contrast evened out, or a package laid upright as
local z-score. The map is 1 inside each line's box shrunk by area * (1 - 0.4^2) / perimeter.
"""

import random
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from teardowns.ocr.contrast import evened, grey, z_score
from teardowns.ocr.cutting import lay_upright
from teardowns.ocr.geometry import centre, contains, enlarged, homography, rectangle, size, transform, turned
from teardowns.ocr.types import Box

from .boards import SIDE, Board, board

TILE = 448
SHRINK = 0.4
SMALLEST = 5.0
"""Pixels: lower lines, like faint ones, are no example of anything; their place is left out of the loss."""
Sample = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]
"""(3 x TILE x TILE between -1 and 1, map, weight of each pixel)"""


def samples(dice: random.Random, faces: Sequence[Path]) -> Iterator[Sample]:
    """Endless views."""
    small: list[Sample] = []
    while True:
        drawn = board(dice, faces)
        light = grey(drawn.pixels)
        for _ in range(dice.choice((0, 1, 1, 2))):
            yield _part(drawn, light, dice)
        for package in drawn.packages:
            if dice.random() < 0.35:
                yield _package(drawn, light, package, dice, TILE)
            else:
                small.append(_package(drawn, light, package, dice, TILE // 2))
        while len(small) >= 4:
            yield _together(small[:4])
            del small[:4]


def _together(four: Sequence[Sample]) -> Sample:
    """Four small views as one."""
    pixels, wanted, weight = (
        np.concatenate([np.concatenate(parts[:2], -1), np.concatenate(parts[2:], -1)], -2)
        for parts in zip(*four, strict=True)
    )
    return pixels, wanted, weight


def _part(drawn: Board, light: NDArray[np.uint8], dice: random.Random) -> Sample:
    wide = dice.choice((TILE, TILE, SIDE, SIDE, 320))
    left, top = dice.randint(0, SIDE - wide), dice.randint(0, SIDE - wide)
    kind = dice.random()
    piece = (evened(light) if kind < 0.6 else light)[top : top + wide, left : left + wide]
    if 0.6 <= kind < 0.9:  # as if the photo were smaller: each region of the equalising is nearer
        piece = evened(np.ascontiguousarray(piece))
    shown = np.asarray(
        cv2.resize(piece, (TILE, TILE), interpolation=cv2.INTER_AREA if wide > TILE else cv2.INTER_CUBIC), np.uint8
    )
    frame = rectangle(left, top, left + wide, top + wide)
    return _sample(shown, drawn.lines, drawn.faint, frame, rectangle(0, 0, TILE, TILE))


def _package(drawn: Board, light: NDArray[np.uint8], package: Box, dice: random.Random, side: int) -> Sample:
    across, down = size(package)
    lying = package if across >= down else turned(package, 1)
    lying = enlarged(turned(lying, dice.choice((0, 0, 2, 1, 3))), dice.uniform(0.95, 1.25))
    across, down = size(lying)
    scale = min(3.0, side / max(across, down))
    columns, rows = max(1, round(across * scale)), max(1, round(down * scale))
    shown = np.full((side, side), 128, np.uint8)
    left, top = dice.randint(0, side - columns), dice.randint(0, side - rows)
    shown[top : top + rows, left : left + columns] = z_score(lay_upright(light, lying, columns, rows))
    region = rectangle(left, top, left + columns, top + rows)
    inside = [box for box in drawn.lines if contains(lying, centre(box))]
    return _sample(shown, inside, drawn.faint, lying, region)


def _sample(shown: NDArray[np.uint8], lines: Sequence[Box], faint: Collection[Box], frame: Box, region: Box) -> Sample:
    way = homography(frame, region)
    wanted, weight = np.zeros(shown.shape, np.float32), np.ones(shown.shape, np.float32)
    for line in lines:
        box = transform(line, way)
        across, down = size(box)
        if line in faint or min(across, down) < SMALLEST:
            cv2.fillPoly(weight, [np.round(box).astype(np.int32)], 0.0)
            continue
        inset = across * down * (1 - SHRINK**2) / (2 * (across + down))
        cv2.fillPoly(wanted, [np.round(_inset(box, inset, across, down)).astype(np.int32)], 1.0)
    pixels = np.repeat(shown[None].astype(np.float32) / 127.5 - 1.0, 3, axis=0)
    return pixels, wanted, weight


def _inset(box: Box, by: float, across: float, down: float) -> NDArray[np.float64]:
    a, b, c, d = (np.array(point) for point in box)
    along, below = (b - a) / across * by, (d - a) / down * by
    return np.array([a + along + below, b - along + below, c - along - below, d + along - below])
