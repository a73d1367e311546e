"""What the evaluation is made of: what one reader said of one photo, and what it cost."""

from dataclasses import dataclass

from provenance.partnumbers.types import Resolution
from teardowns.ocr.types import EngineReport


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of the process and the programs it started, by step; seconds on the clock; peak of memory in MB."""

    decoding: float
    reading: float
    resolving: float
    wall: float
    peak_mb: float

    @property
    def cpu(self) -> float:
        """All CPU seconds of the photo."""
        return self.decoding + self.reading + self.resolving


@dataclass(frozen=True, slots=True)
class Reading:
    """A report on a picture of `width` x `height` pixels, with a resolution for each of its chips (or none at all)."""

    width: int
    height: int
    report: EngineReport
    resolutions: tuple[Resolution, ...]
    cost: Cost


@dataclass(frozen=True, slots=True)
class PhotoReading:
    """What became of one photo; `reading` is None where it failed, and `failure` says why."""

    file: str
    reading: Reading | None
    failure: str = ""
