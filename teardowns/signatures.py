"""Signatures as strokes: checked numbers in, the path of a picture out (pure).

A signature is a list of strokes, a stroke [x, y, x, y, ...] in whole numbers from 0 to 1000, x to the right, y down.
"""

from typing import Final

Strokes = list[list[int]]

SIDE: Final = 1000
SHOWN_HEIGHT: Final = 400
"""The pad on a phone is this high where it is `SIDE` wide; the numbers of both axes go to `SIDE`."""
MOST_STROKES, MOST_NUMBERS = 200, 8000
"""A signature has some ten strokes of a hundred points."""


def strokes(value: object) -> Strokes | None:
    """The strokes, numbers rounded; None for anything that is no signature. None of them is an empty one."""
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > MOST_STROKES:
        return None
    if sum(len(stroke) if isinstance(stroke, list) else 0 for stroke in value) > MOST_NUMBERS:
        return None
    checked = [_stroke(stroke) for stroke in value]
    return None if any(stroke is None for stroke in checked) else [stroke for stroke in checked if stroke]


def path(drawn: Strokes) -> str:
    """The `d` of an SVG path in a box of `SIDE` x `SHOWN_HEIGHT`; a stroke of one point becomes a dot."""
    return " ".join(_path(stroke) for stroke in drawn)


def _path(stroke: list[int]) -> str:
    points = [f"{int(x)} {int(y) * SHOWN_HEIGHT // SIDE}" for x, y in zip(stroke[::2], stroke[1::2], strict=True)]
    return f"M{points[0]}" + "".join(f"L{point}" for point in points[1:] or points)


def _stroke(value: object) -> list[int] | None:
    if not isinstance(value, list) or len(value) % 2:
        return None
    numbers = [_number(one) for one in value]
    return None if any(one is None for one in numbers) else [one for one in numbers if one is not None]


def _number(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= SIDE:
        return None
    return round(value)
