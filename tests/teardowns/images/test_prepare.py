"""Genuine photos of every kind become three clean pictures of the right size, colours and orientation."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from teardowns.images.safe_decode import prepare
from teardowns.images.types import DecodeRefused, Limits, Prepared
from tests.samples import carriers, genuine

NEAR = 40


def prepared(data: bytes, folder: Path, limits: Limits | None = None) -> Prepared:
    original = folder / "original"
    original.write_bytes(data)
    return prepare(original, folder, limits)


def corners(path: Path) -> list[tuple[int, ...]]:
    """Colours near the four corners, as in `genuine.CORNERS`."""
    with Image.open(path) as picture:
        right, bottom = picture.width - 9, picture.height - 9
        places = ((8, 8), (right, 8), (right, bottom), (8, bottom))
        return [picture.getpixel(place) for place in places]  # type: ignore[misc]


def near(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(first, second, strict=True))


COLOURED = sorted(set(genuine.SMALL) - {"grey", "png_16_bit", "png_with_alpha", "png_palette"})


@pytest.mark.parametrize("name", COLOURED)
def test_every_format_comes_out_right(name: str, tmp_path: Path) -> None:
    result = prepared(genuine.SMALL[name](), tmp_path)
    assert (result.width, result.height, result.truncated) == (640, 480, False)
    assert (result.reading.width, result.reading.height, result.reading.scale) == (640, 480, 1.0)
    assert (result.thumbnail.width, result.thumbnail.height, result.thumbnail.scale) == (400, 300, 0.625)
    for derived in (result.reading, result.display, result.thumbnail):
        assert all(map(near, corners(derived.path), genuine.CORNERS))


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("mpo", "image/jpeg"),
        ("cmyk", "image/jpeg"),
        ("png", "image/png"),
        ("webp", "image/webp"),
        ("heic", "image/heif"),
    ],
)
def test_the_media_type_is_told(name: str, media_type: str, tmp_path: Path) -> None:
    assert prepared(genuine.SMALL[name](), tmp_path).media_type == media_type


@pytest.mark.parametrize("name", ["grey", "png_palette"])
def test_unusual_modes_are_shown(name: str, tmp_path: Path) -> None:
    result = prepared(genuine.SMALL[name](), tmp_path)
    with Image.open(result.reading.path) as picture:
        assert (picture.mode, picture.size) == ("RGB", (640, 480))


def test_16_bits_keep_their_brightness(tmp_path: Path) -> None:
    result = prepared(genuine.png_16_bit(), tmp_path)
    with Image.open(result.reading.path) as picture:
        assert picture.getpixel((10, 10)) == (0x40,) * 3
        assert picture.getpixel((300, 10)) == (0xC0,) * 3


def test_transparent_parts_become_white(tmp_path: Path) -> None:
    result = prepared(genuine.png_with_alpha(), tmp_path)
    with Image.open(result.reading.path) as picture:
        assert picture.getpixel((600, 200)) == (255, 255, 255)
        assert near(picture.getpixel((8, 8)), genuine.CORNERS[0])  # type: ignore[arg-type]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photos_are_turned_upright(orientation: int, tmp_path: Path) -> None:
    result = prepared(genuine.oriented_jpeg(orientation), tmp_path)
    assert (result.width, result.height) == (640, 480)
    assert result.metadata.orientation == orientation
    assert all(map(near, corners(result.display.path), genuine.CORNERS))


@pytest.mark.parametrize("part", [0.15, 0.6, 0.98])
def test_a_truncated_photo_is_shown_as_far_as_it_goes(part: float, tmp_path: Path) -> None:
    result = prepared(genuine.truncated_jpeg(part), tmp_path)
    assert result.truncated
    assert (result.width, result.height) == (640, 480)
    assert near(corners(result.display.path)[0], genuine.CORNERS[0])


def test_a_photo_with_a_film_behind_it_is_whole(tmp_path: Path) -> None:
    film = b"\0\0\0\x18ftypmp42" + b"\xff\xda\xff\xc2" * 5000
    assert not prepared(genuine.jpeg() + film, tmp_path).truncated


def test_200_megapixels(tmp_path: Path) -> None:
    result = prepare(genuine.jpeg_200_megapixels(), tmp_path)
    assert (result.width, result.height) == (16320, 12240)
    assert 24_500_000 < result.reading.width * result.reading.height <= 25_000_000
    assert result.reading.scale == pytest.approx(result.reading.height / result.height, rel=1e-3)
    assert max(result.display.width, result.display.height) == 2048
    assert all(map(near, corners(result.display.path), genuine.CORNERS))


def test_bands_leave_no_seams(tmp_path: Path) -> None:
    """A smooth ramp stays smooth where one band of the renderer ends and the next begins."""
    ramp = Image.linear_gradient("L").resize((900, 3000)).convert("RGB")
    result = prepared(genuine.png(ramp), tmp_path, Limits(reading_pixels=900_000))
    with Image.open(result.reading.path) as picture:
        column = [picture.getpixel((200, row))[0] for row in range(picture.height)]  # type: ignore[index]
    assert max(abs(b - a) for a, b in pairwise(column)) <= 2


def test_the_same_photo_gives_the_same_derivatives(tmp_path: Path) -> None:
    hashes = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        result = prepared(genuine.jpeg(quality=88) if name else b"", tmp_path / name)
        hashes.append((result.reading.sha256, result.display.sha256, result.thumbnail.sha256))
    assert hashes[0] == hashes[1]


def test_colours_go_through_the_profile(tmp_path: Path) -> None:
    """Mid-grey in a file with a linear grey profile is a lighter grey on a screen."""
    data = genuine.png(Image.new("L", (64, 64), 128), icc_profile=carriers.linear_grey_icc())
    with Image.open(prepared(data, tmp_path).reading.path) as picture:
        assert 180 < picture.getpixel((5, 5))[0] < 196  # type: ignore[index]
        assert "icc_profile" not in picture.info


def test_a_useless_profile_is_ignored(tmp_path: Path) -> None:
    data = genuine.png(Image.new("RGB", (64, 64), (10, 200, 10)), icc_profile=b"not a profile at all" * 20)
    with Image.open(prepared(data, tmp_path).reading.path) as picture:
        assert picture.getpixel((5, 5)) == (10, 200, 10)


@pytest.mark.parametrize("make", [genuine.jpeg, genuine.png])
def test_too_little_memory_is_told(make: Callable[[Image.Image], bytes], tmp_path: Path) -> None:
    with pytest.raises(DecodeRefused) as refusal:
        prepared(make(genuine.card(3000, 2000)), tmp_path, Limits(memory=64 * 2**20))
    assert refusal.value.code == "memory_limit"
    assert [path.name for path in tmp_path.iterdir()] == ["original"]
