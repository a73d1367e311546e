"""What stands between chips: passives with shiny ends, gold pads, silkscreen."""

import random
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from teardowns.ocr.types import Box

from .large import GOLD, large
from .lettering import Hand
from .surface import Pixels
from .texts import line
from .yard import SIDE, Colour, Yard, shade

_BODIES: tuple[Colour, ...] = (
    (25, 25, 28),
    (20, 20, 22),
    (150, 125, 95),
    (185, 160, 130),
    (110, 95, 80),
    (90, 60, 45),
    (230, 225, 215),
)


def scatter(yard: Yard, dice: random.Random, faces: Sequence[Path]) -> list[Box]:
    """Fill the free places, mostly densely; return the boxes of the lettering between the parts."""
    silk = shade(dice.uniform(150, 250), (1.0, 1.0, dice.choice((1.0, 0.96, 0.6))))
    hand, high = Hand(dice, faces), dice.uniform(7, 20)
    lines: list[Box] = []
    for _ in range(dice.choice((0, 1, 2, 4))):
        large(yard, dice)
    for _ in range(dice.randint(0, 6)):
        lines += _words(yard, dice, Hand(dice, faces), dice.uniform(8, 34), silk)
    for _ in range(dice.choice((8, 60, 130, 220))):
        lines += _group(yard, dice, hand, high, silk)
    for _ in range(dice.randint(0, 40)):
        _pad(yard, dice)
    return lines


def frame(yard: Yard, dice: random.Random, left: float, top: float, right: float, bottom: float) -> None:
    """White frame, corner angles or rows of dots close to a chip."""
    bright, wide = shade(dice.uniform(150, 245)), dice.choice((1, 2, 2, 3))
    x0, y0, x1, y1 = (round(v) for v in (left, top, right, bottom))
    kind = dice.random()
    if kind < 0.4:
        cv2.rectangle(yard.canvas, (x0, y0), (x1, y1), bright, wide, cv2.LINE_AA)
    elif kind < 0.7:
        arm = round(0.15 * (right - left))
        for x, dx in ((x0, arm), (x1, -arm)):
            for y, dy in ((y0, arm), (y1, -arm)):
                corner = np.array([(x + dx, y), (x, y), (x, y + dy)])
                cv2.polylines(yard.canvas, [corner], False, bright, wide, cv2.LINE_AA)  # noqa: FBT003
    else:
        step = dice.uniform(5, 14)
        for k in range(int((y1 - y0) / step)):
            for x in (x0, x1):
                cv2.circle(yard.canvas, (x, round(y0 + k * step)), wide, bright, -1, cv2.LINE_AA)


def _words(yard: Yard, dice: random.Random, hand: Hand, high: float, silk: Colour) -> list[Box]:
    box = yard.print(
        hand.write(line(dice)), dice.uniform(0, SIDE), dice.uniform(0, SIDE), high, dice.choice((0, 0, 1, 2, 3)), silk
    )
    return [] if box is None else [box]


def _group(yard: Yard, dice: random.Random, hand: Hand, high: float, silk: Colour) -> list[Box]:
    """Several equal passives side by side, often with their designators."""
    long = dice.choice((9, 12, 16, 22, 34))
    wide = max(5, round(long * dice.uniform(0.45, 0.7)))
    upright, body = dice.random() < 0.5, dice.choice(_BODIES)
    x, y = dice.uniform(0, SIDE), dice.uniform(0, SIDE)
    lines: list[Box] = []
    named = dice.random() < 0.25
    drawn = dice.choice((_resistor, _resistor, _resistor, _transistor))
    letter, number = dice.choice("RCLQD"), dice.randrange(1, 400)
    for k in range(dice.choice((1, 2, 3, 5, 8))):
        pitch = k * (wide + 6) * (1.5 if named else 1.0)
        at = (x + pitch, y) if upright else (x, y + pitch)
        size = (wide, long) if upright else (long, wide)
        if yard.take(at[0] - 2, at[1] - 2, at[0] + size[0] + 2, at[1] + size[1] + 2):
            drawn(yard.canvas, dice, (round(at[0]), round(at[1])), size, body, silk)
            if named:
                beside = (at[0], at[1] + long + 4) if upright else (at[0] + long + 4, at[1])
                ink = hand.write(f"{letter}{number + k}")
                box = yard.print(ink, *beside, high, 1 if upright else 0, silk)
                lines += [] if box is None else [box]
    return lines


def _resistor(
    canvas: Pixels, dice: random.Random, at: tuple[int, int], size: tuple[int, int], body: Colour, silk: Colour
) -> None:
    """A passive with end caps and solder; now and then its frame in the silkscreen."""
    (x, y), (w, h) = at, size
    metal = dice.uniform(120, 215)
    cv2.rectangle(canvas, (x, y), (x + w, y + h), shade(metal), -1)
    cap = max(2, round(max(w, h) * 0.24))
    dx, dy = (cap, 1) if w > h else (1, cap)
    cv2.rectangle(canvas, (x + dx, y + dy), (x + w - dx, y + h - dy), body, -1)
    for u, v in (((x + cap // 2, y + h // 2), (x + w - cap // 2, y + h // 2)) if w > h else
                 ((x + w // 2, y + cap // 2), (x + w // 2, y + h - cap // 2))):  # fmt: skip
        cv2.circle(canvas, (u, v), max(1, cap // 3), (255, 255, 250), -1, cv2.LINE_AA)
    if dice.random() < 0.3:
        cv2.rectangle(canvas, (x - 3, y - 3), (x + w + 3, y + h + 3), silk, 1, cv2.LINE_AA)


def _transistor(
    canvas: Pixels, dice: random.Random, at: tuple[int, int], size: tuple[int, int], body: Colour, silk: Colour
) -> None:
    """A black body with a few bright legs."""
    (x, y), (w, h) = at, size
    for k in range(3):
        leg = (x + round((k + 0.5) * w / 3), y) if w > h else (x, y + round((k + 0.5) * h / 3))
        end = (leg[0], y + h) if w > h else (x + w, leg[1])
        cv2.line(canvas, leg, end, shade(dice.uniform(150, 250)), max(1, min(w, h) // 5), cv2.LINE_AA)
    inset = max(2, min(w, h) // 5)
    dx, dy = (0, inset) if w > h else (inset, 0)
    cv2.rectangle(canvas, (x + dx, y + dy), (x + w - dx, y + h - dy), shade(dice.uniform(15, 45)), -1)


def _pad(yard: Yard, dice: random.Random) -> None:
    """Test points, gold pads, mounting holes."""
    x, y, r = dice.uniform(0, SIDE), dice.uniform(0, SIDE), dice.choice((3, 4, 6, 9, 9, 24))
    if not yard.take(x - r, y - r, x + r, y + r):
        return
    at, metal = (round(x), round(y)), shade(dice.uniform(150, 245), dice.choice((GOLD, (1.0, 1.0, 0.95))))
    cv2.circle(yard.canvas, at, r, metal, -1, cv2.LINE_AA)
    if dice.random() < 0.5:
        cv2.circle(yard.canvas, at, round(r * 0.55), shade(dice.uniform(5, 60)), -1, cv2.LINE_AA)
