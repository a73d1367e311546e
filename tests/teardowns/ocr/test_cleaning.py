import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from teardowns.ocr.cleaning import MAX_CHARACTERS, MAX_LINES, clean_report, clean_text
from teardowns.ocr.engine import silent
from teardowns.ocr.types import EngineReport
from tests.fakes.engines import NonsenseEngine, ScriptedEngine, scripted_chip

PHOTO = np.zeros((8, 8, 3), np.uint8)


@given(st.text(st.characters(), max_size=400))
def test_clean_text_can_be_stored_and_shown(text: str) -> None:
    cleaned = clean_text(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert "\x00" not in cleaned
    assert len(cleaned) <= MAX_CHARACTERS
    assert clean_text(cleaned) == cleaned


def test_ordinary_lettering_is_untouched() -> None:
    assert clean_text("MAX3490ESA+ µPD 1°") == "MAX3490ESA+ µPD 1°"
    assert clean_text("\u202eTXET\u202c") == "TXET"


def test_a_nonsense_report_becomes_storable() -> None:
    report = clean_report(NonsenseEngine().read(PHOTO, silent))
    lines = [x for chip in report.chips for x in chip.lines] + list(report.leftovers)
    assert lines
    for x in lines:
        x.text.encode("utf-8")
        assert x.text
        assert len(x.text) <= MAX_CHARACTERS
        assert 0 <= x.confidence <= 1
        assert all(math.isfinite(v) for point in x.box for v in point)
    assert report.seconds >= 0
    assert report.version.isprintable()


def test_five_hundred_lines_are_the_most_that_is_kept() -> None:
    chip = scripted_chip([f"LINE{i}" for i in range(400)])
    report = EngineReport("x", "1", (), (chip, chip), chip.lines, 0.1)
    cleaned = clean_report(report)
    assert sum(len(c.lines) for c in cleaned.chips) + len(cleaned.leftovers) == MAX_LINES


def test_a_good_report_is_unchanged() -> None:
    report = ScriptedEngine(["STM32F405", "RGT6"], leftovers=["R17"]).read(PHOTO, silent)
    assert clean_report(report) == report
