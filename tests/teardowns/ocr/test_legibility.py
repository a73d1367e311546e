from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teardowns.ocr.engine import Pixels
from teardowns.ocr.geometry import centre, size
from teardowns.ocr.legibility import judge_chip
from teardowns.ocr.legibility_lettering import measure_lettering
from teardowns.ocr.legibility_photo import judge_unread
from teardowns.ocr.legibility_types import Flaw, Legibility, Reason, Verdict
from teardowns.ocr.types import Box, ChipReading, TextLine
from tests.teardowns.ocr.spoiled import Spoil, chip_photo
from tests.tools import degrading

DOUBTED, HOPELESS = 0.9, 0.6


def codes(found: Legibility) -> list[Flaw]:
    return [reason.code for reason in found.reasons]


def glare(pixels: Pixels, box: Box) -> Pixels:
    return degrading.glaring(pixels, centre(box), 0.35 * size(box)[0])


SPOILS: dict[Flaw, Spoil] = {
    Flaw.BLURRED: lambda pixels, _box: degrading.blurred(pixels, 0.18 * 28),
    Flaw.GLARE: glare,
    Flaw.DARK: lambda pixels, _box: degrading.darkened(pixels, 0.06),
    Flaw.LOW_CONTRAST: partial(degrading.faded, share=0.04),
}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("height", [14, 20, 28, 60])
def test_sharp_lettering_that_was_surely_read_is_clear(height: int, rotation: int) -> None:
    assert judge_chip(*chip_photo(height, rotation=rotation)) == Legibility(Verdict.CLEAR)


@pytest.mark.parametrize("rotation", [0, 90])
@pytest.mark.parametrize("height", [8, 10, 14, 20, 28, 60])
def test_the_height_of_letters_is_measured_to_a_tenth_or_a_pixel(height: int, rotation: int) -> None:
    pixels, chip = chip_photo(height, rotation=rotation)
    for line in chip.lines:
        measured = measure_lettering(pixels, line.box)
        assert measured is not None and abs(measured.height - height) <= max(1.2, height / 10)


def test_letters_that_are_too_small_are_told_with_their_height_and_the_one_needed() -> None:
    found = judge_chip(*chip_photo(9, confidence=DOUBTED))
    assert found.verdict is Verdict.PARTIAL and codes(found) == [Flaw.TOO_SMALL]
    assert found.reasons[0].params["needed"] == 20 and abs(found.reasons[0].params["height"] - 9) <= 1


def test_what_the_reader_is_sure_of_needs_no_better_photo_only_more_certainty_when_it_is_small() -> None:
    assert judge_chip(*chip_photo(9, confidence=0.99)).verdict is Verdict.CLEAR
    assert judge_chip(*chip_photo(9, confidence=0.975)).verdict is Verdict.PARTIAL
    assert judge_chip(*chip_photo(28, confidence=0.975)).verdict is Verdict.CLEAR


@pytest.mark.parametrize("flaw", SPOILS)
def test_each_flaw_is_named_first_when_the_reader_doubts(flaw: Flaw) -> None:
    found = judge_chip(*chip_photo(28, confidence=DOUBTED, spoil=SPOILS[flaw]))
    assert found.verdict is Verdict.PARTIAL
    assert codes(found)[0] is flaw


def test_a_sanded_face_is_told_from_a_blurred_one() -> None:
    sanded = judge_chip(*chip_photo(28, confidence=HOPELESS, spoil=degrading.ground_off))
    assert sanded.verdict is Verdict.ILLEGIBLE and codes(sanded) == [Flaw.GROUND_OFF]
    blurred = judge_chip(*chip_photo(28, confidence=HOPELESS, spoil=SPOILS[Flaw.BLURRED]))
    assert Flaw.BLURRED in codes(blurred) and Flaw.GROUND_OFF not in codes(blurred)


def test_doubt_without_a_visible_flaw_gives_no_reason() -> None:
    assert judge_chip(*chip_photo(28, confidence=DOUBTED)) == Legibility(Verdict.PARTIAL)


def test_glare_hides_characters_from_a_sure_reader_too() -> None:
    found = judge_chip(*chip_photo(28, confidence=1.0, spoil=glare))
    assert (found.verdict, codes(found)[0]) == (Verdict.PARTIAL, Flaw.GLARE)


def test_a_white_label_is_no_glare() -> None:
    pixels, chip = chip_photo(28, confidence=1.0)
    assert judge_chip(255 - pixels // 3, chip).verdict is Verdict.CLEAR


def test_lettering_that_runs_over_the_edge_is_cut_off_however_sure_the_reader() -> None:
    pixels, chip = chip_photo(28, confidence=1.0)
    middle = int(centre(chip.box)[0])
    cut = tuple(
        TextLine(line.text[:4], 1.0, tuple((min(x, float(middle)), y) for x, y in line.box), 0, "test")  # type: ignore[arg-type]
        for line in chip.lines
    )
    found = judge_chip(pixels[:, :middle], ChipReading(chip.box, 0, cut))
    assert (found.verdict, codes(found)[0]) == (Verdict.PARTIAL, Flaw.CUT_OFF)


def test_a_chip_without_a_readable_sign_is_illegible() -> None:
    pixels, chip = chip_photo(28)
    assert judge_chip(pixels, ChipReading(chip.box, 0, ())).verdict is Verdict.ILLEGIBLE


point = st.tuples(st.floats(-80, 200) | st.floats(allow_nan=True), st.floats(-80, 200) | st.floats(allow_nan=True))
box = st.tuples(point, point, point, point)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.integers(1, 90),
    columns=st.integers(1, 120),
    chip=box,
    lines=st.lists(st.tuples(st.sampled_from(["", "A", "—", "STM32F4"]), st.floats(0, 1), box), max_size=3),
    seed=st.integers(0, 3),
)
def test_no_pixels_and_no_boxes_make_it_fail(
    rows: int, columns: int, chip: Box, lines: list[tuple[str, float, Box]], seed: int
) -> None:
    pixels = np.random.default_rng(seed).integers(0, 1 + 255 * seed, (rows, columns, 3)).astype(np.uint8)
    read = tuple(TextLine(text, sure, place, 0, "test") for text, sure, place in lines)
    found = judge_chip(pixels[::-1], ChipReading(chip, 0, read))
    assert found.verdict in Verdict and all(isinstance(reason, Reason) for reason in found.reasons)
    assert judge_unread(pixels[::-1]).verdict is Verdict.ILLEGIBLE
