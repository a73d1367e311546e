"""How well a chip can be read on a photo, and what a better photo would need.

The reader's confidence decides, the pixels explain: on real strips spoiled step by step, the share of lines read
exactly follows the confidence whatever spoiled them (0.98: 95 %, 0.95: 80 %, 0.9: 60 %, below 0.8: under 20 %).
Clear therefore means: nine in ten such chips are read exactly.
"""

from collections.abc import Sequence

from .engine import Pixels
from .legibility_face import measure_face
from .legibility_flaws import FATAL, Weighed, by_weight, flaws_of_lettering, flaws_of_light, flaws_of_surface
from .legibility_lettering import measure_lettering
from .legibility_types import Flaw, Legibility, Reason, Verdict
from .merge import key
from .types import Box, ChipReading, TextLine

CLEAR_FROM, CLEAR_WITH_FLAW_FROM = 0.97, 0.985
"""Mean confidence of the characters; small or blurred lettering is misread surely more often."""
ILLEGIBLE_BELOW = 0.75
DOUBTED_BELOW = 0.95
"""Lines below this are those whose flaws are told."""
AT_EDGE = 0.12
"""Letter heights between a line's box and the photo's edge: where there is less, the line may go on beyond."""


def judge_chip(pixels: Pixels, chip: ChipReading) -> Legibility:
    """Say how well the chip can be read and why not better. Never raises."""
    lines = [line for line in chip.lines if key(line.text)]
    measured = [(line, found) for line in lines if (found := measure_lettering(pixels, line.box)) is not None]
    doubted = [found for line, found in measured if line.confidence < DOUBTED_BELOW]
    flaws = flaws_of_lettering(doubted or [found for _line, found in measured])
    if any(_runs_out(pixels, line.box, found.height) for line, found in measured):
        flaws.append((FATAL, Reason(Flaw.CUT_OFF)))
    confidence = _confidence(lines)
    face = measure_face(pixels, chip.box)
    if face is not None:
        flaws += flaws_of_light(face) + (flaws_of_surface(face) if confidence < ILLEGIBLE_BELOW else [])
    verdict = _verdict(confidence, flaws)
    return Legibility(verdict, () if verdict is Verdict.CLEAR else by_weight(flaws))


def _verdict(confidence: float, flaws: Sequence[Weighed]) -> Verdict:
    """What hides characters hides them from a sure reader too; any other flaw raises what is asked of it."""
    hidden = any(weight >= FATAL for weight, _reason in flaws)
    if not hidden and confidence >= (CLEAR_WITH_FLAW_FROM if flaws else CLEAR_FROM):
        return Verdict.CLEAR
    return Verdict.PARTIAL if confidence >= ILLEGIBLE_BELOW else Verdict.ILLEGIBLE


def _confidence(lines: Sequence[TextLine]) -> float:
    """The mean over characters."""
    letters = sum(len(key(line.text)) for line in lines)
    return sum(line.confidence * len(key(line.text)) for line in lines) / letters if letters else 0.0


def _runs_out(pixels: Pixels, box: Box, height: float) -> bool:
    """Tell whether a line runs up to the photo's edge."""
    tall, wide = pixels.shape[:2]
    middles = (((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in zip(box, (*box[1:], box[0]), strict=True))
    return any(min(x, y, wide - x, tall - y) < AT_EDGE * height for x, y in middles)
