"""Packs rectangles onto square sheets, shelf by shelf."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where the item (its index) lies on its sheet, in pixels."""

    item: int
    left: int
    top: int


def pack(sizes: Sequence[tuple[int, int]], side: int, gap: int) -> list[list[Place]]:
    """Return sheets of places for items of (width, height), none larger than `side`, the tallest first."""
    sheets: list[list[Place]] = []
    left = top = shelf = side + 1  # as if the sheet before were full
    for item in sorted(range(len(sizes)), key=lambda i: sizes[i][1], reverse=True):
        width, height = sizes[item]
        if left + width > side:
            left, top = 0, top + shelf + gap
            shelf = height
        if top + height > side:
            sheets.append([])
            left, top, shelf = 0, 0, height
        sheets[-1].append(Place(item, left, top))
        left += width + gap
    return sheets
