"""What a file is, and what a JPEG claims, from its bytes alone; no input makes these checks fail otherwise."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from custody.media_types import sniff
from teardowns.images import checks
from teardowns.images.types import DecodeRefused
from tests.samples import genuine, hostile


@pytest.mark.parametrize("name", sorted(genuine.SMALL))
def test_every_genuine_photo_is_recognised(name: str) -> None:
    kind = name.split("_")[0]
    expected = {"png": "image/png", "webp": "image/webp", "heic": "image/heif"}.get(kind, "image/jpeg")
    assert checks.accepted_type(genuine.SMALL[name]()[: checks.HEAD_BYTES]) == expected


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"", None),
        (b"BM", "image/bmp"),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif", "image/avif"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heic", "image/heif"),
        (b"\0\0\0\x1cftypheic\0\0\0\0mif1heic", "image/heif"),
        (b"\0\0\0\x20ftypqt  \0\0\0\0qt  ", "video/mp4"),
        ("Плата".encode()[:-1], "text/plain"),
        (b"caf\xe9 in Latin-1, with more text behind it", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "image/svg+xml"),
        (b"PK\x03\x04", "application/zip"),
    ],
)
def test_kinds(head: bytes, media_type: str | None) -> None:
    assert sniff(head) == media_type


@given(st.binary(max_size=200))
@example(b"\0\0\0\x08ftyp")
@example(b"\xff\xff\xff\xffftypheic")
def test_sniffing_never_fails(head: bytes) -> None:
    sniff(head)


@given(st.binary(max_size=400))
@example(b"\xff\xc0")
@example(b"\xff\xc0\x00\x00\xff\xda")
@example(b"\xff\xda" * 300)
def test_checking_a_jpeg_only_ever_refuses(body: bytes) -> None:
    try:
        checks.check_jpeg(b"\xff\xd8" + body)
    except DecodeRefused as refusal:
        assert refusal.code in ("too_many_pixels", "time_limit", "decoder_failed")


@pytest.mark.parametrize(
    "options", [{}, {"progressive": True}, {"restart_marker_rows": 1}, {"comment": b"\xff\xda" * 900}]
)
def test_genuine_jpegs_pass(options: dict[str, Any]) -> None:
    checks.check_jpeg(genuine.jpeg(**options))


def test_an_end_hidden_in_a_comment_does_not_hide_the_scans_behind_it() -> None:
    bomb = hostile.scan_bomb(300, 200, 500)
    frame = bomb.index(b"\xff\xda")
    comment = b"\xff\xfe\x00\x06\xff\xd9\xff\xd9"
    with pytest.raises(DecodeRefused) as refusal:
        checks.check_jpeg(bomb[:frame] + comment + bomb[frame:])
    assert refusal.value.code == "time_limit"
