"""Cheap checks before any decoder sees a file: what it is, what it claims, what decoding it would cost."""

import re
import struct
from collections.abc import Iterator, Mapping
from mmap import mmap
from types import MappingProxyType

from custody.media_types import HEAD_BYTES, sniff
from teardowns.images.types import DecodeRefused

__all__ = ["HEAD_BYTES", "PIXEL_CEILINGS", "accepted_type", "check_jpeg", "sniff"]

PIXEL_CEILINGS: Mapping[str, int] = MappingProxyType(
    {
        # 200-megapixel phones are genuine; libjpeg scales while decoding, so memory stays small.
        "image/jpeg": 256_000_000,
        # Decoded whole: four bytes a pixel.
        "image/png": 64_000_000,
        # libheif holds the planes and the RGB copy; 50-megapixel phones are genuine.
        "image/heif": 56_000_000,
        # libwebp's animation decoder and Pillow together hold sixteen bytes a pixel.
        "image/webp": 25_000_000,
    }
)
"""Media types that are decoded, and the most pixels each may claim (measured to fit `Limits.memory`)."""

MAX_JPEG_SCANS = 100
MAX_PROGRESSIVE_WORK = 1_000_000_000
"""Scans x pixels: libjpeg visits every block of the picture once a scan, however few bytes the scan has."""

MAX_JPEG_SEGMENTS = 20_000

MAX_PIXELS_PER_BYTE = 2_000
"""A baseline JPEG needs at least a bit and a half for 64 pixels of each component; a photo far more."""

_PICTURES = frozenset({"application/postscript", "video/mp4"})
_START_OF_SCAN = 0xDA
# Stuffed zeros, restarts, fill bytes and the parameterless markers are no segments (ITU-T T.81, annex B).
_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])")
_FRAME_MARKERS = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


def accepted_type(head: bytes) -> str:
    """The media type of a picture we decode, or DecodeRefused saying what the file is instead."""
    if not head:
        raise DecodeRefused("empty_file")
    media_type = sniff(head)
    if media_type is None:
        raise DecodeRefused("not_a_picture")
    if media_type in PIXEL_CEILINGS:
        return media_type
    is_picture = media_type.startswith("image/") or media_type in _PICTURES
    raise DecodeRefused("unsupported_format" if is_picture else "not_a_picture", media_type)


def check_jpeg(data: mmap | bytes) -> None:
    """Refuse a JPEG that claims more than its bytes can hold, or whose scans multiply the work of decoding.

    Walks the main picture's own markers, so an embedded preview, a second frame or a film in the trailer
    counts for nothing. Raises DecodeRefused.
    """
    pixels = scans = 0
    for marker, body in _segments(data):
        if marker in _FRAME_MARKERS and not pixels:
            pixels = _claimed_pixels(data, body)
        scans += marker == _START_OF_SCAN
        if scans > MAX_JPEG_SCANS or (scans > 4 and scans * pixels > MAX_PROGRESSIVE_WORK):
            raise DecodeRefused("time_limit", f"scans={scans} pixels={pixels}")
    if not pixels or not scans:
        raise DecodeRefused("decoder_failed", "no picture in the JPEG")


def _claimed_pixels(data: mmap | bytes, body: int) -> int:
    height, width = struct.unpack(">HH", data[body + 1 : body + 5].ljust(4, b"\0"))
    pixels = int(height) * int(width)
    if pixels > min(PIXEL_CEILINGS["image/jpeg"], MAX_PIXELS_PER_BYTE * len(data)):
        raise DecodeRefused("too_many_pixels", f"pixels={pixels} bytes={len(data)}")
    return pixels


def _segments(data: mmap | bytes) -> Iterator[tuple[int, int]]:
    """(marker, offset of its body behind the length) of each segment of the main picture, to its end."""
    position = 2
    for _ in range(MAX_JPEG_SEGMENTS):
        found = _MARKER.search(data, position)
        if found is None or found[1] == b"\xd9":
            return
        body = found.end() + 2
        yield found[1][0], body
        length = int.from_bytes(data[found.end() : body], "big")
        position = found.end() + max(2, length)
    raise DecodeRefused("time_limit", f"segments>{MAX_JPEG_SEGMENTS}")
