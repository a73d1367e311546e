"""Leads, solder fillets and fan-out traces around a package."""

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from teardowns.ocr.types import Box

from .surface import Pixels
from .yard import shade

Vector = NDArray[np.float64]
REACH = 30
"""Pixels: no lead is longer."""


def leads(canvas: Pixels, outline: Box, dice: random.Random) -> None:
    """Draw the leads of one kind of package."""
    kind = dice.choice(("gull", "gull", "dense", "dense", "tsop", "flat", "flat", "none"))
    if kind == "none":
        return
    a, b, c, d = (np.array(p) for p in outline)
    every = [(a, b, c), (b, c, d), (c, d, a), (d, a, b)]
    first = 0 if np.linalg.norm(b - a) >= np.linalg.norm(c - b) else 1
    two = every[first::2] if kind == "gull" or dice.random() < 0.3 else every[1 - first :: 2]
    sides = two if kind in ("gull", "tsop") else every
    span = float(np.linalg.norm(b - a))
    count = {"gull": (3, 10), "dense": (10, 36), "tsop": (12, 28), "flat": (4, 16)}[kind]
    step = max(4.0, span / dice.randint(*count))
    long = {"gull": dice.uniform(0.3, 0.9), "dense": 1.6, "tsop": 1.4, "flat": 0.5}[kind] * step
    long = min(float(REACH), max(3.0, long * dice.uniform(0.8, 1.3)))
    metal, fill = dice.uniform(110, 230), dice.uniform(0.35, 0.62)
    fan = dice.random() < 0.5
    for one, two_, three in sides:
        out = (two_ - three) / max(1.0, float(np.linalg.norm(two_ - three)))
        _side(canvas, dice, (one, two_, out), (step, long, metal, fill), shiny=kind != "flat", fan=fan)


def _side(
    canvas: Pixels,
    dice: random.Random,
    edge: tuple[Vector, Vector, Vector],
    look: tuple[float, float, float, float],
    *,
    shiny: bool,
    fan: bool,
) -> None:
    one, two, out = edge
    step, long, metal, fill = look
    length = float(np.linalg.norm(two - one))
    along = (two - one) / max(1.0, length)
    count = max(1, int(0.92 * length / step))
    thick = max(1, round(step * fill))
    start = one + along * (length - (count - 1) * step) / 2
    if fan:
        _fan_out(canvas, dice, [start + along * step * k + out * long for k in range(count)], along, out)
    gloss = dice.uniform(0.2, 0.8)
    for k in range(count):
        at = start + along * step * k
        tip = at + out * long
        pad = (tip - out * long * 0.35, tip + out * min(5.0, 0.25 * long))
        _line(canvas, *pad, metal * 0.8, thick + 2 if step > 9 else thick)
        _line(canvas, at, tip, metal + dice.uniform(-25, 25), thick)
        if shiny and thick > 1:
            bend = at + out * long * gloss
            _line(canvas, bend, bend + out * long * dice.uniform(0.1, 0.3), 255, max(1, thick - 2))
            _line(canvas, at, at + out * max(1.0, 0.12 * long), 35, thick)


def _line(canvas: Pixels, one: Vector, two: Vector, grey: float, thick: int) -> None:
    ends = np.round([one, two]).astype(int).tolist()
    cv2.line(canvas, ends[0], ends[1], shade(min(255.0, grey), (1.0, 1.0, 0.96)), thick, cv2.LINE_AA)


def _fan_out(canvas: Pixels, dice: random.Random, starts: list[Vector], along: Vector, out: Vector) -> None:
    """Traces that leave the leads, straight on and then aslant."""
    rows, columns = canvas.shape[:2]
    x, y = np.round(starts[0]).astype(int).tolist()
    under = canvas[min(rows - 1, max(0, y)), min(columns - 1, max(0, x))].astype(np.float32)
    colour = np.clip(under * dice.uniform(1.2, 1.7) + 8, 0, 255).tolist()
    straight, aslant = dice.uniform(8, 40), dice.uniform(-40, 40)
    paths = []
    for k, start in enumerate(starts):
        if dice.random() < 0.75:
            bend = start + out * (straight + 3 * (k % 2))
            paths.append(np.round([start, bend, bend + out * abs(aslant) + along * aslant]).astype(np.int32))
    cv2.polylines(canvas, paths, False, colour, dice.choice((1, 1, 2)), cv2.LINE_AA)  # noqa: FBT003
