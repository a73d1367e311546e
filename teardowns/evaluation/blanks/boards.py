"""Boards without chips, with chips that carry nothing, and chips out of focus."""

import string

import cv2
import numpy as np

from teardowns.evaluation.blanks.surfaces import HEIGHT, WIDTH, clouds, photographed, slope, tinted
from teardowns.ocr.engine import Pixels

COLOURS = ((0.25, 0.75, 0.4), (0.25, 0.4, 0.85), (0.45, 0.45, 0.48), (0.85, 0.3, 0.25))
DESIGNATORS = ("R", "C", "U", "L", "D", "Q", "J", "TP", "FB")
WHITE = (215.0, 218.0, 212.0)
FONT = cv2.FONT_HERSHEY_SIMPLEX


def bare_board(rng: np.random.Generator) -> Pixels:
    """Traces, pads, vias and what the silkscreen says beside them."""
    return photographed(_board(rng), rng)


def blank_chips(rng: np.random.Generator) -> Pixels:
    """A board with packages whose tops carry nothing, or were ground off."""
    board = _board(rng)
    for _ in range(int(rng.integers(3, 7))):
        width, height = (int(side) for side in rng.integers(110, 300, 2))
        left, top = int(rng.integers(0, WIDTH - width)), int(rng.integers(0, HEIGHT - height))
        _package(board, rng, (left, top, width, height))
    return photographed(board, rng)


def blurred_chip(rng: np.random.Generator) -> Pixels:
    """A close-up so far out of focus that no letter can be told from another."""
    board = _board(rng)
    width, height = int(rng.integers(420, 640)), int(rng.integers(300, 460))
    left, top = (WIDTH - width) // 2, (HEIGHT - height) // 2
    _package(board, rng, (left, top, width, height))
    letters = int(rng.integers(26, 44))
    for i in range(3):
        text = "".join(rng.choice(list(string.ascii_uppercase + string.digits), int(rng.integers(7, 12))))
        at = (left + 40, top + 80 + round(i * letters * 1.7))
        cv2.putText(board, text, at, FONT, letters / 21, (190.0, 190.0, 185.0), max(2, letters // 8), cv2.LINE_AA)
    return photographed(cv2.GaussianBlur(board, (0, 0), letters * 0.5), rng)


def _board(rng: np.random.Generator) -> Pixels:
    colour = COLOURS[int(rng.integers(len(COLOURS)))]
    lit = tinted(75 + 50 * rng.random() + slope(rng, 22) + 3 * clouds(rng, 2), colour)
    board = np.asarray(np.clip(lit, 0, 255), dtype=np.uint8)
    for _ in range(60):
        _trace(board, rng, tuple(c * 150 for c in colour))
    for _ in range(35):
        _part(board, rng)
    return board


def _trace(board: Pixels, rng: np.random.Generator, colour: tuple[float, ...]) -> None:
    """A trace of straight and slanting pieces that ends in a via."""
    points = [rng.integers(0, (WIDTH, HEIGHT))]
    for direction in rng.integers(0, 8, 4):
        step = np.round(np.array([np.cos(direction * np.pi / 4), np.sin(direction * np.pi / 4)]))
        points.append(points[-1] + (step * rng.integers(20, 160)).astype(int))
    cv2.polylines(board, [np.array(points, np.int32)], isClosed=False, color=colour, thickness=int(rng.integers(2, 6)))
    end = points[-1].tolist()
    cv2.circle(board, end, 8, (190.0, 180.0, 140.0), -1, cv2.LINE_AA)
    cv2.circle(board, end, 4, (30.0, 30.0, 30.0), -1, cv2.LINE_AA)


def _part(board: Pixels, rng: np.random.Generator) -> None:
    """Two pads, an outline and a designator."""
    x, y, size = int(rng.integers(0, WIDTH - 60)), int(rng.integers(0, HEIGHT - 40)), int(rng.integers(10, 20))
    for left in (x, x + 2 * size):
        cv2.rectangle(board, (left, y), (left + size, y + size), (205.0, 200.0, 190.0), -1)
    cv2.rectangle(board, (x - 4, y - 4), (x + 3 * size + 4, y + size + 4), WHITE, 1, cv2.LINE_AA)
    text = f"{rng.choice(DESIGNATORS)}{rng.integers(1, 400)}"
    cv2.putText(board, text, (x, y - 9), FONT, size / 25, WHITE, 1, cv2.LINE_AA)


def _package(board: Pixels, rng: np.random.Generator, place: tuple[int, int, int, int]) -> None:
    """A dark body with legs and a dot for pin 1."""
    left, top, width, height = place
    for x in range(left + 10, left + width - 10, 16):
        cv2.rectangle(board, (x, top - 12), (x + 7, top + height + 12), (185.0, 185.0, 180.0), -1)
    body = board[top : top + height, left : left + width]
    grain = clouds(rng, 2)[:height, :width] * 4 + clouds(rng, 90)[:height, :width] * 4
    body[:] = np.clip(rng.uniform(28, 60) + grain, 0, 255)[: body.shape[0], : body.shape[1], np.newaxis]
    cv2.circle(board, (left + 22, top + height - 22), 8, (20.0, 20.0, 20.0), -1, cv2.LINE_AA)
