"""Two ways to show a detector lettering that hardly differs from its body."""

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Pixels

Grey = NDArray[np.uint8]

NEIGHBOURHOOD = 15.0
"""Pixels (standard deviation) of the local z-score: about half a letter's height in a mosaic."""
STEEPNESS = 45.0
"""Grey levels for one local standard deviation."""
FLOOR = 3.0
"""Grey levels: deviations below are noise and are not blown up."""


def grey(pixels: Pixels) -> Grey:
    """Return the lightness of an RGB picture."""
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def colour(light: Grey) -> Pixels:
    """Return a grey picture with three equal channels, as detectors want it."""
    return np.asarray(cv2.cvtColor(light, cv2.COLOR_GRAY2RGB), dtype=np.uint8)


def evened(light: Grey) -> Grey:
    """Return the picture with its histogram equalised in 8 x 8 regions, limited (CLAHE)."""
    return np.asarray(cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(light), dtype=np.uint8)


def z_score(light: Grey) -> Grey:
    """Return how far each pixel lies above its neighbourhood's mean, in local deviations, inverted: dark on grey."""
    values = light.astype(np.float32)
    mean = cv2.GaussianBlur(values, (0, 0), NEIGHBOURHOOD)
    variance = cv2.GaussianBlur(values * values, (0, 0), NEIGHBOURHOOD) - mean * mean
    spread = np.sqrt(np.maximum(variance, 0)) + FLOOR
    return np.asarray(np.clip(128 - STEEPNESS * (values - mean) / spread, 0, 255), dtype=np.uint8)
