"""Reports and resolutions as an engine and a catalogue would give them."""

from collections.abc import Sequence

from provenance.partnumbers.types import Candidate, Decision, Resolution
from teardowns.evaluation.labels import Label
from teardowns.evaluation.values import Cost, PhotoReading, Reading
from teardowns.ocr.geometry import rectangle
from teardowns.ocr.types import ChipReading, EngineReport, TextLine

SIZE = (1000, 800)


def candidate(number: str, *, score: float = 0.9, catalogued: bool = True) -> Candidate:
    return Candidate(number, "Maker", "Maker", catalogued, score, ())


def resolution(*candidates: Candidate, decision: Decision = Decision.AMBIGUOUS) -> Resolution:
    return Resolution((), candidates, (), decision if candidates else Decision.UNKNOWN)


def line(text: str, *, x: float = 100, y: float = 100, height: float = 20, confidence: float = 0.9) -> TextLine:
    return TextLine(text, confidence, rectangle(x, y, x + 10 * len(text), y + height), 0, "test")


def chip(*texts: str, x: float = 100, y: float = 100, height: float = 20) -> ChipReading:
    lines = tuple(line(text, x=x, y=y + 1.5 * height * i, height=height) for i, text in enumerate(texts))
    return ChipReading(rectangle(x, y, x + 100, y + 100), 0, lines)


def reading(
    *chips: ChipReading,
    leftovers: Sequence[TextLine] = (),
    resolutions: Sequence[Resolution] = (),
    cost: Cost | None = None,
) -> Reading:
    report = EngineReport("test", "1", ("test",), chips, tuple(leftovers), 0.1)
    return Reading(*SIZE, report, tuple(resolutions), cost or Cost(0.1, 1.0, 0.2, 1.4, 300.0))


def photo(file: str, *chips: ChipReading, resolutions: Sequence[Resolution] = ()) -> PhotoReading:
    return PhotoReading(file, reading(*chips, resolutions=resolutions))


def label(part_number: str, *lines: str, file: str = "a.png", **more) -> Label:
    return Label(file, part_number, lines or (part_number,), **more)
