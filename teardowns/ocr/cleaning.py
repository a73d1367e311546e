"""What an engine returns is input like any other: made safe to store and to show, and bounded."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from .types import Box, ChipReading, EngineReport, TextLine

MAX_CHARACTERS = 120
MAX_LINES = 500
"""Lines kept of one photo; a crowded board gives about 200."""


def clean_text(text: str) -> str:
    """Return the text without control, bidi, surrogate and private characters, blanks collapsed, bounded."""
    kept = (" " if c.isspace() else c for c in text[: 10 * MAX_CHARACTERS] if c.isspace() or _printable(c))
    return " ".join("".join(kept).split())[:MAX_CHARACTERS].strip()


def _printable(character: str) -> bool:
    return unicodedata.category(character)[0] != "C"


def clean_lines(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines with clean text and confidence within 0..1; empty ones and those too many are dropped."""
    cleaned = (
        replace(line, text=clean_text(line.text), confidence=min(1.0, max(0.0, line.confidence))) for line in lines
    )
    return [line for line in cleaned if line.text and _finite(line.box)][:MAX_LINES]


def clean_report(report: EngineReport) -> EngineReport:
    """Return the report as it may be stored, whatever the engine did; chips without a line are dropped."""
    chips: list[ChipReading] = []
    room = MAX_LINES
    for chip in report.chips:
        lines = clean_lines(chip.lines)[:room]
        room -= len(lines)
        if lines and _finite(chip.box):
            chips.append(replace(chip, lines=tuple(lines)))
    return replace(
        report,
        engine=clean_text(report.engine),
        version=clean_text(report.version),
        chips=tuple(chips),
        leftovers=tuple(clean_lines(report.leftovers)[:room]),
        seconds=max(0.0, report.seconds),
    )


def _finite(box: Box) -> bool:
    return all(math.isfinite(value) for point in box for value in point)
