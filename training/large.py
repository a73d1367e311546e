"""Large parts between chips: connectors, capacitors and coils, headers."""

import random
from collections.abc import Callable

import cv2

from .surface import Pixels
from .yard import SIDE, Yard, shade

GOLD = (1.0, 0.82, 0.42)


def large(yard: Yard, dice: random.Random) -> None:
    """Put one somewhere, if there is room."""
    w, h = dice.uniform(40, 160), dice.uniform(30, 110)
    x, y = dice.uniform(-20, SIDE), dice.uniform(-20, SIDE)
    if yard.take(x, y, x + w, y + h):
        kinds: tuple[Callable[..., None], ...] = (_connector, _connector, _drum, _header)
        dice.choice(kinds)(yard.canvas, dice, round(x), round(y), round(w), round(h))


def _connector(canvas: Pixels, dice: random.Random, x: int, y: int, w: int, h: int) -> None:
    body = dice.choice(((225, 215, 190), (240, 240, 235), (25, 25, 25), (180, 182, 185)))
    cv2.rectangle(canvas, (x, y), (x + w, y + h), body, -1)
    inner = shade(1.0, (body[0] * 0.6, body[1] * 0.6, body[2] * 0.6))
    cv2.rectangle(canvas, (x + w // 8, y + h // 6), (x + w - w // 8, y + h - h // 3), inner, -1)
    step = dice.randint(5, 14)
    for k in range(x + step, x + w - step // 2, step):
        cv2.line(canvas, (k, y + h - h // 4), (k, y + h), shade(dice.uniform(150, 255), GOLD), max(1, step // 3))


def _drum(canvas: Pixels, dice: random.Random, x: int, y: int, w: int, h: int) -> None:
    """Electrolytic capacitor or coil from above."""
    r = min(w, h) // 2
    at = (x + r, y + r)
    cv2.circle(canvas, at, r, shade(dice.uniform(20, 60)), -1, cv2.LINE_AA)
    cv2.circle(canvas, at, round(r * 0.85), shade(dice.uniform(60, 225)), -1, cv2.LINE_AA)
    cv2.ellipse(canvas, at, (round(r * 0.85),) * 2, dice.uniform(0, 360), 0, 80, shade(dice.uniform(10, 60)), -1)


def _header(canvas: Pixels, dice: random.Random, x: int, y: int, w: int, h: int) -> None:
    step = dice.randint(10, 18)
    metal = shade(dice.uniform(150, 240), dice.choice((GOLD, (1.0, 1.0, 1.0))))
    for u in range(x + step // 2, x + w, step):
        for v in range(y + step // 2, y + min(h, 2 * step), step):
            cv2.circle(canvas, (u, v), step // 3, metal, -1, cv2.LINE_AA)
            cv2.circle(canvas, (u, v), step // 6, (30, 30, 30), -1, cv2.LINE_AA)
