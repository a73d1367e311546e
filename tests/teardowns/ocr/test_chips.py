import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teardowns.ocr.chips import group
from teardowns.ocr.geometry import rectangle, rotation
from teardowns.ocr.types import Box, TextLine

from .builders import line

STM = [line("STM32F405", 0, 0), line("RGT6", 20, 28), line("GH21L VG", 10, 56)]


def moved(lines: list[TextLine], by: float) -> list[TextLine]:
    return [line(x.text, x.box[0][0] + by, x.box[0][1]) for x in lines]


def test_lines_under_each_other_are_one_chip_in_reading_order() -> None:
    for order in itertools.permutations(STM):
        chips, leftovers = group(order, ())
        assert [[x.text for x in chip.lines] for chip in chips] == [["STM32F405", "RGT6", "GH21L VG"]]
        assert not leftovers


def test_two_blocks_apart_are_two_chips() -> None:
    chips, _ = group([*STM, *moved(STM, 600)], ())
    assert len(chips) == 2


def test_neighbours_on_two_bodies_are_two_chips_although_they_are_close() -> None:
    neighbour = moved(STM, 115)
    bodies = [rectangle(-4, -20, 112, 100), rectangle(113, -20, 240, 100)]
    assert len(group([*STM, *neighbour], bodies)[0]) == 2


def test_the_body_joins_lines_that_stand_apart_and_is_the_chips_box() -> None:
    body = rectangle(-20, -20, 140, 160)
    (chip,), leftovers = group([line("LM358N", 0, 0), line("ED45JF", 0, 80)], [body])
    assert [x.text for x in chip.lines] == ["LM358N", "ED45JF"]
    assert chip.box == body
    assert not leftovers


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_chips_box_begins_at_the_upper_left_of_the_upright_chip(turn: int) -> None:
    body = rectangle(-30, -30, 170, 170)
    (chip,), _ = group([line("AD9361BBCZ", 10, 10, rotation=turn)], [body])
    assert chip.rotation == turn
    assert rotation(chip.box) == turn


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_reading_order_follows_the_turn(turn: int) -> None:
    places = {90: [(56, 0), (28, 0), (0, 0)], 180: [(0, 56), (0, 28), (0, 0)], 270: [(0, 0), (28, 0), (56, 0)]}
    texts = ["TMS320F28335", "PGFA-CA2BW8", "G4-1234-5678"]
    lines = [line(t, *place, width=150, rotation=turn) for t, place in zip(texts, places[turn], strict=True)]
    (chip,), _ = group(lines[::-1], ())
    assert [x.text for x in chip.lines] == texts


def test_pieces_of_one_row_are_read_from_left_to_right() -> None:
    (chip,), _ = group([line("21L93", 70, 2), line("GH44", 0, 0), line("STM32F4", 0, 28)], ())
    assert [x.text for x in chip.lines] == ["GH44", "21L93", "STM32F4"]


def test_silkscreen_is_left_over() -> None:
    silk = [line("R17", 500, 0), line("C951", 500, 200), line("GND", 500, 400), line("103", 500, 600)]
    chips, leftovers = group([*STM, *silk], ())
    assert len(chips) == 1
    assert {x.text for x in leftovers} == {"R17", "C951", "GND", "103"}


def test_a_designator_beside_a_body_does_not_join_the_chip() -> None:
    (chip,), leftovers = group([*STM, line("U5", 20, -25)], [rectangle(-10, -4, 125, 90)])
    assert "U5" not in [x.text for x in chip.lines]
    assert [x.text for x in leftovers] == ["U5"]


def test_what_looks_like_a_designator_inside_a_chips_block_is_marking() -> None:
    (chip,), leftovers = group([line("SEC 907", 0, 0), line("B041", 0, 26), line("KLMBG2JETD", 0, 52)], ())
    assert [x.text for x in chip.lines] == ["SEC 907", "B041", "KLMBG2JETD"]
    assert not leftovers


def test_designators_on_a_dark_patch_are_no_chip() -> None:
    chips, leftovers = group([line("C179", 0, 0), line("R589", 0, 30)], [rectangle(-10, -10, 120, 70)])
    assert not chips
    assert len(leftovers) == 2


def test_words_on_a_body_are_a_chip_and_on_the_board_are_not() -> None:
    words = [line("winbond", 0, 0)]
    assert len(group(words, [rectangle(-10, -10, 120, 60)])[0]) == 1
    assert not group(words, ())[0]


def test_a_dark_table_is_not_a_body() -> None:
    table = rectangle(-2000, -2000, 4000, 4000)
    chips, _ = group([*STM, *moved(STM, 800)], [table])
    assert len(chips) == 2
    assert all(chip.box != table for chip in chips)


texts = st.text("ABR0123 ", min_size=1, max_size=9)
anything = st.lists(
    st.builds(
        line,
        texts,
        st.integers(-50, 300).map(float),
        st.integers(-50, 300).map(float),
        height=st.integers(1, 60).map(float),
        rotation=st.sampled_from([0, 90, 180, 270]),
    ),
    max_size=15,
)
outlines = st.lists(
    st.tuples(*[st.integers(0, 200)] * 4).map(lambda v: rectangle(v[0], v[1], v[0] + v[2], v[1] + v[3])), max_size=5
)


@given(anything, outlines)
def test_every_line_is_in_exactly_one_place(lines: list[TextLine], bodies: list[Box]) -> None:
    chips, leftovers = group(lines, bodies)
    kept = [x for chip in chips for x in chip.lines] + leftovers
    assert sorted(map(repr, kept)) == sorted(map(repr, lines))
    assert all(chip.lines for chip in chips)


@given(anything)
def test_a_chips_lines_share_one_direction(lines: list[TextLine]) -> None:
    assert all(len({x.rotation for x in chip.lines}) == 1 for chip in group(lines, ())[0])
