"""Pictures cut from our own derivatives: what a maker is shown of one chip, and the lab's upright crop.

Only for pictures that `safe_decode` made, so they are decoded here, in the caller's process; their size is
bounded all the same. Boxes are four points in pixels of the upright full-size photo (see `ocr.types.Box`);
`scale` says how many pixels of the given picture one of those is (`DerivedFile.scale`).
"""

import io
import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

Quad = Sequence[tuple[float, float]]
"""Four corners in order around the quadrilateral."""

DARK = (24, 26, 30)
MAX_PIXELS = 30_000_000
_QUALITY = 90


def cover(picture: Path | bytes, keep: Quad, *, margin: int, scale: float = 1.0, hide: Iterable[Quad] = ()) -> bytes:
    """A JPEG of `keep` alone: every pixel outside it, or in one of `hide`, is burnt to `DARK`, before any encoding.

    The result is the bounding box of `keep` and a dark frame of `margin` pixels. Raises ValueError for a
    picture above `MAX_PIXELS`, one that is not ours, or a `keep` that lies outside it.
    """
    corners = [(x * scale, y * scale) for x, y in keep]
    with _open(picture) as source:
        left, top, right, bottom = _bounds(corners, source.size)
        kept = source.crop((left, top, right, bottom)).convert("RGB")
    mask = Image.new("1", kept.size)
    ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in corners], fill=1)
    for quad in hide:
        hidden = [(x * scale - left, y * scale - top) for x, y in quad]
        ImageDraw.Draw(mask).polygon(hidden, fill=0, outline=0, width=3)  # an edge may be rounded either way
    result = Image.new("RGB", (kept.width + 2 * margin, kept.height + 2 * margin), DARK)
    result.paste(kept, (margin, margin), mask)
    return _jpeg(result)


def crop_upright(
    picture: Path | bytes,
    box: Quad,
    *,
    rotation: int,
    max_side: int,
    scale: float = 1.0,
    margin: float = 0.04,
) -> bytes:
    """A JPEG of `box`, levelled, then turned `rotation` degrees (0, 90, 180, 270) counter-clockwise.

    `margin`: how much of the surroundings stays, as a part of the longer side. The longer side of the result
    is at most `max_side` pixels; nothing is enlarged. Raises ValueError as `cover`, and for other rotations.
    """
    if rotation % 90:
        raise ValueError("rotation is a multiple of 90 degrees")
    corners = [(x * scale, y * scale) for x, y in box]
    tilt = _tilt(corners)
    along, down = (math.cos(tilt), math.sin(tilt)), (-math.sin(tilt), math.cos(tilt))
    first = [x * along[0] + y * along[1] for x, y in corners]
    second = [x * down[0] + y * down[1] for x, y in corners]
    border = margin * max(max(first) - min(first), max(second) - min(second))
    start, end = (min(first) - border, min(second) - border), (max(first) + border, max(second) + border)
    origin = tuple(start[0] * along[axis] + start[1] * down[axis] for axis in (0, 1))
    size = max(1, round(end[0] - start[0])), max(1, round(end[1] - start[1]))
    with _open(picture) as source:
        _bounds(corners, source.size)
        if size[0] * size[1] > MAX_PIXELS:
            raise ValueError("the box is too large")
        affine = (along[0], down[0], origin[0], along[1], down[1], origin[1])
        level = source.convert("RGB").transform(
            size, Image.Transform.AFFINE, affine, Image.Resampling.BICUBIC, fillcolor=DARK
        )
    level.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    result = Image.new("RGB", level.size)
    result.paste(level)
    return _jpeg(_turned(result, rotation % 360))


def _turned(picture: Image.Image, rotation: int) -> Image.Image:
    turns = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
    return picture.transpose(turns[rotation]) if rotation else picture


def _tilt(corners: Quad) -> float:
    """The angle in radians, between -45 and 45 degrees, by which the longest edge is off an axis."""
    edges = zip(corners, [*corners[1:], corners[0]], strict=True)
    across, downwards = max(((b[0] - a[0], b[1] - a[1]) for a, b in edges), key=lambda edge: math.hypot(*edge))
    return (math.atan2(downwards, across) + math.pi / 4) % (math.pi / 2) - math.pi / 4


def _bounds(corners: Quad, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The whole pixels that hold the corners, within the picture; ValueError when that is nothing."""
    if len(corners) < 3 or not all(math.isfinite(value) for corner in corners for value in corner):
        raise ValueError("not a quadrilateral")
    left, right = (limit(x for x, _ in corners) for limit in (min, max))
    top, bottom = (limit(y for _, y in corners) for limit in (min, max))
    box = (
        max(0, math.floor(left)),
        max(0, math.floor(top)),
        min(size[0], math.ceil(right) + 1),
        min(size[1], math.ceil(bottom) + 1),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        raise ValueError("outside the picture")
    return box


def _open(picture: Path | bytes) -> Image.Image:
    try:
        source = Image.open(io.BytesIO(picture) if isinstance(picture, bytes) else picture, formats=["JPEG", "PNG"])
    except OSError:
        raise ValueError("not one of our pictures") from None
    if source.width * source.height > MAX_PIXELS:
        source.close()
        raise ValueError("too many pixels")
    return source


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, subsampling="4:4:4")
    return out.getvalue()
