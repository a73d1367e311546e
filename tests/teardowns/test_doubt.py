import math

import pytest

from provenance.partnumbers.types import LineReading, OtherReading
from teardowns.doubt import line_reading, stored_reading
from teardowns.ocr.types import Alternative, TextLine

BOX = ((0.0, 0.0), (9.0, 0.0), (9.0, 2.0), (0.0, 2.0))


def line(text: str, confidence: float, *others: tuple[str, float]) -> TextLine:
    return TextLine(
        text, confidence, BOX, 0, "clahe", alternatives=tuple(Alternative(t, c, "clahe") for t, c in others)
    )


def doubts(reading: LineReading) -> dict[str, float]:
    return {other.text: round(other.doubt_nats, 3) for other in reading.alternatives}


def test_the_doubt_is_the_difference_of_the_log_likelihoods() -> None:
    likely, less = math.exp(-0.5 / 6), math.exp(-2.0 / 6)
    assert doubts(line_reading(line("LT1013", likely, ("LT1019", less)))) == {"LT1019": 1.5}


def test_a_likelier_alternative_is_in_no_doubt_and_a_shorter_one_gains_nothing() -> None:
    sure, unsure = math.exp(-0.1), math.exp(-0.2)
    found = doubts(line_reading(line("LT1013", unsure, ("LT1019", sure), ("LT101", unsure))))
    assert found == {"LT1019": 0.0, "LT101": 0.0}


def test_a_piece_of_the_line_is_no_reading_of_it() -> None:
    assert line_reading(line("STM32F405RGT6", 0.9, ("STM32", 0.99))).alternatives == ()


@pytest.mark.parametrize("confidence", [0.0, 1.0])
def test_the_bounds_of_confidence_are_finite(confidence: float) -> None:
    assert all(math.isfinite(doubt) for doubt in doubts(line_reading(line("AB", confidence, ("AC", 0.0)))).values())


def test_a_stored_line_gives_the_same() -> None:
    stored = {
        "text": "LT1013",
        "confidence": 920,
        "box": [[0, 0], [9, 0], [9, 2], [0, 2]],
        "rotation": 0,
        "pass": "clahe",
        "alternatives": [{"text": "LT1019", "confidence": 717, "pass": "clahe"}],
    }
    assert stored_reading(stored) == line_reading(line("LT1013", 0.92, ("LT1019", 0.717)))


def test_what_a_person_wrote_is_in_no_doubt() -> None:
    assert stored_reading({"text": "LT1013"}) == LineReading("LT1013")
    assert OtherReading("LT1013", 0.0) not in stored_reading({"text": "LT1013"}).alternatives
