"""Boxes and the turns between them. y points down, so a positive angle is clockwise to the eye."""

import math
from collections.abc import Iterable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from .types import Box, Point

Matrix = NDArray[np.float64]
"""3 x 3 homography."""


def as_box(points: Iterable[Sequence[float]]) -> Box:
    """Make a Box of four points, whatever their type. Raises ValueError when they are not four."""
    a, b, c, d = ((float(p[0]), float(p[1])) for p in points)
    return a, b, c, d


def as_array(box: Box) -> NDArray[np.float32]:
    """Return the corners as a 4 x 2 array."""
    return np.array(box, dtype=np.float32)


def rectangle(left: float, top: float, right: float, bottom: float) -> Box:
    """Return the upright box with these edges."""
    return (left, top), (right, top), (right, bottom), (left, bottom)


def angle(box: Box) -> float:
    """Return the direction of reading in degrees clockwise from the x axis, in (-180, 180]."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = box
    return math.degrees(math.atan2((by - ay) + (cy - dy), (bx - ax) + (cx - dx)))


def rotation(box: Box) -> int:
    """Return the quarter turn (counter-clockwise, 0 to 270) that brings the box nearest to upright."""
    return round(angle(box) / 90) % 4 * 90


def turned(box: Box, quarters: int) -> Box:
    """Return the same rectangle with its first corner moved on by so many corners clockwise."""
    k = quarters % 4
    return as_box(box[k:] + box[:k])


def size(box: Box) -> tuple[float, float]:
    """Return (width along the text, height across it), the longer of each two opposite edges."""
    a, b, c, d = box
    return max(math.dist(a, b), math.dist(d, c)), max(math.dist(a, d), math.dist(b, c))


def centre(box: Box) -> Point:
    """Return the mean of the corners."""
    return sum(p[0] for p in box) / 4, sum(p[1] for p in box) / 4


def area(box: Box) -> float:
    """Return the area of the quadrilateral (0 for a degenerate one)."""
    return abs(float(cv2.contourArea(as_array(box))))


def contains(box: Box, point: Point) -> bool:
    """Tell whether the point lies in the box or on its edge."""
    return bool(cv2.pointPolygonTest(as_array(box), point, measureDist=False) >= 0)


def bounds(box: Box) -> tuple[float, float, float, float]:
    """Return (left, top, right, bottom) of the upright rectangle around the box."""
    xs, ys = [p[0] for p in box], [p[1] for p in box]
    return min(xs), min(ys), max(xs), max(ys)


def overlap(one: Box, other: Box) -> float:
    """Return the share of the smaller box that lies in the larger one, 0 to 1."""
    left, top, right, bottom = bounds(one)
    left2, top2, right2, bottom2 = bounds(other)
    if right < left2 or right2 < left or bottom < top2 or bottom2 < top:
        return 0.0
    smaller = min(area(one), area(other))
    if smaller <= 0:
        return 0.0
    shared, _ = cv2.intersectConvexConvex(cv2.convexHull(as_array(one)), cv2.convexHull(as_array(other)))
    return min(1.0, float(shared) / smaller)


def transform(box: Box, matrix: Matrix) -> Box:
    """Return the box under a homography."""
    moved = cv2.perspectiveTransform(as_array(box).reshape(1, 4, 2).astype(np.float64), matrix)
    return as_box(moved[0].tolist())


def homography(source: Box, target: Box) -> Matrix:
    """Return the homography that moves the corners of one box onto those of another."""
    return np.asarray(cv2.getPerspectiveTransform(as_array(source), as_array(target)), dtype=np.float64)


def enlarged(box: Box, factor: float) -> Box:
    """Return the box grown about its centre."""
    x, y = centre(box)
    return as_box((x + (px - x) * factor, y + (py - y) * factor) for px, py in box)


def grown(box: Box, share: float) -> Box:
    """Return the box with `share` of its height added on every side."""
    a, b, c, d = as_array(box).astype(float)
    width, height = size(box)
    along, below = (b - a) / max(width, 1e-6), (d - a) / max(height, 1e-6)
    out, down = along * share * height, below * share * height
    return as_box((a - out - down, b + out - down, c + out + down, d - out + down))


def in_frame(box: Box, degrees: float) -> tuple[float, float, float, float]:
    """Return the bounds of the box after turning the plane back by so many degrees: the text's own axes."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return bounds(as_box((x * cos + y * sin, -x * sin + y * cos) for x, y in box))


def around(boxes: Sequence[Box], degrees: float) -> Box:
    """Return the smallest box at that angle that holds all the boxes (at least one)."""
    frames = [in_frame(box, degrees) for box in boxes]
    left, top = min(f[0] for f in frames), min(f[1] for f in frames)
    right, bottom = max(f[2] for f in frames), max(f[3] for f in frames)
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return as_box((x * cos - y * sin, x * sin + y * cos) for x, y in rectangle(left, top, right, bottom))
