import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teardowns.ocr.bodies import find_bodies
from teardowns.ocr.contrast import z_score
from teardowns.ocr.cutting import STRIP_HEIGHT, along_text, lay_upright, strip
from teardowns.ocr.engine import Pixels
from teardowns.ocr.geometry import area, centre, contains, overlap, rectangle, rotation, turned
from teardowns.ocr.packing import pack
from teardowns.ocr.passes import PASSES, Situation
from teardowns.ocr.types import Box
from teardowns.ocr.views import LARGE_TILE, STEP, TILE
from tests.tools.packages import ChipSpec
from tests.tools.render import render_board

from .builders import line

SHAPES = [(1, 1), (1, 5000), (5000, 1), (7, 900), (64, 64), (700, 1100)]


def picture(height: int, width: int, value: int = 90) -> Pixels:
    return np.full((height, width, 3), value, np.uint8)


def spot(pixels: Pixels, x: int, y: int, size: int = 12) -> None:
    pixels[y : y + size, x : x + size] = 255


@pytest.mark.parametrize("name", PASSES)
@pytest.mark.parametrize("shape", SHAPES)
def test_views_of_any_shape_suit_the_detector(name: str, shape: tuple[int, int]) -> None:
    photo = picture(*shape)
    body = rectangle(0, 0, shape[1], shape[0])
    for view in PASSES[name](Situation(photo, (body, body), ())):
        height, width = view.pixels.shape[:2]
        assert height % STEP == 0
        assert width % STEP == 0
        assert 0 < max(height, width) <= 2016
        assert view.pixels.dtype == np.uint8
        assert view.tiles


@pytest.mark.parametrize("name", ["whole", "clahe", "clahe turned"])
def test_what_a_whole_view_shows_is_found_again_in_the_photo(name: str) -> None:
    photo = picture(600, 900)
    spot(photo, 700, 100)
    (view,) = PASSES[name](Situation(photo, (), ()))
    rows, columns = np.nonzero(view.pixels[:, :, 0] > 240)
    x, y = float(columns.mean()), float(rows.mean())
    found = view.in_photo(rectangle(x - 5, y - 5, x + 5, y + 5))
    assert found is not None
    assert math.dist(centre(found), (706, 106)) < 3


@pytest.mark.parametrize("name", ["bodies", "bodies turned"])
def test_what_a_mosaic_shows_is_found_again_in_the_photo(name: str) -> None:
    photo = picture(1200, 1600, 60)
    bodies: list[Box] = [rectangle(100 + 300 * i, 200, 300 + 300 * i, 330) for i in range(5)]
    spot(photo, 1000 + 150, 200 + 60)
    views = list(PASSES[name](Situation(photo, bodies, ())))
    darkest = min(views, key=lambda v: int(v.pixels.min()))
    rows, columns = np.nonzero(darkest.pixels[:, :, 0] < 70)
    x, y = float(columns.mean()), float(rows.mean())
    found = darkest.in_photo(rectangle(x - 5, y - 5, x + 5, y + 5))
    assert found is not None
    assert math.dist(centre(found), (1156, 266)) < 4


def test_a_closer_look_shows_the_chip_of_a_close_up_and_nothing_of_a_board() -> None:
    photo = picture(600, 900)
    read = [
        line("LM358N", 200, 200, width=500, height=90, confidence=0.99),
        line("A7B2", 200, 320, width=300, height=90),
    ]
    (view,) = PASSES["closer"](Situation(photo, (), read))
    assert TILE <= max(view.pixels.shape[:2]) <= LARGE_TILE
    assert view.in_photo(rectangle(200, 150, 250, 180)) is not None
    assert not list(PASSES["closer"](Situation(picture(3000, 4000), (), read)))


def test_between_the_tiles_of_a_mosaic_is_nowhere() -> None:
    bodies = [rectangle(10, 10, 60, 35), rectangle(100, 10, 150, 35)]
    (view,) = PASSES["bodies"](Situation(picture(400, 400), bodies, ()))
    edge = view.tiles[0].region[2]
    assert view.in_photo(rectangle(edge[0] + 4, 0, edge[0] + 8, 4)) is None


def test_small_bodies_are_not_blown_up_to_full_tiles() -> None:
    (view,) = PASSES["bodies"](Situation(picture(900, 900), [rectangle(10, 10, 60, 35)], ()))
    assert max(view.pixels.shape) < TILE


@given(st.lists(st.tuples(st.integers(1, 448), st.integers(1, 448)), max_size=30))
def test_packed_tiles_lie_on_their_sheets_and_do_not_overlap(sizes: list[tuple[int, int]]) -> None:
    sheets = pack(sizes, 960, 12)
    assert sorted(place.item for sheet in sheets for place in sheet) == list(range(len(sizes)))
    for sheet in sheets:
        used = np.zeros((960, 960), bool)
        for place in sheet:
            width, height = sizes[place.item]
            region = used[place.top : place.top + height, place.left : place.left + width]
            assert region.shape == (height, width)
            assert not region.any()
            region[:] = True


def test_bodies_of_a_rendered_board_are_found() -> None:
    specs = [ChipSpec(("STM32F405", "RGT6"), "qfp"), ChipSpec(("MAX3490", "ESA+"), "soic", 90)]
    board = render_board(specs, seed=3)
    found = find_bodies(np.asarray(board.image), 12)
    for chip in board.chips:
        assert any(overlap(chip.box, b) > 0.8 and 0.6 < area(b) / area(chip.box) < 1.6 for b in found)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_body_on_an_empty_picture(shape: tuple[int, int]) -> None:
    assert find_bodies(picture(*shape), 10) == []


def test_the_z_score_shows_faint_lettering_as_well_as_strong() -> None:
    faint = np.full((80, 80), 30, np.uint8)
    faint[35:45, 20:60] = 60
    strong = np.full((80, 80), 30, np.uint8)
    strong[35:45, 20:60] = 230
    shown = [int(z_score(p)[40, 40]) for p in (faint, strong)]
    assert max(shown) < 90
    assert abs(shown[0] - shown[1]) < 25


@pytest.mark.parametrize("quarters", range(4))
def test_a_strip_is_upright_whatever_the_turn_of_its_box(quarters: int) -> None:
    photo = picture(200, 300, 0)
    box = turned(rectangle(100, 50, 180, 130), quarters)
    x, y = box[0]
    photo[int(y) - 10 : int(y) + 10, int(x) - 10 : int(x) + 10] = 255
    piece = lay_upright(photo, box, 80, 80)
    assert piece[:8, :8].mean() > 200
    assert piece[-20:, -20:].mean() < 20


@pytest.mark.parametrize("box", [rectangle(0, 0, 1, 1), rectangle(-50, -50, 400, 400), rectangle(5, 5, 5, 5)])
def test_any_box_gives_a_strip(box: Box) -> None:
    piece = strip(picture(100, 100), box)
    assert 1 <= piece.shape[0] <= STRIP_HEIGHT
    assert piece.shape[1] >= 1


def test_a_tall_box_is_read_along_its_length() -> None:
    assert rotation(along_text(rectangle(0, 0, 20, 100))) == 90
    assert rotation(along_text(rectangle(0, 0, 100, 20))) == 0
    assert contains(along_text(rectangle(0, 0, 20, 100)), (10, 50))
