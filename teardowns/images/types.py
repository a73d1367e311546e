"""The values this package speaks in: limits, refusals, metadata, and the set of derivatives of one photo."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

RefusalCode = Literal[
    "empty_file",
    "not_a_picture",
    "unsupported_format",
    "too_many_pixels",
    "memory_limit",
    "time_limit",
    "decoder_failed",
]
REFUSAL_CODES: frozenset[str] = frozenset(get_args(RefusalCode))


class DecodeRefused(Exception):
    """The picture cannot be shown; the original is kept all the same.

    `detail` is made of our own words and of numbers (a media type, a size), never of bytes of the file.
    """

    def __init__(self, code: RefusalCode, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code: RefusalCode = code
        self.detail = detail


class DecoderUnavailable(Exception):
    """The decoder could not run, or was killed from outside: not the photo's doing, so trying again is right."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings for one decoding child and sizes of what it makes. Memory in bytes, time in seconds.

    `most_pixels`: of the file, beside the ceiling of its kind (`checks.PIXEL_CEILINGS`).
    """

    memory: int = 512 * 2**20
    cpu_seconds: int = 20
    wall_seconds: float = 30.0
    output_bytes: int = 128 * 2**20
    most_pixels: int = 256_000_000
    reading_pixels: int = 25_000_000
    display_side: int = 2048
    thumbnail_side: int = 400


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says about its making. Restricted: none of it may reach a derivative, a log or a maker.

    `taken_at` is the device's clock as ISO 8601, with its offset only if the file gave one.
    Latitude and longitude are decimal degrees (WGS 84); `gps_present` also holds when they are unreadable.
    `raw` maps tag names to shortened text.
    """

    taken_at: str | None = None
    orientation: int = 1
    gps_present: bool = False
    latitude: float | None = None
    longitude: float | None = None
    camera_make: str = ""
    camera_model: str = ""
    unreadable: bool = False
    raw: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DerivedFile:
    """A picture made from a photo. `scale` = its pixels per pixel of the upright full-size photo (<= 1)."""

    path: Path
    width: int
    height: int
    scale: float
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A photo made ready. `width` and `height`: the full-size photo after its EXIF orientation is applied.

    `truncated`: the file ends early or is damaged; what could be decoded is there, the rest is grey.
    `sandbox`: names of the protections that were in force around the decoder.
    """

    width: int
    height: int
    media_type: str
    truncated: bool
    metadata: Metadata
    reading: DerivedFile
    display: DerivedFile
    thumbnail: DerivedFile
    sandbox: tuple[str, ...] = ()
