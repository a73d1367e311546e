"""Drawn crops: when a second look is taken, what is kept of it, and real engines on rendered chips."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest

from teardowns.ocr import region, registry
from teardowns.ocr.engine import EngineTimeout, EngineUnavailable, Pixels, silent
from teardowns.ocr.geometry import centre, contains, enlarged, rectangle, rotation, turned
from teardowns.ocr.merge import key
from teardowns.ocr.tesseract import TesseractEngine
from teardowns.ocr.types import Box, TextLine
from tests.teardowns.ocr.builders import line
from tests.tools.optics import CLEAN
from tests.tools.packages import ChipSpec
from tests.tools.render import render_board, render_chip

PIXELS: Pixels = np.full((300, 400, 3), 90, np.uint8)
BOX = rectangle(50, 50, 350, 250)


class Script:
    """A detector and a recogniser that say, look by look, what the test tells them."""

    def __init__(self, *looks: Sequence[TextLine]) -> None:
        self._looks = list(looks)
        self.passes: list[str] = []
        self.views: list[tuple[int, ...]] = []

    def find(self, view: Pixels) -> list[Box]:
        self.views.append(view.shape)
        height, width = view.shape[:2]
        return [rectangle(width / 2 - 5, height / 2 - 5, width / 2 + 5, height / 2 + 5)]

    def read(self, boxes: Sequence[Box], name: str) -> list[TextLine]:
        self.passes.append(name)
        return list(self._looks.pop(0))

    def run(self, box: Box = BOX) -> tuple[list[str], tuple[str, ...], list[tuple[int, int]]]:
        steps: list[tuple[int, int]] = []
        chip, passes = region.read_crop(
            PIXELS, box, find=self.find, read=self.read, progress=lambda done, total: steps.append((done, total))
        )
        return [one.text for one in chip.lines] if chip else [], passes, steps


def test_a_sure_crop_is_looked_at_once() -> None:
    script = Script([line("AD9361BBCZ", 60, 60), line("#2147", 60, 90)])
    assert script.run() == (["AD9361BBCZ", "#2147"], ("region",), [(0, 4), (4, 4)])
    assert all(side % 32 == 0 for shape in script.views for side in shape[:2])


def test_a_doubtful_crop_is_looked_at_again_and_the_other_text_kept_beside() -> None:
    sure = line("BBCZ", 60, 90, pass_name="region")
    first = line("8D9361", 60, 60, confidence=0.7, pass_name="region")
    second = line("AD9361", 60, 60, confidence=0.96, pass_name="region close")
    chip, passes = region.read_crop(
        PIXELS, BOX, find=(script := Script([first, sure], [second])).find, read=script.read, progress=silent
    )
    assert chip is not None and passes == ("region", "region close")
    assert [(one.text, [(other.text, other.pass_name) for other in one.alternatives]) for one in chip.lines] == [
        ("AD9361", [("8D9361", "region")]),
        ("BBCZ", []),
    ]


def test_where_nothing_is_found_the_crop_is_turned_and_at_last_read_as_one_line() -> None:
    assert Script([], [], [], []).run() == (
        [],
        ("region", "region far", "region close", "region turned"),
        [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)],
    )
    narrow = rectangle(50, 50, 350, 90)
    texts, passes, _steps = Script([], [], [], [], [line("LM358N", 50, 50)]).run(narrow)
    assert texts == ["LM358N"] and passes[-1] == "region whole"


def test_lines_stand_in_reading_order_and_the_box_turns_with_them() -> None:
    below = turned(rectangle(100, 100, 120, 220), 1)
    above = turned(rectangle(140, 100, 160, 220), 1)
    lines = [TextLine(text, 0.95, box, 90, "region") for text, box in (("SECOND1", below), ("FIRST1", above))]
    script = Script(lines, [])
    chip, passes = region.read_crop(PIXELS, BOX, find=script.find, read=script.read, progress=silent)
    assert passes == ("region", "region turned")
    assert chip is not None and [one.text for one in chip.lines] == ["FIRST1", "SECOND1"]
    assert chip.rotation == rotation(chip.box) == 90 and set(chip.box) == set(BOX)


@pytest.mark.ocr
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_chip_is_read_alone_at_every_turn_also_when_the_box_is_not_turned(turn: int) -> None:
    specs = [ChipSpec(("STM32F405", "RGT6", "GH21L 93"), "qfp", turn, 22), ChipSpec(("LM358N", "2147"), "soic", 0, 22)]
    board = render_board(specs, seed=5, size=(900, 700), conditions=CLEAN, passives=8)
    pixels, chip = np.asarray(board.image), board.chips[0]
    for box in (chip.box, turned(chip.box, -(turn // 90))):
        report = registry.engine("neural").read_region(pixels, box, silent)
        (found,) = report.chips
        assert [key(one.text) for one in found.lines] == ["STM32F405", "RGT6", "GH21L93"]
        assert found.rotation == turn and report.passes[0] == "region" and not report.leftovers
        assert all(contains(enlarged(chip.box, 1.1), centre(one.box)) for one in found.lines)


class Centred(Script):
    """Every look finds the middle of the crop; what was not read there again is left out."""

    def read(self, boxes: Sequence[Box], name: str) -> list[TextLine]:
        return super().read(boxes, name) if boxes else []


MIDDLE = rectangle(180, 130, 220, 170)


def test_a_few_letters_read_upside_down_are_read_again() -> None:
    over = TextLine("1", 0.92, turned(MIDDLE, 2), 180, "region")
    script = Centred([over], [TextLine("T", 1.0, MIDDLE, 0, "region far")])
    assert script.run()[0] == ["T"] and script.passes == ["region", "region far"]


def test_a_letter_read_across_the_long_line_is_read_again() -> None:
    long = TextLine("LM358N", 0.99, turned(rectangle(100, 100, 120, 220), 1), 90, "region")
    across = TextLine("M", 0.94, MIDDLE, 0, "region")
    script = Centred([long, across], [TextLine("W", 1.0, turned(MIDDLE, 1), 90, "region turned")])
    assert script.run()[:2] == (["W", "LM358N"], ("region", "region turned"))


def test_a_few_letters_read_as_the_crop_is_laid_are_not_read_again() -> None:
    script = Centred([TextLine("K7", 0.95, MIDDLE, 0, "region")])
    assert script.run() == (["K7"], ("region", "region far", "region close"), [(0, 4), (1, 4), (2, 4), (4, 4)])
    assert script.passes == ["region"]


@pytest.mark.ocr
def test_short_lines_are_read_at_every_turn() -> None:
    """Of twelve drawn crops every direction is right, and every text but one at most: a 7 may look like a Z."""
    wrong = []
    for lines, turn in product([("A7", "2K"), ("LM4", "A1"), ("K7M",)], [0, 90, 180, 270]):
        board = render_board([ChipSpec(lines, "soic", turn, 26)], seed=8, size=(500, 420), conditions=CLEAN, passives=4)
        report = registry.engine("neural").read_region(np.asarray(board.image), board.chips[0].box, silent)
        (found,) = report.chips
        assert found.rotation == turn
        assert [len(key(one.text)) for one in found.lines] == [len(line) for line in lines]
        wrong += [one.text for one, line in zip(found.lines, lines, strict=True) if key(one.text) != line]
    assert len(wrong) <= 1


@pytest.mark.ocr
@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (32, 32), (200, 300)])
def test_blank_and_tiny_pieces_are_read_as_nothing(shape: tuple[int, int]) -> None:
    pixels = np.full((*shape, 3), 128, np.uint8)
    box = rectangle(0, 0, max(8, shape[1]), max(8, shape[0]))
    assert registry.engine("neural").read_region(pixels, box, silent).chips == ()


@pytest.mark.ocr
def test_tesseract_reads_clean_lettering_in_a_turned_box() -> None:
    upright = np.asarray(render_chip(("LM358N", "ED45JF"), seed=2, conditions=CLEAN, size=(640, 480)))
    pixels = np.ascontiguousarray(np.rot90(upright, -1))
    report = TesseractEngine().read_region(pixels, turned(rectangle(0, 0, 480, 640), 1), silent)
    (chip,) = report.chips
    assert "LM358N" in {key(one.text) for one in chip.lines}
    assert chip.rotation == 90 and all(0 <= x <= 480 and 0 <= y <= 640 for one in chip.lines for x, y in one.box)


@pytest.mark.ocr
def test_tesseract_gives_up_on_a_crop_in_time() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (900, 900, 3), dtype=np.uint8)
    with pytest.raises(EngineTimeout):
        TesseractEngine(timeout=0.05).read_region(noise, rectangle(0, 0, 900, 900), silent)


def test_a_missing_tesseract_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "/nonexistent/tesseract")
    with pytest.raises(EngineUnavailable):
        TesseractEngine().read_region(PIXELS, BOX, silent)
