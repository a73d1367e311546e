"""Spoils a rendered picture in one known way: what a legibility verdict must notice is the truth here."""

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Corners = tuple[tuple[float, float], ...]


def blurred(pixels: Pixels, sigma: float) -> Pixels:
    """Out of focus: a Gaussian of `sigma` pixels."""
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), dtype=np.uint8) if sigma > 0 else pixels


def shaken(pixels: Pixels, length: int) -> Pixels:
    """Moved during the exposure: `length` pixels to the right."""
    kernel = np.full((1, max(1, length)), 1 / max(1, length), np.float32)
    return np.asarray(cv2.filter2D(pixels, -1, kernel), dtype=np.uint8)


def darkened(pixels: Pixels, share: float, *, seed: int = 0) -> Pixels:
    """Only `share` of the light, with the noise that the sensor then shows (3 grey levels)."""
    noise = np.random.default_rng(seed).normal(0, 3, pixels.shape)
    return np.clip(pixels * share + noise, 0, 255).astype(np.uint8)


def glaring(pixels: Pixels, centre: tuple[float, float], radius: float, strength: float = 1.0) -> Pixels:
    """A lamp mirrored at `centre`: white to half of `radius` pixels, fading beyond; `strength` 1 is fully white."""
    y, x = np.ogrid[: pixels.shape[0], : pixels.shape[1]]
    distance = np.hypot(x - centre[0], y - centre[1]) / max(radius, 1e-6)
    veil = strength * np.clip(1.5 - distance, 0, 1)[:, :, np.newaxis]
    return np.clip(pixels * (1 - veil) + 255 * veil, 0, 255).astype(np.uint8)


def faded(pixels: Pixels, box: Corners, share: float) -> Pixels:
    """Within `box` the contrast is down to `share`: lettering as dark as its body."""
    inside, body = _inside(pixels, box), pixels.astype(np.float32)
    ground = np.median(pixels[inside[:, :, 0] > 0], axis=0)
    return np.clip(np.where(inside > 0, ground + (body - ground) * share, body), 0, 255).astype(np.uint8)


def ground_off(pixels: Pixels, box: Corners, *, degrees: float = 20.0, left: float = 0.04, seed: int = 0) -> Pixels:
    """The face of the chip sanded in one direction: scratches instead of lettering, `left` of which shows through."""
    noise = np.random.default_rng(seed).normal(0, 1, pixels.shape[:2]).astype(np.float32)
    length = max(15, round(0.25 * cv2.arcLength(np.array(box, np.float32), closed=True) / 4))
    kernel = np.zeros((length, length), np.float32)
    cv2.line(kernel, (0, length // 2), (length - 1, length // 2), 1.0)
    turn = cv2.getRotationMatrix2D(((length - 1) / 2, (length - 1) / 2), degrees, 1.0)
    kernel = np.asarray(cv2.warpAffine(kernel, turn, (length, length)), dtype=np.float32)
    scratches = cv2.filter2D(noise, -1, kernel / kernel.sum())
    scratches = 9 * (scratches - scratches.mean()) / scratches.std()
    worn = faded(pixels, box, left).astype(np.float32) + 12 + scratches[:, :, np.newaxis]
    return np.clip(np.where(_inside(pixels, box) > 0, worn, pixels), 0, 255).astype(np.uint8)


def _inside(pixels: Pixels, box: Corners) -> Pixels:
    mask = np.zeros((*pixels.shape[:2], 1), np.uint8)
    cv2.fillConvexPoly(mask, np.round(np.array(box)).astype(np.int32), 1)
    return mask
