import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teardowns.ocr import geometry as g

sides = st.floats(1, 5000, allow_nan=False)
places = st.floats(-5000, 5000, allow_nan=False)
BOX = g.rectangle(10, 20, 110, 50)


def test_an_upright_box_needs_no_turn() -> None:
    assert g.rotation(BOX) == 0
    assert g.size(BOX) == (100, 30)
    assert g.area(BOX) == 3000
    assert g.centre(BOX) == (60, 35)


@pytest.mark.parametrize(("quarters", "turn"), [(0, 0), (1, 90), (2, 180), (3, 270), (4, 0), (-1, 270)])
def test_text_that_starts_at_the_upper_right_runs_down_and_needs_a_quarter_turn(quarters: int, turn: int) -> None:
    assert g.rotation(g.turned(BOX, quarters)) == turn


@pytest.mark.parametrize(("degrees", "turn"), [(44, 0), (46, 90), (-44, 0), (-46, 270), (170, 180), (-179, 180)])
def test_rotation_is_the_nearest_quarter(degrees: float, turn: int) -> None:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    assert g.rotation(g.as_box((x * cos - y * sin, x * sin + y * cos) for x, y in BOX)) == turn


def test_overlap_is_measured_against_the_smaller_box() -> None:
    assert g.overlap(BOX, g.rectangle(60, 20, 110, 50)) == pytest.approx(1)
    assert g.overlap(BOX, g.rectangle(60, 35, 160, 65)) == pytest.approx(0.25)
    assert g.overlap(BOX, g.rectangle(111, 20, 200, 50)) == 0
    assert g.overlap(BOX, g.rectangle(20, 20, 20, 20)) == 0


def test_overlap_does_not_depend_on_where_a_box_begins() -> None:
    other = g.rectangle(60, 20, 110, 50)
    assert {round(g.overlap(g.turned(BOX, k), g.turned(other, -k)), 6) for k in range(4)} == {1.0}


@given(places, places, sides, sides, st.integers(0, 3))
def test_a_homography_there_and_back_changes_nothing(
    left: float, top: float, width: float, height: float, quarters: int
) -> None:
    box = g.turned(g.rectangle(left, top, left + width, top + height), quarters)
    frame = g.rectangle(0, 0, 100, 40)
    back = g.transform(g.transform(box, g.homography(box, frame)), g.homography(frame, box))
    assert all(math.dist(a, b) < 1e-2 * (width + height) for a, b in zip(box, back, strict=True))


@given(st.floats(-180, 180), places, places, sides, sides)
def test_around_holds_every_box(degrees: float, left: float, top: float, width: float, height: float) -> None:
    one, other = g.rectangle(0, 0, 50, 20), g.rectangle(left, top, left + width, top + height)
    hull = g.enlarged(g.around([one, other], degrees), 1.001)
    assert all(g.contains(hull, corner) for corner in (*one, *other))


def test_as_box_wants_four_corners() -> None:
    with pytest.raises(ValueError, match="values to unpack"):
        g.as_box([(0, 0), (1, 0), (1, 1)])
