"""Crops of our own pictures: everything outside the kept part is gone; the lab's crop stands upright."""

import cmath
import io
import math
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from teardowns.images.covers import DARK, cover, crop_upright
from tests.samples import CANARY, genuine

WHITE, RED = (255, 255, 255), (250, 10, 10)
SECRET = (10, 240, 10)


def picture(size: tuple[int, int] = (400, 300)) -> Image.Image:
    return Image.new("RGB", size, SECRET)


def opened(data: bytes) -> Image.Image:
    result = Image.open(io.BytesIO(data))
    assert set(result.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    return result


def greenish(result: Image.Image) -> int:
    """How many pixels still show the colour that has to go."""
    channels = (bytes(channel.tobytes()) for channel in result.split())
    return sum(green > 120 and red < 100 and blue < 100 for red, green, blue in zip(*channels, strict=True))


@pytest.mark.parametrize(
    "keep",
    [
        [(100, 80), (220, 80), (220, 160), (100, 160)],
        [(160, 60), (230, 120), (160, 180), (90, 120)],
        [(120, 70), (240, 100), (230, 170), (110, 150)],
    ],
)
def test_only_the_kept_part_is_left(keep: list[tuple[float, float]]) -> None:
    source = picture()
    ImageDraw.Draw(source).polygon(keep, fill=WHITE)
    ImageDraw.Draw(source).line([*keep, keep[0]], fill=WHITE, width=3)  # an edge may be rounded either way
    result = opened(cover(genuine.png(source), keep, margin=12))
    width, height = (max(axis) - min(axis) + 1 + 24 for axis in zip(*keep, strict=True))
    assert result.size == (width, height)
    assert greenish(result) == 0
    assert all(abs(a - b) < 6 for a, b in zip(result.getpixel((2, 2)), DARK, strict=True))  # type: ignore[arg-type]
    assert min(result.getpixel((result.width // 2, result.height // 2))) > 240  # type: ignore[arg-type]


def test_boxes_are_in_pixels_of_the_full_photo(tmp_path: Path) -> None:
    source = picture((200, 150))
    ImageDraw.Draw(source).rectangle((50, 40, 110, 80), fill=WHITE)
    (tmp_path / "display.png").write_bytes(genuine.png(source))
    keep = [(104, 84), (216, 84), (216, 156), (104, 156)]
    result = opened(cover(tmp_path / "display.png", keep, margin=0, scale=0.5))
    assert result.size == (57, 37)
    assert greenish(result) == 0


def test_a_part_at_the_edge_is_cut_there() -> None:
    keep = [(-50, -50), (50, -50), (50, 50), (-50, 50)]
    assert opened(cover(genuine.png(picture()), keep, margin=5)).size == (61, 61)


@pytest.mark.parametrize(
    ("keep", "data"),
    [
        ([(900, 900), (950, 900), (950, 950)], genuine.png()),
        ([(0, 0), (float("nan"), 0), (9, 9)], genuine.png()),
        ([(0, 0), (9, 9)], genuine.png()),
        ([(0, 0), (9, 0), (9, 9)], b"%!PS-Adobe"),
        ([(0, 0), (9, 0), (9, 9)], genuine.webp()),
    ],
)
def test_what_cannot_be_cut_is_refused(keep: list[tuple[float, float]], data: bytes) -> None:
    with pytest.raises(ValueError, match=r"outside|quadrilateral|our pictures"):
        cover(data, keep, margin=0)


def lettered(rotation: float) -> tuple[bytes, list[tuple[float, float]]]:
    """A white plate, red at its left end when upright, turned clockwise; and its corners, from the text's top left."""
    plate = Image.new("RGB", (160, 60), WHITE)
    ImageDraw.Draw(plate).rectangle((0, 0, 40, 60), fill=RED)
    board = Image.new("RGB", (400, 400), SECRET)
    board.paste(plate, (120, 170))
    turned = board.rotate(-rotation, Image.Resampling.BICUBIC)
    corners = []
    for x, y in ((120, 170), (280, 170), (280, 230), (120, 230)):
        point = complex(x - 200, y - 200) * cmath.rect(1, math.radians(rotation))
        corners.append((point.real + 200, point.imag + 200))
    return genuine.png(turned), corners


@pytest.mark.parametrize(
    ("turned", "rotation"), [(0, 0), (90, 90), (180, 180), (270, 270), (8, 0), (-12, 0), (97, 90), (184, 180)]
)
def test_a_chip_is_turned_upright(turned: float, rotation: int) -> None:
    data, corners = lettered(turned)
    result = opened(crop_upright(data, corners, rotation=rotation, max_side=400, margin=0.0))
    assert abs(result.width - 160) <= 2
    assert abs(result.height - 60) <= 2
    left, right = result.getpixel((12, 30)), result.getpixel((result.width - 12, 30))
    assert left[0] > 200 > 80 > left[1]  # type: ignore[index]
    assert min(right) > 220  # type: ignore[arg-type]


def test_the_crop_is_bounded_and_never_enlarged() -> None:
    data, corners = lettered(0)
    assert max(opened(crop_upright(data, corners, rotation=0, max_side=64)).size) == 64
    assert max(opened(crop_upright(data, corners, rotation=0, max_side=4000)).size) < 180


def test_the_crop_of_a_hostile_box_is_refused() -> None:
    data, corners = lettered(0)
    with pytest.raises(ValueError, match="too large"):
        crop_upright(data, [(0, 0), (9e9, 0), (9e9, 9e9), (0, 9e9)], rotation=0, max_side=100)
    with pytest.raises(ValueError, match="multiple"):
        crop_upright(data, corners, rotation=45, max_side=100)


def test_no_metadata_in_a_crop() -> None:
    data = genuine.jpeg(comment=CANARY)
    box = [(10, 10), (100, 10), (100, 100), (10, 100)]
    assert CANARY not in cover(data, box, margin=3)
    assert CANARY not in crop_upright(data, box, rotation=90, max_side=50)
