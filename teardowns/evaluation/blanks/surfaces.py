"""Walls, skin, sky, gravel."""

import cv2
import numpy as np
from numpy.typing import NDArray

from teardowns.ocr.engine import Pixels

WIDTH, HEIGHT = 1200, 900
Plane = NDArray[np.float32]


def plaster(rng: np.random.Generator) -> Pixels:
    """A rough wall, lit from one side, with a few cracks."""
    relief = clouds(rng, 3) * 0.5 + clouds(rng, 60) * 0.3 + clouds(rng, 300) * 0.4
    picture = tinted(170 + 40 * rng.random() + 22 * relief + slope(rng, 35), (1.0, 0.98, 0.93))
    for _ in range(int(rng.integers(1, 5))):
        steps = rng.normal(0, 9, (60, 2)) + rng.normal(0, 7, 2)
        crack = np.cumsum(steps, axis=0) + rng.random(2) * (WIDTH, HEIGHT)
        cv2.polylines(picture, [crack.astype(np.int32)], isClosed=False, color=(90, 85, 80), thickness=2)
    return photographed(picture, rng)


def bricks(rng: np.random.Generator) -> Pixels:
    """A brick wall; some of the bricks are dark, like chips."""
    long, high, joint = int(rng.integers(110, 220)), int(rng.integers(45, 80)), int(rng.integers(5, 12))
    picture = tinted(165 + 12 * clouds(rng, 2), (1.0, 0.98, 0.94))
    for row in range(HEIGHT // high + 1):
        offset = (row % 2) * long // 2
        for column in range(-1, WIDTH // long + 1):
            left, top = column * long + offset, row * high
            shade = rng.uniform(0.25, 1.0)
            colour = tuple(float(c * shade + rng.normal(0, 6)) for c in (165, 85, 65))
            cv2.rectangle(picture, (left, top), (left + long - joint, top + high - joint), colour, -1)
    return photographed(picture + 14 * clouds(rng, 2)[:, :, np.newaxis], rng)


def hand(rng: np.random.Generator) -> Pixels:
    """Something like a hand before something dark: a palm and fingers."""
    mask = np.zeros((HEIGHT, WIDTH), np.float32)
    palm = np.array([WIDTH * rng.uniform(0.35, 0.6), HEIGHT * rng.uniform(0.6, 0.75)])
    cv2.ellipse(mask, palm.astype(int).tolist(), (190, 220), 0.0, 0, 360, 1.0, -1)
    for i in range(5):
        angle = np.deg2rad(-150 + 30 * i + rng.normal(0, 6))
        tip = palm + np.array([np.cos(angle), np.sin(angle)]) * rng.uniform(380, 520)
        cv2.line(mask, palm.astype(int).tolist(), tip.astype(int).tolist(), 1.0, int(rng.integers(65, 95)), cv2.LINE_AA)
    soft = cv2.GaussianBlur(mask, (0, 0), 3)[:, :, np.newaxis]
    light = (150 + 70 * rng.random()) * cv2.GaussianBlur(mask, (0, 0), 40) + 10 * clouds(rng, 4) + slope(rng, 25)
    skin = tinted(light, (1.0, 0.74, 0.6))
    ground = tinted(45 + 60 * rng.random() + 20 * clouds(rng, 80), (0.8, 0.9, 1.0))
    return photographed(skin * soft + ground * (1 - soft), rng)


def sky(rng: np.random.Generator) -> Pixels:
    """Clouds before blue, and the noise of a dark sensor."""
    cover = np.clip(clouds(rng, 120) + 0.6 * clouds(rng, 30), 0, 2)[:, :, np.newaxis]
    blue = tinted(110 + 60 * rng.random() + slope(rng, 30), (0.6, 0.8, 1.15))
    return photographed(blue + 45 * cover + rng.normal(0, 6, (HEIGHT, WIDTH, 1)).astype(np.float32), rng)


def gravel(rng: np.random.Generator) -> Pixels:
    """Stones of all sizes, some dark and angular."""
    picture = tinted(70 + 15 * clouds(rng, 3), (1.0, 0.97, 0.9))
    for _ in range(2500):
        middle, size = rng.random(2) * (WIDTH, HEIGHT), rng.gamma(2.0, 7.0) + 4
        angles = np.sort(rng.random(7)) * 2 * np.pi
        reach = size * rng.uniform(0.6, 1.2, 7)
        points = middle + np.stack([np.cos(angles) * reach, np.sin(angles) * reach], axis=1)
        shade = rng.uniform(35, 200)
        cv2.fillPoly(picture, [points.astype(np.int32)], (shade, shade * 0.96, shade * 0.9), cv2.LINE_AA)
    return photographed(picture + 10 * clouds(rng, 2)[:, :, np.newaxis], rng)


def clouds(rng: np.random.Generator, size: float) -> Plane:
    """Noise of about unit spread whose spots are `size` pixels across."""
    rows, columns = max(2, round(HEIGHT / size)), max(2, round(WIDTH / size))
    noise = rng.standard_normal((rows, columns), dtype=np.float32)
    return np.asarray(cv2.resize(noise, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def slope(rng: np.random.Generator, strength: float) -> Plane:
    """Light that falls off across the picture in some direction."""
    angle = rng.random() * 2 * np.pi
    x = np.linspace(-1, 1, WIDTH, dtype=np.float32) * np.float32(np.cos(angle))
    y = np.linspace(-1, 1, HEIGHT, dtype=np.float32) * np.float32(np.sin(angle))
    return np.asarray((x[np.newaxis, :] + y[:, np.newaxis]) * strength, dtype=np.float32)


def tinted(light: Plane, colour: tuple[float, float, float]) -> NDArray[np.float32]:
    """A grey picture in a colour: height x width x 3."""
    return np.asarray(light[:, :, np.newaxis] * np.array(colour, dtype=np.float32), dtype=np.float32)


def photographed(picture: NDArray[np.float32] | Pixels, rng: np.random.Generator) -> Pixels:
    """Slightly out of focus, with the noise of a sensor, 0 to 255."""
    soft = cv2.GaussianBlur(np.asarray(picture, dtype=np.float32), (0, 0), 0.6 + rng.random())
    noisy = soft + rng.normal(0, 3, soft.shape).astype(np.float32)
    return np.asarray(np.clip(noisy, 0, 255), dtype=np.uint8)
