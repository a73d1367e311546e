"""When looking on is not worth it: a close-up need not pay for the passes that crowded boards need."""

from collections.abc import Sequence
from statistics import mean, median

from .geometry import area, size
from .merge import key
from .roles import Role, role
from .types import ChipReading, TextLine

SURE = 0.95
"""Confidence that one line built like a marking must reach."""
USUAL = 0.94
"""Confidence that the lines must have on average; a logo among them is often read as doubtful letters."""
DOUBTFUL = 0.7
"""Confidence below which any line asks for a second look."""
CLOSE = 0.035
"""Share of the photo's shorter side that the lettering of a close-up is high, for half of the lines at least."""
MOST = 10
"""Lines: more are a board, and something small may hide on it."""
SIGNS = 3
"""Letters and digits of a line that counts; shorter ones are pin marks, dots and logos."""

MOST_BESIDE = 1
"""Small chips beside the one of a close-up; more are a board, and others may hide on it."""
FILLS = 0.08
"""Share of the photo that the chip of a close-up fills at least."""


def is_enough(lines: Sequence[TextLine], width: int, height: int) -> bool:
    """Tell whether the lines are one easy close-up: few, large, sure, and one of them built like a marking."""
    counted = [line for line in lines if len(key(line.text)) >= SIGNS]
    if not 2 <= len(counted) <= MOST or len({line.rotation for line in counted}) != 1:
        return False
    confidences = [line.confidence for line in counted]
    return (
        _has_sure_marking(counted)
        and min(confidences) >= DOUBTFUL
        and mean(confidences) >= USUAL
        and median(size(line.box)[1] for line in counted) >= CLOSE * min(width, height)
    )


def main_chip(chips: Sequence[ChipReading], width: int, height: int) -> ChipReading | None:
    """The chip that a close-up is of, even where its lettering is in doubt; None where a photo shows more than one
    chip of that size or `MOST_BESIDE` others, or none that bears a sure line built like a marking."""
    if len(chips) > 1 + MOST_BESIDE:
        return None
    large = [chip for chip in chips if area(chip.box) >= FILLS * width * height]
    return large[0] if len(large) == 1 and _has_sure_marking(large[0].lines) else None


def _has_sure_marking(lines: Sequence[TextLine]) -> bool:
    return any(line.confidence >= SURE and role(line.text) is Role.MARKING for line in lines)
