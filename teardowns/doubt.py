"""A read line with what it may say instead, as the resolver takes it: confidences become doubts in nats.

A line's confidence is its likelihood to the power of 1 / characters, so `len(text) * ln(confidence)` is the logarithm
of the likelihood again; an alternative's doubt is by how much its own is lower. Pure.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from provenance.partnumbers.types import LineReading, OtherReading
from teardowns.ocr.merge import key
from teardowns.ocr.types import Alternative, TextLine

_THOUSANDTHS = 1000
_LEAST = 0.0005
"""Half of the smallest confidence that is stored."""


def line_reading(line: TextLine) -> LineReading:
    """A line of an engine's report."""
    others = (OtherReading(other.text, _doubt(line, other)) for other in _said_otherwise(line))
    return LineReading(line.text, tuple(others))


def stored_reading(line: Mapping[str, Any]) -> LineReading:
    """A line of `Reading.lines`; a person's holds text only, so nothing of it is in doubt."""
    return line_reading(
        TextLine(
            text=line["text"],
            confidence=line.get("confidence", _THOUSANDTHS) / _THOUSANDTHS,
            box=((0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)),
            rotation=0,
            pass_name=line.get("pass", ""),
            alternatives=tuple(
                Alternative(other["text"], other.get("confidence", 0) / _THOUSANDTHS, other.get("pass", ""))
                for other in line.get("alternatives", ())
            ),
        )
    )


def _said_otherwise(line: TextLine) -> Iterable[Alternative]:
    """The alternatives that are other texts of the whole line; a piece that was cut out of it is none."""
    said = key(line.text)
    return (other for other in line.alternatives if key(other.text) not in said or _nearly_as_long(other, said))


def _nearly_as_long(other: Alternative, said: str) -> bool:
    return len(said) - len(key(other.text)) <= 1


def _doubt(line: TextLine, other: Alternative) -> float:
    """Nats, at least 0. A shorter text is taken to be as long as the line: what it leaves out is no gain."""
    read, said = max(_LEAST, line.confidence), max(_LEAST, other.confidence)
    return max(0.0, len(line.text) * math.log(read) - max(len(line.text), len(other.text)) * math.log(said))
