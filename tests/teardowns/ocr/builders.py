"""Lines for tests, by place and turn."""

from teardowns.ocr.geometry import rectangle, turned
from teardowns.ocr.types import TextLine


def line(
    text: str,
    left: float = 0,
    top: float = 0,
    *,
    width: float | None = None,
    height: float = 20,
    rotation: int = 0,
    confidence: float = 0.95,
    pass_name: str = "whole",
) -> TextLine:
    """A line whose upright-rectangle in the photo starts at (left, top); `width` runs along the text."""
    along = 12.0 * max(1, len(text)) if width is None else width
    columns, rows = (along, height) if rotation % 180 == 0 else (height, along)
    box = turned(rectangle(left, top, left + columns, top + rows), rotation // 90)
    return TextLine(text, confidence, box, rotation, pass_name)
