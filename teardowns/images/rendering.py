"""From an opened picture to clean pixels: in sRGB, scaled, turned upright.

Runs in the decoding child. Works through horizontal bands, so that beside the
decoded picture only the result is held in memory.
"""

import io
import math
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageCms

ToRGB = Callable[[Image.Image], Image.Image]

BAND_ROWS = 512
_FILTER_REACH = 3
"""Lanczos looks at three source pixels (times the scale) on each side."""

MAX_PROFILE_BYTES = 4 * 2**20

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF orientation -> what makes it upright (Exif 2.32, tag 0x0112)."""


def fit_pixels(width: int, height: int, pixels: int) -> tuple[int, int]:
    """The largest size of the same shape, at most the given one, with at most `pixels` pixels."""
    shrink = min(1.0, math.sqrt(pixels / (width * height)))
    return max(1, math.floor(width * shrink)), max(1, math.floor(height * shrink))


def fit_side(width: int, height: int, side: int) -> tuple[int, int]:
    """The largest size of the same shape, at most the given one, whose longer side is at most `side`."""
    shrink = min(1.0, side / max(width, height))
    return max(1, round(width * shrink)), max(1, round(height * shrink))


def render(source: Image.Image, size: tuple[int, int]) -> Image.Image:
    """`source` (any mode) as a new RGB picture of `size`, never an enlarged one: pixels and nothing else."""
    convert = _to_rgb(source)
    result = Image.new("RGB", size)
    rows_per_row = source.height / size[1]
    margin = math.ceil(_FILTER_REACH * max(1.0, rows_per_row)) if size != source.size else 0
    for top in range(0, size[1], BAND_ROWS):
        bottom = min(top + BAND_ROWS, size[1])
        wanted = (top * rows_per_row, bottom * rows_per_row)
        first = max(0, math.floor(wanted[0]) - margin)
        last = min(source.height, math.ceil(wanted[1]) + margin)
        band = convert(source.crop((0, first, source.width, last)))
        if size != source.size:
            box = (0, wanted[0] - first, source.width, min(wanted[1] - first, band.height))
            band = band.resize((size[0], bottom - top), Image.Resampling.LANCZOS, box=box)
        result.paste(band, (0, top))
    return result


def upright(picture: Image.Image, orientation: int) -> Image.Image:
    """`picture` turned as its EXIF orientation (1 to 8) asks."""
    return picture.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else picture


def _to_rgb(source: Image.Image) -> ToRGB:
    if source.mode.startswith("I"):
        return _from_16_bit
    if source.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in source.info:
        return _on_white
    return _through_profile(source.info.get("icc_profile"), source.mode) or (lambda band: band.convert("RGB"))


def _from_16_bit(band: Image.Image) -> Image.Image:
    return band.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L").convert("RGB")


def _on_white(band: Image.Image) -> Image.Image:
    layer = band.convert("RGBA")
    paper = Image.new("RGB", band.size, (255, 255, 255))
    paper.paste(layer, (0, 0), layer)
    return paper


def _through_profile(profile: Any, mode: str) -> ToRGB | None:
    """Colours through the embedded profile to sRGB; None when there is none, or it is no use."""
    if not isinstance(profile, bytes) or len(profile) > MAX_PROFILE_BYTES or mode not in ("RGB", "CMYK", "L"):
        return None
    try:
        embedded = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(embedded):
            return None
        transform = ImageCms.buildTransform(embedded, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    return lambda band: transform.apply(band)
