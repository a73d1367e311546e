"""Which of the reported chips is the labelled one. No chip is given to two labels.

* First the lettering tells: a chip goes to the label with whose marking lines it shares most characters, lines that
  are recognised counted only. Where the label has a box, drawn by eye, at least half of the chip's lettering must lie
  in it or near it (a quarter of its sides around it).
* A label that is left, because its chip was not read or not recognisably, takes of the chips that are left the one
  with most lettering: of those that lie in its box; without a box of all, when it is the photo's only label.

Lettering is counted by the area of the lines; a line lies where its centre is.
"""

from collections.abc import Sequence

from teardowns.evaluation.labels import FractionBox, Label
from teardowns.evaluation.lines import matches, pieces
from teardowns.ocr.geometry import area, centre
from teardowns.ocr.types import ChipReading

NEAR = 0.25
Size = tuple[int, int]
"""Width and height of the picture that was read."""


def right_chips(labels: Sequence[Label], chips: Sequence[ChipReading], size: Size) -> list[int | None]:
    """For each label of one photo the index of its chip, None where there is none."""
    chosen: list[int | None] = [None] * len(labels)
    for at, chip in _by_lettering(labels, chips, size):
        if chosen[at] is None and chip not in chosen:
            chosen[at] = chip
    for at, label in enumerate(labels):
        if chosen[at] is None:
            free = [i for i, chip in enumerate(chips) if i not in chosen and _at_home(label, labels, chip, size)]
            chosen[at] = max(free, key=lambda i: (_lettering(chips[i]), -i), default=None)
    return chosen


def _by_lettering(labels: Sequence[Label], chips: Sequence[ChipReading], size: Size) -> list[tuple[int, int]]:
    """(label, chip) that share characters, those that share most first."""
    found = []
    for at, label in enumerate(labels):
        for i, chip in enumerate(chips):
            if label.box is None or _lies_in(chip, _grown(label.box), size):
                found.append((-_shared(label, chip), at, i))
    return [(at, i) for shared, at, i in sorted(found) if shared < 0]


def _shared(label: Label, chip: ChipReading) -> int:
    """Characters of the marking lines that are right on this chip."""
    found = matches(label.marking_lines or (label.part_number,), pieces(chip.lines))
    return sum(match.length - match.edits for match in found if match.matched)


def _at_home(label: Label, labels: Sequence[Label], chip: ChipReading, size: Size) -> bool:
    return len(labels) == 1 if label.box is None else _lies_in(chip, label.box, size)


def _lies_in(chip: ChipReading, box: FractionBox, size: Size) -> bool:
    left, top, right, bottom = box
    inside = 0.0
    for line in chip.lines:
        x, y = centre(line.box)
        if left <= x / size[0] <= right and top <= y / size[1] <= bottom:
            inside += area(line.box)
    return inside > 0 and 2 * inside >= _lettering(chip)


def _grown(box: FractionBox) -> FractionBox:
    left, top, right, bottom = box
    x, y = NEAR * (right - left), NEAR * (bottom - top)
    return left - x, top - y, right + x, bottom + y


def _lettering(chip: ChipReading) -> float:
    return sum(area(line.box) for line in chip.lines)
