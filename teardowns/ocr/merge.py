"""The same lettering seen by several passes becomes one line; what else was read there is kept beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .geometry import bounds, overlap, size
from .types import Alternative, TextLine

SAME_PLACE = 0.6
"""Share of the smaller box that lies in the larger one."""
SAME_HEIGHT = 1.7
"""Largest ratio of two text heights that may still be one line."""
MAX_ALTERNATIVES = 8


def key(text: str) -> str:
    """Return letters and digits only, upper case: what makes two texts the same reading."""
    return "".join(c for c in text.upper() if c.isalnum())


def merge(lines: Iterable[TextLine]) -> list[TextLine]:
    """Return one line for each place, the best reading first in confidence order; pure and idempotent."""
    kept: list[TextLine] = []
    for line in sorted(lines, key=_worth, reverse=True):
        at = next((i for i, other in enumerate(kept) if same_place(line, other)), None)
        if at is None:
            kept.append(line)
        else:
            kept[at] = absorb(kept[at], line)
    return kept


def same_place(one: TextLine, other: TextLine) -> bool:
    """Tell whether two lines lie on the same lettering, in either direction of reading."""
    left, top, right, bottom = bounds(one.box)
    left2, top2, right2, bottom2 = bounds(other.box)
    if right < left2 or right2 < left or bottom < top2 or bottom2 < top:
        return False
    if (one.rotation - other.rotation) % 180:
        return overlap(one.box, other.box) >= SAME_PLACE
    heights = sorted((size(one.box)[1], size(other.box)[1]))
    return heights[1] <= SAME_HEIGHT * max(heights[0], 1.0) and overlap(one.box, other.box) >= SAME_PLACE


def absorb(winner: TextLine, loser: TextLine) -> TextLine:
    """Return the winner with the loser's text counted when equal, else kept as an alternative."""
    if key(winner.text) == key(loser.text):
        return replace(
            winner,
            seen=winner.seen + loser.seen,
            alternatives=_distinct(winner.text, [*winner.alternatives, *loser.alternatives]),
        )
    other = Alternative(loser.text, loser.confidence, loser.pass_name)
    return replace(winner, alternatives=_distinct(winner.text, [*winner.alternatives, other, *loser.alternatives]))


def _distinct(text: str, alternatives: Sequence[Alternative]) -> tuple[Alternative, ...]:
    best: dict[str, Alternative] = {}
    for alternative in sorted(alternatives, key=lambda a: a.confidence, reverse=True):
        if key(alternative.text) != key(text):
            best.setdefault(key(alternative.text), alternative)
    return tuple(best.values())[:MAX_ALTERNATIVES]


def _worth(line: TextLine) -> tuple[float, int]:
    """Sort key: a sure long line beats a sure fragment of it."""
    return round(line.confidence, 1) * min(len(key(line.text)), 6), len(line.text)
