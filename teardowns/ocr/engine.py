"""The small contract every engine keeps."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .types import Box, EngineReport

Pixels = NDArray[np.uint8]
"""Height x width x 3, RGB; at most about 25 million pixels, the caller scales."""

Progress = Callable[[int, int], None]
"""Called with (passes done, passes in all)."""


class EngineUnavailable(RuntimeError):
    """The engine cannot work on this machine (a binary or a model is missing): trying again is no use."""


class EngineTimeout(RuntimeError):
    """The engine took longer on one photo than it may."""


class Engine(Protocol):
    """Reads one photo. Never raises on any pixels; may raise EngineUnavailable and EngineTimeout."""

    @property
    def name(self) -> str:
        """The name in the registry."""

    @property
    def version(self) -> str:
        """Versions of the program and its models, as stored with every reading."""

    def read(self, pixels: Pixels, progress: Progress) -> EngineReport:
        """Read all lettering on `pixels` (any size from 1 x 1, contiguous or not)."""

    def read_region(self, pixels: Pixels, box: Box, progress: Progress) -> EngineReport:
        """Read one crop that a person drew on `pixels`; its first corner is the upper left of upright lettering.

        The report holds one chip with every line in the box, or none. It answers while a person waits: well under
        a second of computing. `box` may be any convex quadrilateral, clockwise, and reach beyond the pixels.
        """


def silent(done: int, total: int) -> None:
    """A `Progress` that tells nobody."""
