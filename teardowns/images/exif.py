"""Reading the metadata a decision needs from an opened picture, with Pillow's own EXIF reader.

Runs in the decoding child. Malformed, looping or oversized metadata never raises: it is marked `unreadable`.
Tags: Exif 2.32 (CIPA DC-008).
"""

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PIL import ExifTags, Image

from teardowns.images.types import Metadata

MAX_EXIF_BYTES = 512 * 1024
MAX_RAW_TAGS = 80
MAX_TEXT = 120
_WHEN = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"[+-]\d\d:\d\d|Z")
_UNPRINTABLE = re.compile(r"[^\x20-\x7e\u00a0-\u200a\u2010-\u2027\u2030-\u205f\u2070-\ud7ff\uf900-\ufffc]")


def read(image: Image.Image) -> Metadata:
    """The metadata of `image`; never raises."""
    try:
        if len(image.info.get("exif") or b"") > MAX_EXIF_BYTES:
            return Metadata(unreadable=True)
        exif = image.getexif()
        base = dict(exif)
    except Exception:  # any parser fault on a stranger's bytes means one thing: unreadable
        return Metadata(unreadable=True)
    details = _directory(exif, ExifTags.IFD.Exif)
    position = _directory(exif, ExifTags.IFD.GPSInfo)
    coordinates = _coordinates(position or {})
    return Metadata(
        taken_at=_taken_at(base, details or {}),
        orientation=_orientation(base.get(ExifTags.Base.Orientation)),
        gps_present=position is None or any(tag != ExifTags.GPS.GPSVersionID for tag in position),
        latitude=coordinates[0],
        longitude=coordinates[1],
        camera_make=_text(base.get(ExifTags.Base.Make)),
        camera_model=_text(base.get(ExifTags.Base.Model)),
        unreadable=details is None or position is None,
        raw=_raw(base, details or {}, position or {}),
    )


def _directory(exif: Image.Exif, tag: ExifTags.IFD) -> dict[int, Any] | None:
    try:
        return dict(exif.get_ifd(tag))
    except Exception:
        return None


def _taken_at(base: Mapping[int, Any], details: Mapping[int, Any]) -> str | None:
    """DateTimeOriginal with its offset, else the digitised, else the file's time; None when it is no date."""
    for where, when_tag, offset_tag in (
        (details, ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal),
        (details, ExifTags.Base.DateTimeDigitized, ExifTags.Base.OffsetTimeDigitized),
        (base, ExifTags.Base.DateTime, ExifTags.Base.OffsetTime),
    ):
        if when := _iso(_text(where.get(when_tag))):
            offset = _OFFSET.match(_text(details.get(offset_tag)))
            return when + (offset[0] if offset else "")
    return None


def _iso(text: str) -> str | None:
    found = _WHEN.match(text)
    try:
        return datetime(*map(int, found.groups())).isoformat() if found else None  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None


def _orientation(value: object) -> int:
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _coordinates(position: Mapping[int, Any]) -> tuple[float | None, float | None]:
    latitude = _degrees(position.get(ExifTags.GPS.GPSLatitude), position.get(ExifTags.GPS.GPSLatitudeRef), "S", 90)
    longitude = _degrees(position.get(ExifTags.GPS.GPSLongitude), position.get(ExifTags.GPS.GPSLongitudeRef), "W", 180)
    return (latitude, longitude) if latitude is not None and longitude is not None else (None, None)


def _degrees(value: object, reference: object, negative: str, ceiling: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in (*value, 0, 0)[:3])  # type: ignore[misc]
        result = degrees + minutes / 60 + seconds / 3600
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if not math.isfinite(result) or not 0 <= result <= ceiling:
        return None
    return round(-result if _text(reference).upper() == negative else result, 7)


def _text(value: object) -> str:
    """One printable line of at most `MAX_TEXT` characters."""
    if isinstance(value, bytes):
        value = value[: 4 * MAX_TEXT].decode("utf-8", errors="replace")
    if not isinstance(value, str):
        return ""
    return _UNPRINTABLE.sub("", value[: 4 * MAX_TEXT]).strip()[:MAX_TEXT]


def _raw(*directories: Mapping[int, Any]) -> dict[str, str]:
    names = ({**ExifTags.TAGS}, {**ExifTags.TAGS}, {**ExifTags.GPSTAGS})
    raw: dict[str, str] = {}
    for directory, known in zip(directories, names, strict=True):
        for tag, value in directory.items():
            if len(raw) < MAX_RAW_TAGS and tag in known:
                raw[str(known[tag])] = _shown(value)
    return raw


def _shown(value: object) -> str:
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple) and len(value) > 8:
        return f"{len(value)} values"
    try:
        return _text(str(value))
    except Exception:
        return ""
