from functools import partial

import numpy as np
import pytest

from teardowns.ocr.engine import Pixels
from teardowns.ocr.legibility_photo import first_look, judge_unread
from teardowns.ocr.legibility_types import Flaw, Legibility, Verdict
from tests.teardowns.ocr.spoiled import Spoil, chip_photo
from tests.tools import degrading
from tests.tools.optics import FIELD
from tests.tools.packages import ChipSpec
from tests.tools.render import render_board


@pytest.fixture(scope="module")
def board() -> Pixels:
    """A board as a phone shows it."""
    specs = [ChipSpec(("STM32F405", "RGT6"), "qfp", 0, 24), ChipSpec(("MAX3490", "ESA+"), "soic", 90, 20)]
    return np.asarray(render_board(specs, seed=3, size=(1400, 1050), conditions=FIELD).image)


def look(pixels: Pixels) -> list[Flaw]:
    found = first_look(pixels.mean(axis=2).astype(np.uint8), width=pixels.shape[1], height=pixels.shape[0])
    assert (found.verdict is Verdict.CLEAR) == (not found.reasons)
    return [reason.code for reason in found.reasons]


def test_an_ordinary_photo_passes_the_first_look(board: Pixels) -> None:
    assert look(board) == []


def test_gross_faults_are_seen_before_anything_is_read(board: Pixels) -> None:
    assert look(degrading.blurred(board, board.shape[1] / 400)) == [Flaw.BLURRED]
    assert look(degrading.darkened(board, 0.15)) == [Flaw.DARK]


def test_a_small_copy_is_told_with_its_size(board: Pixels) -> None:
    found = first_look(board[:300, :400, 0], width=400, height=300)
    assert [(reason.code, reason.params) for reason in found.reasons] == [
        (Flaw.SMALL_PHOTO, {"width": 400, "height": 300})
    ]


def test_a_wall_is_neither_sharp_nor_blurred() -> None:
    assert look(np.full((1000, 1400, 3), 180, np.uint8)) == []


UNREAD: dict[Flaw, Spoil] = {
    Flaw.BLURRED: lambda pixels, _box: degrading.blurred(pixels, 0.3 * 40),
    Flaw.DARK: lambda pixels, _box: degrading.darkened(pixels, 0.05),
    Flaw.LOW_CONTRAST: partial(degrading.faded, share=0.02),
    Flaw.GROUND_OFF: partial(degrading.ground_off, left=0.02),
}


@pytest.mark.parametrize("flaw", UNREAD)
def test_a_photo_on_which_nothing_was_read_says_why_by_the_chip_it_was_aimed_at(flaw: Flaw) -> None:
    pixels, _chip = chip_photo(40, spoil=UNREAD[flaw])
    found = judge_unread(pixels)
    assert found.verdict is Verdict.ILLEGIBLE
    assert found.reasons[0].code is flaw


def test_a_chip_far_away_is_asked_for_from_closer() -> None:
    pixels, _chip = chip_photo(9)
    reasons = {reason.code: reason.params for reason in judge_unread(pixels).reasons}
    assert reasons[Flaw.FAR]["side"] < 110 and reasons[Flaw.FAR]["needed"] == 200


def test_a_photo_of_no_chip_says_so() -> None:
    plain = np.full((900, 1200, 3), 150, np.uint8)
    assert [reason.code for reason in judge_unread(plain).reasons] == [Flaw.NO_CHIP]


def test_a_single_pixel_is_judged_too() -> None:
    assert judge_unread(np.zeros((1, 1, 3), np.uint8)).verdict is Verdict.ILLEGIBLE
    assert isinstance(first_look(np.zeros((1, 1), np.uint8), width=1, height=1), Legibility)
