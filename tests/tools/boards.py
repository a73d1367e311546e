"""Draws the board that chips sit on: solder mask, traces, passives with their designators."""

import cv2
import numpy as np
from numpy.typing import NDArray

from .lettering import draw_text

Scene = NDArray[np.float32]
MASKS = ((28.0, 92.0, 52.0), (24.0, 60.0, 110.0), (20.0, 78.0, 40.0), (92.0, 26.0, 30.0))
"""Solder mask: greens, blue, red."""
SILK = 215.0


def bare_board(width: int, height: int, rng: np.random.Generator) -> Scene:
    """Return an empty board with traces and vias."""
    colour = np.array(MASKS[int(rng.integers(len(MASKS)))], dtype=np.float32)
    board = np.ones((height, width, 3), np.float32) * colour
    slow = cv2.resize(rng.normal(0, 5, (5, 5)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    trace = tuple(float(v) for v in colour * 1.25 + 6)
    for _ in range((width + height) // 45):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        length, step = int(rng.integers(60, 420)), int(rng.choice([-1, 1]))
        corner = (x + length, y)
        cv2.line(board, (x, y), corner, trace, 4, cv2.LINE_AA)
        cv2.line(board, corner, (corner[0] + length // 2, y + step * length // 2), trace, 4, cv2.LINE_AA)
        cv2.circle(board, (x, y), 7, (176.0, 152.0, 88.0), -1, cv2.LINE_AA)
        cv2.circle(board, (x, y), 3, (30.0, 30.0, 30.0), -1, cv2.LINE_AA)
    board += slow[:, :, np.newaxis]
    return board


def print_silk(board: Scene, text: str, left: int, top: int, *, height: int = 13) -> None:
    """Print a designator in silkscreen, cut off at the board's edge."""
    mask = draw_text(text, height, style="engraved")[:, :, np.newaxis]
    place = board[max(0, top) : top + mask.shape[0], max(0, left) : left + mask.shape[1]]
    ink = mask[: place.shape[0], : place.shape[1]]
    place[:] = place * (1 - ink) + SILK * ink


def place_passive(board: Scene, designator: str, left: int, top: int, rng: np.random.Generator) -> None:
    """Place a small resistor or capacitor with its designator beside it."""
    width, height = 34, 18
    body = (38.0, 36.0, 40.0) if designator.startswith("R") else (150.0, 118.0, 84.0)
    place = board[top : top + height, left : left + width]
    place[:] = np.array([188, 188, 184], dtype=np.float32) + rng.normal(0, 4, place.shape).astype(np.float32)
    place[:, 8:-8] = np.array(body, dtype=np.float32)
    print_silk(board, designator, left, top + height + 6)
