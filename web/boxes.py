"""Where the boxes over the chips and their labels stand in the picture. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

LABEL_SHARE = 52
"""The label's letters are this part of the picture's longer side."""
WIDE_LETTER = 0.62
"""Width of a monospace letter against its height."""

LINE_OF_STATE = {"confirmed": "ok", "illegible": "none", "rejected": "none"}
"""Solid: confirmed. Dotted: nothing to be read. Every other state is a proposal: dashed."""


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """One box with its label, in pixels of the picture."""

    points: str
    line: str
    label: str
    size: int
    left: float
    top: float
    width: float
    height: float
    text_x: float
    text_y: float


def draw(corners: Sequence[Sequence[float]], *, state: str, label: str, picture: tuple[int, int]) -> DrawnBox:
    """A box for four corners; the label stands above it, or inside where there is no room above."""
    size = max(12, round(max(picture) / LABEL_SHARE))
    shown = f"{label} ✓" if state == "confirmed" else label
    width, height = len(shown) * size * WIDE_LETTER + size * 0.6, size * 1.3
    left = min(max(min(x for x, _ in corners), 0), max(picture[0] - width, 0))
    top = min(y for _, y in corners) - height
    top = top if top >= 0 else min(y for _, y in corners)
    return DrawnBox(
        points=" ".join(f"{round(x)},{round(y)}" for x, y in corners),
        line=LINE_OF_STATE.get(state, "wait"),
        label=shown,
        size=size,
        left=round(left, 1),
        top=round(top, 1),
        width=round(width, 1),
        height=round(height, 1),
        text_x=round(left + size * 0.3, 1),
        text_y=round(top + size, 1),
    )
