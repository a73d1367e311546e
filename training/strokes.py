"""A single-stroke alphabet of our own, drawn like the lettering of marking lasers: each glyph is a few polylines.

The shapes stand in glyphs.txt. Lasers differ in how they round corners, so corners are cut when a word is drawn.
"""

import itertools
import random
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Polyline = NDArray[np.float64]


def _shapes() -> dict[str, list[str]]:
    shapes: dict[str, list[str]] = {}
    for row in (Path(__file__).parent / "glyphs.txt").read_text(encoding="ascii").splitlines():
        if not row.startswith("# "):
            shapes.setdefault(row[0], []).append(row[2:])
    return shapes


GLYPHS = _shapes()
ALPHABET = frozenset(GLYPHS) | {" "}
_NARROW = frozenset("1I.il()")


class StrokeFont:
    """One laser's alphabet: which variant of each glyph, how round, how wide, how far apart."""

    def __init__(self, dice: random.Random) -> None:
        """Choose the look with `dice`."""
        self._variant = {c: dice.randrange(len(shapes)) for c, shapes in GLYPHS.items()}
        self._rounding = dice.choice((0, 1, 1, 2))
        self._width = dice.uniform(0.75, 1.25)
        self._gap = dice.uniform(1.0, 2.6) if dice.random() < 0.88 else dice.uniform(2.6, 5.0)
        self._dice = dice
        self._weak = dice.choice((0.0, 0.0, dice.uniform(0.03, 0.15)))  # share of strokes that the laser hardly burnt
        self._flat = dice.choice((1.0, 1.0, dice.uniform(0.45, 1.0)))  # how bright level strokes are beside the others
        self._mono = dice.random() < 0.6
        self._slant = dice.choice((0.0, 0.0, 0.0, dice.uniform(0.0, 0.25)))

    def draw(self, text: str, height: int, stroke: float) -> NDArray[np.uint8]:
        """Return the text as a mask (0..255) with capitals `height` pixels high, lines `stroke` pixels thick."""
        unit = height / 6.0
        pad = int(height * 0.4) + 2
        lines: list[tuple[Polyline, int]] = []
        x = 0.0
        for character in text:
            if character == " ":
                x += 3.2
                continue
            slim = character in _NARROW and not self._mono
            for piece in GLYPHS[character][self._variant[character]].split("|"):
                points = np.array([[float(v) for v in pair.split(",")] for pair in piece.split()])
                points[:, 0] -= 1.2 if slim else 0.0
                points = _rounded(points, self._rounding)
                points[:, 0] = (points[:, 0] + (6 - points[:, 1]) * self._slant) * self._width + x
                lines += self._burnt(points)
            x += (1.6 if slim else 4.0) * self._width + self._gap
        mask = np.zeros((height + 2 * pad, int(x * unit) + 2 * pad), np.uint8)
        thick = max(1, round(stroke))
        for points, shade in sorted(lines, key=lambda line: line[1]):
            fixed = np.round((points * unit + pad) * 16).astype(np.int32)
            cv2.polylines(mask, [fixed], isClosed=False, color=shade, thickness=thick, lineType=cv2.LINE_AA, shift=4)
        return mask

    def _burnt(self, points: Polyline) -> list[tuple[Polyline, int]]:
        """The stroke in pieces, each with how bright it is (0..255)."""
        if not self._weak and self._flat == 1.0:
            return [(points, 255)]
        pieces = []
        for one, two in itertools.pairwise(points):
            level = abs(two[1] - one[1]) < 0.5 * abs(two[0] - one[0])
            shade = 255 * (self._flat if level else 1.0)
            if self._dice.random() < self._weak:
                shade *= self._dice.uniform(0.3, 0.7)
            pieces.append((np.array([one, two]), round(shade)))
        return pieces


def _rounded(points: Polyline, times: int) -> Polyline:
    """Cut the corners of a polyline (Chaikin), its ends stay."""
    for _ in range(times):
        if len(points) < 3:
            return points
        first, second = points[:-1], points[1:]
        cut = np.empty((2 * len(first), 2))
        cut[0::2], cut[1::2] = 0.75 * first + 0.25 * second, 0.25 * first + 0.75 * second
        closed = np.allclose(points[0], points[-1])
        points = np.vstack([cut, cut[:1]]) if closed else np.vstack([points[:1], cut[1:-1], points[-1:]])
    return points
