"""Boxes to lines: which way up, what they say, and a second and third look where that is in doubt."""

from collections.abc import Sequence

from .ctc import Probabilities
from .cutting import strip
from .engine import Pixels
from .geometry import grown, rotation, turned
from .merge import key
from .models import Models
from .types import Alternative, Box, TextLine

KEEP = 0.6
"""Confidence below which a line is noise."""
KEEP_LETTER = 0.9
"""The same for a single letter: vias, pads and dots are read as 0 and O."""
SURE = 0.9
"""Confidence from which a line is not read again, neither upside down nor closer."""
AGAIN = 0.5
"""Confidence from which a line that is not sure is looked at closer."""
AGAIN_LETTERS = 4
CLOSER = (-0.04, -0.12)
"""Shares of its height by which a box is made smaller for another look: a logo or a neighbour's edge falls out."""


def read_boxes(loaded: Models, pixels: Pixels, boxes: Sequence[Box], name: str) -> list[TextLine]:
    """Read each box the likelier way up, and where the result is not sure the other way too, and closer."""
    strips = [strip(pixels, box) for box in boxes]
    upright = [
        turned(box, 2) if flipped > 0.5 else box for box, flipped in zip(boxes, loaded.upside_down(strips), strict=True)
    ]
    found = _seen(loaded, pixels, upright, name)
    doubtful = [i for i, (line, _) in enumerate(found) if line.confidence < SURE]
    for i, other in zip(doubtful, _seen(loaded, pixels, [turned(upright[i], 2) for i in doubtful], name), strict=True):
        found[i] = max(found[i], other, key=lambda seen: seen[0].confidence)
    again = [i for i, (line, _) in enumerate(found) if _worth_another_look(line)]
    closer = [_looks(loaded, pixels, [grown(found[i][0].box, share) for i in again]) for share in CLOSER]
    for i, *looks in zip(again, *closer, strict=True):
        line, first = found[i]
        found[i] = _line(loaded.texts([first, *looks]), line.box, name), first
    return [line for line, _ in found if line.confidence >= (KEEP if len(key(line.text)) > 1 else KEEP_LETTER)]


def _seen(loaded: Models, pixels: Pixels, boxes: Sequence[Box], name: str) -> list[tuple[TextLine, Probabilities]]:
    looks = _looks(loaded, pixels, boxes)
    return [(_line(loaded.texts([look]), box, name), look) for box, look in zip(boxes, looks, strict=True)]


def _looks(loaded: Models, pixels: Pixels, boxes: Sequence[Box]) -> list[Probabilities]:
    return loaded.look([strip(pixels, box) for box in boxes])


def _worth_another_look(line: TextLine) -> bool:
    return AGAIN <= line.confidence < SURE and len(key(line.text)) >= AGAIN_LETTERS


def _line(found: Sequence[tuple[str, float]], box: Box, name: str) -> TextLine:
    (text, confidence), *others = found or [("", 0.0)]
    alternatives = tuple(Alternative(other, sure, name) for other, sure in others if key(other) != key(text))
    return TextLine(text, confidence, box, rotation(box), name, alternatives=alternatives)
