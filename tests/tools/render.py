"""Renders chips and boards with laser-like lettering: test and demonstration pictures, never called photographs.

Everything is drawn by this code from a seed: the same seed gives the same picture. Nothing but Pillow, numpy and
OpenCV is needed, and no font file: each of the two libraries carries one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .boards import bare_board, place_passive, print_silk
from .lettering import LINE_PITCH
from .optics import FIELD, Conditions, Scene, photographed, tilted
from .packages import ChipSpec, Patch, draw_chip

Box = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
TRIES = 400


@dataclass(frozen=True, slots=True)
class RenderedChip:
    """Where a chip is in the picture (clockwise from the upper left of its upright lettering) and what it says."""

    lines: tuple[str, ...]
    box: Box
    rotation: int


@dataclass(frozen=True, slots=True)
class RenderedPhoto:
    """A picture with the truth about it; `designators` are the silkscreen texts printed on the board."""

    image: Image.Image
    chips: tuple[RenderedChip, ...]
    designators: tuple[str, ...]


def render_chip(
    lines: Sequence[str],
    *,
    seed: int,
    size: tuple[int, int] = (640, 480),
    rotation: int = 0,
    conditions: Conditions = FIELD,
) -> Image.Image:
    """Return a close-up of one chip that fills about two thirds of a picture of `size` (width, height)."""
    body_in_heights = max(0.78 * max(map(len, lines)), LINE_PITCH * len(lines)) + 3.6
    height = max(6, int(0.8 * min(size) / body_in_heights))
    spec = ChipSpec(tuple(lines), rotation=rotation, letter_height=height)
    return render_board([spec], seed=seed, size=size, conditions=conditions, passives=0).image


def render_board(
    chips: Sequence[ChipSpec],
    *,
    seed: int,
    size: tuple[int, int] = (1600, 1200),
    conditions: Conditions = FIELD,
    passives: int = 24,
) -> RenderedPhoto:
    """Return a board with these chips at places drawn by lot. Raises ValueError when they do not fit."""
    rng = np.random.default_rng(seed)
    width, height = size
    board = bare_board(width, height, rng)
    taken = np.zeros((height, width), bool)
    placed: list[RenderedChip] = []
    designators: list[str] = []
    for number, spec in enumerate(chips, start=1):
        patch = _turned(draw_chip(spec, conditions, rng), spec.rotation)
        left, top = _free_place(taken, patch.cover.shape, rng, margin=24 if passives else 4)
        box = _put(board, patch, left, top, spec.rotation)
        placed.append(RenderedChip(tuple(spec.lines), box, spec.rotation))
        if passives:
            designators.append(f"U{number}")
            print_silk(board, designators[-1], left, max(0, top - 20))
    for number in range(passives):
        designators.append(f"{'RC'[number % 2]}{int(rng.integers(1, 999))}")
        left, top = _free_place(taken, (46, 60), rng, margin=6)
        place_passive(board, designators[-1], left, top, rng)
    picture, matrix = tilted(board, conditions.tilt, rng)
    moved = tuple(RenderedChip(c.lines, _moved(c.box, matrix), c.rotation) for c in placed)
    return RenderedPhoto(photographed(picture, conditions, rng), moved, tuple(designators))


def _turned(patch: Patch, rotation: int) -> Patch:
    """Turn a patch clockwise, so that `rotation` counter-clockwise makes it upright again."""
    quarters = -rotation // 90
    height, width = patch.cover.shape
    margin = patch.body[0]
    colours, cover = np.rot90(patch.colours, quarters), np.rot90(patch.cover, quarters)
    height, width = cover.shape
    return Patch(colours, cover, (margin, margin, width - margin, height - margin))


def _free_place(
    taken: NDArray[np.bool_], shape: tuple[int, ...], rng: np.random.Generator, *, margin: int
) -> tuple[int, int]:
    height, width = shape[0] + 2 * margin, shape[1] + 2 * margin
    if height > taken.shape[0] or width > taken.shape[1]:
        raise ValueError(f"a chip of {shape[1]} x {shape[0]} pixels does not fit on the board")
    for _ in range(TRIES):
        left = int(rng.integers(0, taken.shape[1] - width + 1))
        top = int(rng.integers(0, taken.shape[0] - height + 1))
        place = taken[top : top + height, left : left + width]
        if not place.any():
            place[:] = True
            return left + margin, top + margin
    raise ValueError("no room left on the board")


def _put(board: Scene, patch: Patch, left: int, top: int, rotation: int) -> Box:
    height, width = patch.cover.shape
    shadow = board[top + 4 : top + height + 4, left + 4 : left + width + 4]
    shadow *= 1 - 0.45 * patch.cover[: shadow.shape[0], : shadow.shape[1], np.newaxis]
    place = board[top : top + height, left : left + width]
    cover = patch.cover[:, :, np.newaxis]
    place[:] = place * (1 - cover) + patch.colours * cover
    x0, y0, x1, y1 = (float(v) for v in patch.body)
    corners = [(left + x, top + y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    first = rotation // 90
    a, b, c, d = corners[first:] + corners[:first]
    return a, b, c, d


def _moved(box: Box, matrix: NDArray[np.float64]) -> Box:
    points = cv2.perspectiveTransform(np.array([box], dtype=np.float64), matrix)[0]
    a, b, c, d = ((float(x), float(y)) for x, y in points)
    return a, b, c, d
