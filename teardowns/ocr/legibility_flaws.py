"""From measures to flaws, each with its weight. Every limit stands here with what was measured at it."""

from collections.abc import Sequence
from statistics import median

from .legibility_face import Face
from .legibility_lettering import Lettering
from .legibility_types import Flaw, Reason

NEEDED_HEIGHT, LEAST_HEIGHT = 20, 14
"""Pixels of a capital: all lines of real chips are read at 20, 97 % at 14, 86 % at 10, 70 % at 7."""
MOST_BLUR = 0.105
"""Letter heights: 86 % of lines are read at 0.105, 69 % at 0.14, half at 0.17."""
LEAST_CONTRAST = 8.0
"""Grey levels: 95 % of lines are read at 8, 84 % at 3, half at 1.5."""
DARK = 50.0
"""Grey level that a chip's surroundings reach: 96 and more on real photos that can be read."""
MOST_WASHED_OUT = 0.03
"""Share of the face that mirrors the lamp: rendered chips lose characters from there."""
LABEL = 150.0
"""Grey level that a white body nowhere falls below."""
NEEDED_SIDE, LEAST_SIDE = 200, 110
"""Pixels of an unread face: below the second the lettering is as a rule less than 12 high."""
UNREAD_BLUR = 0.13
"""Letter heights, roughly: of rendered faces too blurred to read all are above, of sanded and faded ones 98 % below."""
LEAST_RELIEF = 8.0
ONE_WAY = 0.6
"""Coherence: of rendered sanded faces 85 % are above; of sharp lettering that is read 5 %."""
FATAL = 10.0
"""Weight of a flaw that hides characters."""

Weighed = tuple[float, Reason]
"""How many times worse than bearable, and what."""


def flaws_of_lettering(lines: Sequence[Lettering]) -> list[Weighed]:
    """What is wrong with lettering, by its median line."""
    if not lines:
        return []
    height = median(line.height for line in lines)
    blur = median(line.blur for line in lines)
    contrast = median(line.contrast for line in lines)
    found: list[Weighed] = []
    if height < LEAST_HEIGHT:
        numbers = {"height": max(1, round(height)), "needed": NEEDED_HEIGHT}
        found.append((LEAST_HEIGHT / max(height, 1.0), Reason(Flaw.TOO_SMALL, numbers)))
    elif blur > MOST_BLUR:
        found.append((blur / MOST_BLUR, Reason(Flaw.BLURRED)))
    if contrast < LEAST_CONTRAST:
        found.append((LEAST_CONTRAST / max(contrast, 1.0), Reason(Flaw.LOW_CONTRAST)))
    return found


def flaws_of_light(face: Face) -> list[Weighed]:
    """What is wrong with the light on a face."""
    found: list[Weighed] = []
    label = face.darkest >= LABEL and face.relief >= LEAST_RELIEF
    if face.washed_out > MOST_WASHED_OUT and not label:
        found.append((FATAL, Reason(Flaw.GLARE)))
    if face.brightest < DARK:
        found.append((DARK / max(face.brightest, 1.0), Reason(Flaw.DARK)))
    return found


def flaws_of_surface(face: Face) -> list[Weighed]:
    """Whether a face looks sanded: fine parallel scratches. Rows of blurred lettering are parallel, but not fine."""
    sanded = face.one_way > ONE_WAY and face.blur <= UNREAD_BLUR
    return [(FATAL / 2, Reason(Flaw.GROUND_OFF))] if sanded else []


def flaws_of_unread(face: Face) -> list[Weighed]:
    """Why nothing was read on a face; nothing when it looks as if it could have been."""
    found = flaws_of_light(face)
    if face.side < LEAST_SIDE:
        found.append((LEAST_SIDE / face.side, Reason(Flaw.FAR, {"side": round(face.side), "needed": NEEDED_SIDE})))
    elif face.blur > UNREAD_BLUR:
        found.append((face.blur / UNREAD_BLUR, Reason(Flaw.BLURRED)))
    else:
        found += flaws_of_surface(face)
    if face.relief < LEAST_RELIEF:
        found.append((LEAST_RELIEF / max(face.relief, 1.0), Reason(Flaw.LOW_CONTRAST)))
    return found


def by_weight(flaws: Sequence[Weighed]) -> tuple[Reason, ...]:
    """The weightiest first, each once; what is dark, mirrors or was sanded is not blamed for low contrast too."""
    ordered = [reason for _weight, reason in sorted(flaws, key=lambda flaw: -flaw[0])]
    codes = {reason.code for reason in ordered}
    implied = {Flaw.LOW_CONTRAST} if codes & {Flaw.DARK, Flaw.GROUND_OFF, Flaw.GLARE} else set()
    return tuple({reason.code: reason for reason in reversed(ordered) if reason.code not in implied}.values())[::-1]
