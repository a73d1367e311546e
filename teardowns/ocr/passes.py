"""How a photo is prepared for finding text. A pass is a named function from what is known so far to views.

Contrast is changed for the detector only; the recogniser always gets the untouched pixels (measured: better).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .chips import group
from .contrast import colour, evened, grey
from .engine import Pixels
from .enough import main_chip
from .geometry import enlarged, size, turned
from .types import Box, TextLine
from .views import View, mosaics, whole_view


@dataclass(frozen=True, slots=True)
class Situation:
    """What a pass may look at: the photo, the bodies found on it, what earlier passes read and which they were."""

    pixels: Pixels
    bodies: Sequence[Box]
    lines: Sequence[TextLine]
    done: Sequence[str] = ()


def whole(known: Situation) -> Iterator[View]:
    """The photo as it is, scaled for the detector."""
    yield whole_view(known.pixels, 0)


def glance(known: Situation) -> Iterator[View]:
    """The photo at a third of the pixels, its contrast evened out: shows close-ups whole, and large chips on boards."""
    yield whole_view(colour(evened(grey(known.pixels))), 0, GLANCE_SIDE)


def closer(known: Situation) -> Iterator[View]:
    """The one chip that a close-up is of; nothing on a photo of several."""
    height, width = known.pixels.shape[:2]
    chip = main_chip(group(known.lines, known.bodies)[0], width, height)
    if chip is not None:
        yield from mosaics(grey(known.pixels), [_lying(enlarged(chip.box, AROUND))])


def clahe(known: Situation) -> Iterator[View]:
    """The photo with its local contrast evened out; nothing when a first look has shown it at this size already."""
    if "glance" not in known.done or max(known.pixels.shape[:2]) > GLANCE_SIDE:
        yield whole_view(colour(evened(grey(known.pixels))), 0)


def clahe_turned(known: Situation) -> Iterator[View]:
    """The same turned a quarter: detectors miss lines that run up or down."""
    yield whole_view(colour(evened(grey(known.pixels))), 1)


def bodies(known: Situation) -> Iterator[View]:
    """Mosaics of the chip bodies, their longer side across, as inverted local z-score."""
    yield from mosaics(grey(known.pixels), [_lying(body) for body in known.bodies])


def bodies_turned(known: Situation) -> Iterator[View]:
    """The same turned a quarter."""
    yield from mosaics(grey(known.pixels), [turned(_lying(body), 1) for body in known.bodies])


AROUND = 1.15
"""How much more than the chip, or than its lettering where its outline is not known, a closer look shows."""
GLANCE_SIDE = 960
"""Pixels: the longer side of a first look."""

PASSES: Mapping[str, Callable[[Situation], Iterator[View]]] = {
    "glance": glance,
    "closer": closer,
    "whole": whole,
    "clahe": clahe,
    "clahe turned": clahe_turned,
    "bodies": bodies,
    "bodies turned": bodies_turned,
}


def _lying(body: Box) -> Box:
    """Return the body with its longer side across, nearest to upright."""
    width, height = size(body)
    lying = body if width >= height else turned(body, 1)
    return lying if lying[0][0] <= lying[1][0] else turned(lying, 2)
