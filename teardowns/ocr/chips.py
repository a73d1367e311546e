"""Lines of lettering to chips: lines near each other in one direction, within one body where a body was found."""

from collections.abc import Sequence

from .geometry import angle, area, around, bounds, centre, contains, in_frame, overlap, rotation, size, turned
from .merge import key
from .roles import Role, role
from .types import Box, ChipReading, TextLine

CLOSE = 1.1
"""Largest gap between lines of one block, in heights of the larger."""
LOOSE = 3.5
"""The same on a common body."""
WORD_GAP = 1.2
"""Largest gap between two pieces of one line, in heights."""
MAX_HEIGHT_RATIO = 3.0
LEAST_BODY, LARGEST_BODY = 1.3, 30.0
"""A body has at least so many times its lettering's area, and is at most so many line heights across."""
WORD_LETTERS = 4
SURE = 0.8
INSIDE = 0.8
"""Share of a line's box that lies on its body."""
APART = 0.1
"""Bodies that share less of the smaller one than this are two chips; more, and they are two guesses at one."""


def group(lines: Sequence[TextLine], bodies: Sequence[Box]) -> tuple[list[ChipReading], list[TextLine]]:
    """Return (chips, leftovers): every line is in exactly one of them. `bodies` are outlines of dark packages."""
    homes = [_body_of([line], bodies) for line in lines]
    chips: list[ChipReading] = []
    leftovers: list[TextLine] = []
    for members in _blocks(lines, homes):
        block = [lines[i] for i in members]
        body = _body_of(block, bodies)
        if is_chip(block, on_body=body is not None):
            chips.append(_chip(block, body))
        else:
            leftovers.extend(block)
    return sorted(chips, key=lambda chip: bounds(chip.box)[1::-1]), leftovers


def is_chip(lines: Sequence[TextLine], *, on_body: bool) -> bool:
    """Tell chip lettering from print on the board: one marking-like line, or sure words on a dark body."""
    if any(role(line.text) is Role.MARKING for line in lines):
        return True
    words = (line for line in lines if line.confidence >= SURE and role(line.text) is Role.WORD)
    return on_body and sum(len(key(word.text)) for word in words) >= WORD_LETTERS


def near(one: TextLine, other: TextLine, gap: float = CLOSE) -> bool:
    """Tell whether two lines stand like lines of one block: same direction, similar height, small gap."""
    if one.rotation != other.rotation:
        return False
    heights = size(one.box)[1], size(other.box)[1]
    large, small = max(heights), max(1.0, min(heights))
    if large > MAX_HEIGHT_RATIO * small:
        return False
    degrees = angle(one.box)
    left, top, right, bottom = in_frame(one.box, degrees)
    left2, top2, right2, bottom2 = in_frame(other.box, degrees)
    across = max(top, top2) - min(bottom, bottom2)
    along = max(left, left2) - min(right, right2)
    return (along <= 0 and across <= gap * large) or (across <= -small / 2 and along <= WORD_GAP * large)


def _body_of(lines: Sequence[TextLine], bodies: Sequence[Box]) -> Box | None:
    """Return the smallest plausible body that holds all the lines."""
    height, lettering = max(size(line.box)[1] for line in lines), sum(area(line.box) for line in lines)
    plausible = (
        body
        for body in bodies
        if area(body) >= LEAST_BODY * lettering
        and min(size(body)) <= LARGEST_BODY * max(height, 1.0)
        and all(contains(body, centre(line.box)) and overlap(line.box, body) >= INSIDE for line in lines)
    )
    return min(plausible, key=area, default=None)


def _blocks(lines: Sequence[TextLine], homes: Sequence[Box | None]) -> list[list[int]]:
    """Return the connected groups of lines that belong together pairwise."""
    parent = list(range(len(lines)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, one in enumerate(lines):
        for j in range(i):
            if root(i) != root(j) and _together(one, lines[j], homes[i], homes[j]):
                parent[root(i)] = root(j)
    blocks: dict[int, list[int]] = {}
    for i in range(len(lines)):
        blocks.setdefault(root(i), []).append(i)
    return list(blocks.values())


def _together(one: TextLine, other: TextLine, home: Box | None, home2: Box | None) -> bool:
    if home is not None and home == home2:
        return near(one, other, LOOSE)
    if home is not None and home2 is not None:
        return overlap(home, home2) >= APART and near(one, other)
    if home is None and home2 is None:
        return near(one, other)
    outside = one if home is None else other
    return role(outside.text) is not Role.DESIGNATOR and near(one, other)


def _chip(lines: Sequence[TextLine], body: Box | None) -> ChipReading:
    upright = lines[0].rotation
    degrees = angle(max(lines, key=lambda line: size(line.box)[0]).box)
    ordered = tuple(_in_reading_order(lines, degrees))
    if body is None:
        return ChipReading(around([line.box for line in ordered], degrees), upright, ordered)
    return ChipReading(_as_read(body, upright), upright, ordered)


def _as_read(body: Box, upright: int) -> Box:
    """Return the body beginning with the corner that is at the upper left once the chip is upright."""
    return next((t for t in (turned(body, k) for k in range(4)) if rotation(t) == upright), body)


def _in_reading_order(lines: Sequence[TextLine], degrees: float) -> list[TextLine]:
    """Rows from top to bottom, pieces of a row from left to right."""
    frames = [(in_frame(line.box, degrees), line) for line in lines]
    frames.sort(key=lambda item: item[0][1] + item[0][3])
    rows: list[list[tuple[tuple[float, float, float, float], TextLine]]] = []
    for frame, line in frames:
        middle = (frame[1] + frame[3]) / 2
        if rows and rows[-1][0][0][1] < middle < rows[-1][0][0][3]:
            rows[-1].append((frame, line))
        else:
            rows.append([(frame, line)])
    return [line for row in rows for _, line in sorted(row, key=lambda item: item[0][0])]
