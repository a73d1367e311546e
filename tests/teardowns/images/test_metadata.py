"""No byte of a photo's metadata reaches a derivative; what a decision needs is read, whatever shape it has."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from teardowns.images import exif
from teardowns.images.safe_decode import prepare
from teardowns.images.types import DerivedFile, Metadata, Prepared
from tests.samples import CANARY, carriers, genuine, hostile

PIXEL_SEGMENTS = {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}
PIXEL_CHUNKS = {b"IHDR", b"IDAT", b"IEND"}


def prepared(data: bytes, folder: Path) -> Prepared:
    original = folder / "original"
    original.write_bytes(data)
    return prepare(original, folder)


def holds_pixels_only(derived: DerivedFile) -> bool:
    """Whether the file is made of the parts that carry pixels, and of no other."""
    data = derived.path.read_bytes()
    if derived.media_type == "image/png":
        place, kinds = 8, set()
        while place < len(data):
            kinds.add(data[place + 4 : place + 8])
            place += 12 + int.from_bytes(data[place : place + 4], "big")
        return kinds <= PIXEL_CHUNKS and place == len(data)
    place, markers = 2, set()
    while data[place + 1] != 0xDA:
        markers.add(data[place + 1])
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    later = re.findall(rb"\xff([^\x00\xd0-\xd7])", data[place + 2 :])
    return markers <= PIXEL_SEGMENTS and later == [b"\xd9"] and data.endswith(b"\xff\xd9")


@pytest.mark.parametrize(("kind", "carrier"), carriers.CARRIERS, ids=lambda value: str(value).replace(" ", "_"))
def test_no_metadata_in_any_derivative(kind: str, carrier: str, tmp_path: Path) -> None:
    data = carriers.CARRIERS[kind, carrier]()
    assert carriers.decodable(data)
    assert CANARY in data or (kind, carrier) == ("png", "icc")
    result = prepared(data, tmp_path)
    for derived in (result.reading, result.display, result.thumbnail):
        assert CANARY not in derived.path.read_bytes()
        assert holds_pixels_only(derived)


@pytest.mark.parametrize("kind", ["jpeg", "mpo", "png", "webp", "heic"])
def test_time_place_and_camera_are_read(kind: str, tmp_path: Path) -> None:
    metadata = prepared(carriers.CARRIERS[kind, "gps"](), tmp_path).metadata
    assert metadata.taken_at == "2024-03-05T14:07:09+02:00"
    assert metadata.gps_present
    assert metadata.latitude == pytest.approx(49.992639, abs=1e-6)
    assert metadata.longitude == pytest.approx(36.231361, abs=1e-6)
    assert (metadata.camera_make, metadata.camera_model) == ("Canon", "EOS 5D")
    assert not metadata.unreadable


def test_a_photo_without_metadata(tmp_path: Path) -> None:
    assert prepared(genuine.jpeg(), tmp_path).metadata == Metadata()


@pytest.mark.parametrize("make", [hostile.looping_exif, hostile.overlapping_exif, hostile.many_exif_segments])
def test_hostile_metadata_does_not_cost_the_photo(make: Callable[[], bytes], tmp_path: Path) -> None:
    metadata = prepared(make(), tmp_path).metadata
    assert metadata.taken_at is None
    assert sum(map(len, metadata.raw.values())) < 20_000


def read(tags: dict[int, object], details: dict[int, object], position: dict[int, object]) -> Metadata:
    picture = Image.new("RGB", (4, 4))
    block = picture.getexif()
    block.update(tags)
    block.get_ifd(0x8769).update(details)
    block.get_ifd(0x8825).update(position)
    return exif.read(picture)


@pytest.mark.parametrize(
    ("tags", "details", "expected"),
    [
        ({}, {0x9003: "2024:03:05 14:07:09"}, "2024-03-05T14:07:09"),
        ({}, {0x9003: "2024:03:05 14:07:09", 0x9011: "Z"}, "2024-03-05T14:07:09Z"),
        ({}, {0x9003: "2024:03:05 14:07:09", 0x9011: "half past"}, "2024-03-05T14:07:09"),
        ({0x0132: "2023-01-02 03:04:05"}, {0x9003: "    "}, "2023-01-02T03:04:05"),
        ({}, {0x9003: "0000:00:00 00:00:00"}, None),
        ({}, {0x9003: 17}, None),
        ({}, {0x9003: b"\xff\xfe"}, None),
        ({}, {0x9003: "2024:13:45 99:99:99"}, None),
    ],
)
def test_the_device_time_in_all_its_shapes(
    tags: dict[int, object], details: dict[int, object], expected: str | None
) -> None:
    assert read(tags, details, {}).taken_at == expected


@pytest.mark.parametrize(
    ("position", "present", "expected"),
    [
        ({}, False, (None, None)),
        ({0: b"\2\3\0\0"}, False, (None, None)),
        ({1: "S", 2: (33.0, 30.0, 0.0), 3: "W", 4: (70.0, 30.0, 0.0)}, True, (-33.5, -70.5)),
        ({1: "N", 2: (95.0, 0.0, 0.0), 3: "E", 4: (70.0, 30.0, 0.0)}, True, (None, None)),
        ({1: "N", 2: (float("nan"),) * 3, 3: "E", 4: (1.0,) * 3}, True, (None, None)),
        ({1: "N", 2: (49.5,), 3: "E", 4: (36.25,)}, True, (49.5, 36.25)),
        ({1: "N", 2: "north", 3: "E", 4: None}, True, (None, None)),
        ({2: (49.0, 30.0, 0.0)}, True, (None, None)),
    ],
)
def test_the_position_in_all_its_shapes(
    position: dict[int, object], present: bool, expected: tuple[float | None, float | None]
) -> None:
    metadata = read({}, {}, position)
    assert (metadata.gps_present, (metadata.latitude, metadata.longitude)) == (present, expected)


def test_texts_are_one_short_printable_line() -> None:
    metadata = read({0x010F: "Can\x00on\r\n\u202eevil" + "x" * 5000, 0x0112: 77}, {}, {})
    assert metadata.camera_make.startswith("Canonevilxxx")
    assert len(metadata.camera_make) == exif.MAX_TEXT
    assert metadata.orientation == 1
