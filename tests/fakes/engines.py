"""Reading engines that behave as real ones do on a bad day, and one that reads what the test tells it."""

import threading
from collections.abc import Sequence

from teardowns.ocr.engine import Pixels, Progress
from teardowns.ocr.geometry import bounds, rectangle, rotation
from teardowns.ocr.types import Box, ChipReading, EngineReport, TextLine


def scripted_chip(lines: Sequence[str], *, left: float = 10, top: float = 10, confidence: float = 0.97) -> ChipReading:
    """Return an upright chip with these lines, 20 pixels each."""
    readings = tuple(
        TextLine(text, confidence, rectangle(left, top + 20 * i, left + 120, top + 20 * i + 16), 0, "script")
        for i, text in enumerate(lines)
    )
    return ChipReading(rectangle(left - 5, top - 5, left + 125, top + 20 * len(lines) + 5), 0, readings)


class ScriptedEngine:
    """Reads on every photo exactly the chips it was given (each a sequence of lines), and these leftovers.

    In every drawn crop it reads `region`, or nothing at all.
    """

    name = "scripted"
    version = "1"

    def __init__(self, *chips: Sequence[str], leftovers: Sequence[str] = (), region: Sequence[str] = ()) -> None:
        self._chips = tuple(scripted_chip(lines, top=10 + 200 * i) for i, lines in enumerate(chips))
        loose = scripted_chip(leftovers, left=400).lines
        self._leftovers = loose
        self._region = tuple(region)
        self.calls = 0

    def read(self, pixels: Pixels, progress: Progress) -> EngineReport:
        self.calls += 1
        progress(0, 1)
        progress(1, 1)
        return EngineReport(self.name, self.version, ("script",), self._chips, self._leftovers, 0.01)

    def read_region(self, pixels: Pixels, box: Box, progress: Progress) -> EngineReport:
        self.calls += 1
        progress(0, 1)
        progress(1, 1)
        left, top, _, _ = bounds(box)
        lines = scripted_chip(self._region, left=left, top=top).lines if self._region else ()
        chips = (ChipReading(box, rotation(box), lines),) if lines else ()
        return EngineReport(self.name, self.version, ("region",), chips, (), 0.01)


class CrashingEngine:
    """Dies in the middle of a photo with an error nobody foresaw."""

    name = "crashing"
    version = "1"

    def read(self, pixels: Pixels, progress: Progress) -> EngineReport:
        progress(0, 2)
        progress(1, 2)
        raise MemoryError("the engine ran out of memory")

    def read_region(self, pixels: Pixels, box: Box, progress: Progress) -> EngineReport:
        return self.read(pixels, progress)


class HangingEngine:
    """Does not come back until `release` is called (or its patience, in seconds, is over)."""

    name = "hanging"
    version = "1"

    def __init__(self, *, patience: float = 3600.0) -> None:
        self._released = threading.Event()
        self._patience = patience
        self.started = threading.Event()

    def release(self) -> None:
        self._released.set()

    def read(self, pixels: Pixels, progress: Progress) -> EngineReport:
        progress(0, 1)
        self.started.set()
        self._released.wait(self._patience)
        return EngineReport(self.name, self.version, (), (), (), self._patience)

    def read_region(self, pixels: Pixels, box: Box, progress: Progress) -> EngineReport:
        return self.read(pixels, progress)


class EmptyEngine(ScriptedEngine):
    """Finds nothing on any photo."""

    name = "empty"


NONSENSE = (
    "\ud800\udfff broken surrogates \udc80",
    "NUL\x00 and \x1b[31mcolours\x07",
    "\u202eTXEREVER\u202c\u2066",
    "\ufffd\ufffd\ufffe",
    "",
    "   ",
    "W" * 100_000,
    "е" * 40,
)
"""Texts that a careless engine returns: bad UTF-8 decoded by force, controls, bidi, blanks, endless."""


class NonsenseEngine:
    """Returns texts that break careless storage, confidences outside 0..1 and boxes outside the photo."""

    name = "nonsense"
    version = "\x00"

    def read(self, pixels: Pixels, progress: Progress) -> EngineReport:
        box = rectangle(-1e6, -1e6, 1e6, 1e6)
        confidences = (7.0, -1.0, float("nan"), float("inf"), 0.5, 0.5, 0.5, 0.5)
        lines = tuple(
            TextLine(text, confidence, box, 0, "nonsense")
            for text, confidence in zip(NONSENSE, confidences, strict=True)
        )
        return EngineReport(self.name, self.version, ("nonsense",), (ChipReading(box, 0, lines),), lines, -1.0)

    def read_region(self, pixels: Pixels, box: Box, progress: Progress) -> EngineReport:
        return self.read(pixels, progress)
