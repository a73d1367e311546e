"""Values of the reader. Coordinates are pixels of the EXIF-transposed photo, x to the right, y down."""

from dataclasses import dataclass

Point = tuple[float, float]
Box = tuple[Point, Point, Point, Point]
"""Four corners, clockwise, beginning at the top-left of the text as a reader sees it when it is upright."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another text that some pass read at the place of a line: kept, because a person may find it better."""

    text: str
    confidence: float
    pass_name: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of lettering.

    `rotation` (0, 90, 180, 270) is the counter-clockwise turn of the photo that makes the line upright;
    `seen` is the number of passes that read this same text here.
    """

    text: str
    confidence: float
    box: Box
    rotation: int
    pass_name: str
    seen: int = 1
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class ChipReading:
    """The lettering of one chip, lines in reading order; `box` is the body if one was found, else the text."""

    box: Box
    rotation: int
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class EngineReport:
    """What an engine read on one photo, signed: engine, version, passes as they ran, seconds on the clock.

    `leftovers` are lines that belong to no chip: silkscreen designators and words printed on the board.
    """

    engine: str
    version: str
    passes: tuple[str, ...]
    chips: tuple[ChipReading, ...]
    leftovers: tuple[TextLine, ...]
    seconds: float
