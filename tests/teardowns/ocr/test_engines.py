import os
from functools import cache

import numpy as np
import pytest

from teardowns.ocr import registry
from teardowns.ocr.engine import Engine, EngineTimeout, EngineUnavailable, Pixels, silent
from teardowns.ocr.geometry import contains, enlarged
from teardowns.ocr.merge import key
from teardowns.ocr.tesseract import TesseractEngine
from teardowns.ocr.types import EngineReport
from tests.fakes.engines import CrashingEngine, EmptyEngine, HangingEngine, ScriptedEngine
from tests.tools.optics import CLEAN, FIELD
from tests.tools.packages import ChipSpec
from tests.tools.render import render_board, render_chip

LINES = ("STM32F405", "RGT6", "GH21L 93")


@cache
def neural() -> Engine:
    return registry.engine("neural")


def words(report: EngineReport) -> set[str]:
    return {key(line.text) for chip in report.chips for line in chip.lines}


def test_the_default_engine_is_registered_and_made_once() -> None:
    assert registry.engine() is registry.engine("neural")
    assert registry.engine().name == "neural"
    with pytest.raises(KeyError):
        registry.engine("abacus")


def test_engines_sign_with_name_and_version() -> None:
    assert "rapidocr" in registry.engine("neural").version


@pytest.mark.ocr
def test_chips_at_every_turn_are_read_told_apart_and_kept_from_the_silkscreen() -> None:
    specs = [
        ChipSpec(LINES, "qfp", 0, 22),
        ChipSpec(("MAX3490", "ESA+", "2147"), "soic", 90, 22),
        ChipSpec(("AD9361BBCZ", "#1843"), "bga", 180, 22, "engraved"),
        ChipSpec(("winbond", "25Q128JVSQ"), "soic", 270, 22),
    ]
    board = render_board(specs, seed=5, size=(1100, 900), conditions=CLEAN, passives=8)
    steps: list[tuple[int, int]] = []
    report = neural().read(np.asarray(board.image), lambda done, total: steps.append((done, total)))
    for truth in board.chips:
        wanted = [key(x) for x in truth.lines]
        (chip,) = [c for c in report.chips if wanted[0] in [key(x.text) for x in c.lines]]
        assert [key(x.text) for x in chip.lines] == wanted
        assert chip.rotation == truth.rotation
        assert all(contains(enlarged(truth.box, 1.25), corner) for corner in chip.box)
    assert not set(board.designators) & words(report)
    assert steps == [(done, len(report.passes)) for done in range(len(report.passes) + 1)]


@pytest.mark.ocr
@pytest.mark.parametrize("shape", [(1, 1), (1, 4000), (3000, 2), (32, 32), (200, 300)])
def test_blank_tiny_and_stretched_pictures_are_read_as_nothing(shape: tuple[int, int]) -> None:
    report = neural().read(np.full((*shape, 3), 128, np.uint8), silent)
    assert not report.chips
    assert not report.leftovers


@pytest.mark.ocr
def test_pixels_need_not_be_contiguous() -> None:
    pixels: Pixels = np.asarray(render_chip(("LM358N",), seed=3, size=(320, 240)))
    assert words(neural().read(pixels[::-1, ::-1], silent)) == words(neural().read(pixels, silent)) == {"LM358N"}


@pytest.mark.ocr
def test_tesseract_reads_clean_lettering() -> None:
    image = render_chip(("LM358N", "ED45JF"), seed=2, conditions=CLEAN, size=(640, 480))
    report = TesseractEngine().read(np.asarray(image), silent)
    assert report.version.startswith("tesseract ")
    said = {key(x.text) for chip in report.chips for x in chip.lines} | {key(x.text) for x in report.leftovers}
    assert "LM358N" in said
    assert os.environ["OMP_THREAD_LIMIT"] == "1"


@pytest.mark.ocr
def test_tesseract_gives_up_in_time() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (1500, 1500, 3), dtype=np.uint8)
    with pytest.raises(EngineTimeout):
        TesseractEngine(timeout=0.05).read(noise, silent)


def test_a_missing_tesseract_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "/nonexistent/tesseract")
    image = np.asarray(render_chip(("LM358N",), seed=1, size=(200, 150), conditions=FIELD))
    with pytest.raises(EngineUnavailable):
        TesseractEngine().read(image, silent)


def test_the_fakes_fail_as_they_say() -> None:
    pixels = np.zeros((4, 4, 3), np.uint8)
    with pytest.raises(MemoryError):
        CrashingEngine().read(pixels, silent)
    assert HangingEngine(patience=0.01).read(pixels, silent).chips == ()
    assert EmptyEngine().read(pixels, silent).chips == ()
    (chip,) = ScriptedEngine(["LM358N", "2147"]).read(pixels, silent).chips
    assert [x.text for x in chip.lines] == ["LM358N", "2147"]
