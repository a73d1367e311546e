"""What a camera in the field does to a scene: tilt, glare, blur, noise, vignetting, JPEG."""

from dataclasses import dataclass
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Scene = NDArray[np.float32]
"""Height x width x 3, RGB, 0 to 255."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """How a picture is taken; 0 is perfect, 1 as bad as it is still of use."""

    tilt: float = 0.2
    glare: float = 0.2
    blur: float = 0.2
    noise: float = 0.2
    vignette: float = 0.3
    wear: float = 0.3
    contrast: float = 0.8
    """Of the lettering against the body: 1 is fresh white ink, 0.2 a faint laser mark."""
    jpeg_quality: int = 88


CLEAN = Conditions(tilt=0, glare=0, blur=0, noise=0.05, vignette=0, wear=0.1, contrast=1.0, jpeg_quality=95)
FIELD = Conditions()
HARD = Conditions(tilt=0.7, glare=0.6, blur=0.6, noise=0.6, vignette=0.6, wear=0.6, contrast=0.45, jpeg_quality=70)


def tilted(scene: Scene, amount: float, rng: np.random.Generator) -> tuple[Scene, NDArray[np.float64]]:
    """Return the scene seen at an angle, and the homography from scene to picture."""
    height, width = scene.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    reach = np.array([width, height]) * 0.06 * amount
    moved = corners + rng.uniform(-1, 1, (4, 2)) * reach
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    border = tuple(float(v) for v in scene[:: max(1, height // 50), :: max(1, width // 50)].mean(axis=(0, 1)))
    picture = cv2.warpPerspective(
        scene, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=border
    )
    return np.asarray(picture, dtype=np.float32), np.asarray(matrix, dtype=np.float64)


def photographed(scene: Scene, conditions: Conditions, rng: np.random.Generator) -> Image.Image:
    """Return the scene after light, lens, sensor and JPEG."""
    picture = scene * _falloff(scene.shape, conditions.vignette)
    picture = picture + _glare(scene.shape, conditions.glare, rng)
    if conditions.blur:
        picture = cv2.GaussianBlur(picture, (0, 0), 0.3 + 1.6 * conditions.blur)
    picture = picture + rng.standard_normal(picture.shape, dtype=np.float32) * (14 * conditions.noise)
    image = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=conditions.jpeg_quality)
    reread = Image.open(BytesIO(buffer.getvalue()))
    reread.load()
    return reread


def _falloff(shape: tuple[int, ...], amount: float) -> Scene:
    y, x = np.ogrid[-1 : 1 : shape[0] * 1j, -1 : 1 : shape[1] * 1j]
    return np.asarray(1 - 0.45 * amount * (x * x + y * y) / 2, dtype=np.float32)[:, :, np.newaxis]


def _glare(shape: tuple[int, ...], amount: float, rng: np.random.Generator) -> Scene:
    """A soft bright patch and a weaker gradient, as from one lamp."""
    y, x = np.ogrid[0 : 1 : shape[0] * 1j, 0 : 1 : shape[1] * 1j]
    cx, cy = rng.uniform(0.1, 0.9, 2)
    spread = rng.uniform(0.08, 0.25)
    patch = np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * spread**2)) * 90
    ramp = (x * rng.uniform(-1, 1) + y * rng.uniform(-1, 1)) * 20
    return np.asarray(amount * (patch + ramp), dtype=np.float32)[:, :, np.newaxis]
