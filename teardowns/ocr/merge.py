"""The same lettering seen by several passes becomes one line; what else was read there is kept beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from .geometry import angle, bounds, in_frame, overlap
from .types import Alternative, TextLine

SAME_PLACE = 0.6
"""Share of the shorter line's length, or of the smaller box's area, that two sightings of one line share."""
SAME_ROW = 0.5
"""Share of the lower line's height that they share."""
MAX_HEIGHT_RATIO = 1.9
"""A box higher than this in comparison holds two lines."""
APART = 0.4
"""Share of the lower line's height by which the middles of two lines of different texts lie apart."""
ALIKE = 0.5
"""Likeness (0..1) of two texts from which on they are readings of one line even in boxes that lie askew."""
INSIDE = 0.8
"""Share of a fragment's box that lies in the line it was cut from."""
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
    """Tell whether two lines (`other` the better one) lie on the same lettering, in either direction of reading."""
    left, top, right, bottom = bounds(one.box)
    left2, top2, right2, bottom2 = bounds(other.box)
    if right < left2 or right2 < left or bottom < top2 or bottom2 < top:
        return False
    if (one.rotation - other.rotation) % 180:
        return overlap(one.box, other.box) >= SAME_PLACE
    if key(one.text) in key(other.text) and overlap(one.box, other.box) >= INSIDE:
        return True
    degrees = angle(one.box)
    left, top, right, bottom = in_frame(one.box, degrees)
    left2, top2, right2, bottom2 = in_frame(other.box, degrees)
    heights = sorted((bottom - top, bottom2 - top2))
    length = min(right - left, right2 - left2)
    between = abs(top + bottom - top2 - bottom2) / 2
    if between > APART * heights[0] and Levenshtein.normalized_similarity(key(one.text), key(other.text)) < ALIKE:
        return False
    return (
        heights[1] <= MAX_HEIGHT_RATIO * max(heights[0], 1.0)
        and min(bottom, bottom2) - max(top, top2) >= SAME_ROW * heights[0]
        and min(right, right2) - max(left, left2) >= SAME_PLACE * length
    )


def absorb(winner: TextLine, loser: TextLine) -> TextLine:
    """Return the winner with the loser counted when its characters are the same; its text stays as an alternative."""
    same = key(winner.text) == key(loser.text)
    other = Alternative(loser.text, loser.confidence, loser.pass_name)
    return replace(
        winner,
        seen=winner.seen + (loser.seen if same else 0),
        alternatives=_distinct(winner.text, [*winner.alternatives, other, *loser.alternatives]),
    )


def _distinct(text: str, alternatives: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """The likeliest other texts, each once; those that part the same characters into other words come last."""
    best: dict[tuple[str, ...], Alternative] = {}
    for alternative in sorted(alternatives, key=lambda a: (key(a.text) == key(text), -a.confidence)):
        if _words(alternative.text) != _words(text):
            best.setdefault(_words(alternative.text), alternative)
    return tuple(best.values())[:MAX_ALTERNATIVES]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in map(key, text.split()) if word)


def _worth(line: TextLine) -> tuple[float, int]:
    """Sort key: a sure long line beats a sure fragment of it."""
    return round(line.confidence, 1) * min(len(key(line.text)), 6), len(line.text)
