from pathlib import Path

import numpy as np
import pytest

from .demo_photos import DEMO_PHOTOS, LABEL_HEIGHT, labelled, write_demo_photos
from .optics import CLEAN, FIELD, HARD, Conditions
from .packages import ChipSpec
from .render import render_board, render_chip

SPECS = (ChipSpec(("LM358N", "ED45JF"), "soic", 90), ChipSpec(("AD9361BBCZ", "#1843"), "bga", 180))


@pytest.mark.parametrize("conditions", [CLEAN, FIELD, HARD])
def test_the_same_seed_gives_the_same_picture(conditions: Conditions) -> None:
    one, other = (render_board(SPECS, seed=4, size=(800, 600), conditions=conditions) for _ in range(2))
    assert one.image.tobytes() == other.image.tobytes()
    assert one.chips == other.chips


def test_another_seed_gives_another_picture() -> None:
    one, other = (render_chip(("LM358N",), seed=s, size=(320, 240)) for s in (1, 2))
    assert one.tobytes() != other.tobytes()


def test_boxes_lie_on_dark_bodies() -> None:
    board = render_board(SPECS, seed=4, size=(800, 600), conditions=CLEAN)
    light = np.asarray(board.image.convert("L")).astype(float)
    for chip in board.chips:
        xs, ys = [int(p[0]) for p in chip.box], [int(p[1]) for p in chip.box]
        assert light[min(ys) : max(ys), min(xs) : max(xs)].mean() < light.mean() + 15
        assert 0 <= min(xs) < max(xs) <= 800


def test_a_chip_larger_than_the_board_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        render_board([ChipSpec(("W" * 20,), letter_height=20)], seed=1, size=(300, 200))


def test_demo_photos_are_labelled_and_always_the_same(tmp_path: Path) -> None:
    paths = write_demo_photos(tmp_path)
    first = [p.read_bytes() for p in paths]
    assert len(paths) == len(DEMO_PHOTOS) == 6
    assert [p.read_bytes() for p in write_demo_photos(tmp_path)] == first
    assert all(p.name.startswith("rendered-") for p in paths)


def test_the_label_stands_in_a_margin_below_the_picture() -> None:
    image = render_chip(("LM358N",), seed=1, size=(900, 400))
    framed = labelled(image)
    assert framed.size == (900, 400 + LABEL_HEIGHT)
    margin = np.asarray(framed.convert("L"))[400:]
    assert margin.min() < 110 < 200 < margin.max()
