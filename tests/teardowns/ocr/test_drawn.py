import pytest
from hypothesis import given
from hypothesis import strategies as st

from teardowns.ocr.drawn import BadBox, Drawn, checked_box, corners_of, drawn_of
from teardowns.ocr.geometry import angle, as_box, centre, rotation, size

SIDES = st.integers(8, 2000)
PLACES = st.integers(-500, 3000)


def test_the_first_corner_is_the_upper_left_of_the_lettering() -> None:
    assert corners_of(Drawn(10, 20, 100, 40, 0)) == ((10, 20), (110, 20), (110, 60), (10, 60))
    down = corners_of(Drawn(10, 20, 100, 40, 90))
    assert rotation(down) == 90
    assert down[0] == pytest.approx((80, -10))


@given(left=PLACES, top=PLACES, width=SIDES, height=SIDES, turn=st.integers(-179, 180))
def test_a_turned_rectangle_comes_back_from_its_corners(
    left: int, top: int, width: int, height: int, turn: int
) -> None:
    drawn = Drawn(left, top, width, height, turn)
    box = corners_of(drawn)
    assert size(box) == pytest.approx((width, height))
    assert centre(box) == pytest.approx((left + width / 2, top + height / 2))
    assert (angle(box) - turn + 180) % 360 == pytest.approx(180)
    assert drawn_of(box) == pytest.approx(drawn) or drawn_of(box).turn in (turn, turn - 360, turn + 360)


@given(points=st.lists(st.lists(st.floats() | st.integers() | st.none() | st.text(), max_size=3), max_size=5))
def test_any_points_are_a_box_or_refused(points: list[list[object]]) -> None:
    try:
        box = checked_box(points, width=640, height=480)
    except BadBox as fault:
        assert fault.code in ("corners", "outside", "too_small", "twisted")
    else:
        assert all(0 <= x <= 640 and 0 <= y <= 480 for x, y in box)


def test_a_corner_that_rounding_put_outside_is_put_back() -> None:
    box = as_box([(-0.4, -1), (640.6, 0), (640, 481), (0, 480)])
    assert checked_box(box, width=640, height=480) == ((0, 0), (640, 0), (640, 480), (0, 480))
