"""Cells made into values: days, moments, places, slots. A place is made coarse before anything else sees it."""

import re
from datetime import date, datetime
from typing import Final

from teardowns.coarse_places import NOWHERE, Place, coarse
from teardowns.phone import as_moment, slot_name

_POINT = re.compile(r"\s*(-?\d{1,3}[.,]\d+)[\s,;]+(-?\d{1,3}[.,]\d+)([\s,;]+-?\d+([.,]\d+)?){0,2}\s*")
_COORDINATE = re.compile(r"-?\d{1,3}[.,]\d{3,}")
_DAYS: Final = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%y", "%d-%m-%Y")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MOMENTS: Final = ("%Y:%m:%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M")
_EXTENSIONS: Final = (
    "jpg jpeg jpe png heic heif webp mpo gif bmp tif tiff dng nef cr2 cr3 arw orf raf rw2 "
    "mp4 mov 3gp 3gpp mkv avi webm m4v m4a mp3 amr aac wav ogg oga opus pdf doc docx xls xlsx zip enc"
)
_MEDIA = re.compile(rf"(?!https?:)[^\n\r\t<>*?\"|]{{1,200}}\.(?:{'|'.join(_EXTENSIONS.split())})", re.IGNORECASE)
_PHOTO = re.compile(r"\.(jpe?g|jpe|png|heic|heif|webp|mpo|hif)$", re.IGNORECASE)


def day(text: str) -> str:
    """An ISO day; empty when it is none, or could be two: `03/04/2025` is one day here and another one there."""
    plain = text.strip()
    if found := _SLASHES.fullmatch(plain):
        first, second, year = (int(part) for part in found.groups())
        if first != second and first <= 12 and second <= 12:
            return ""
        month, of_month = (second, first) if first > 12 or first == second else (first, second)
        return _safe_day(year, month, of_month)
    moment = as_moment(plain)
    if moment is not None and len(plain) > 10:
        return plain[:10]
    for form in _DAYS:
        try:
            return datetime.strptime(plain, form).date().isoformat()  # noqa: DTZ007 - a calendar day
        except ValueError:
            continue
    return ""


def _safe_day(year: int, month: int, of_month: int) -> str:
    try:
        return date(year, month, of_month).isoformat()
    except ValueError:
        return ""


def moment(text: str) -> str:
    """A moment in ISO 8601, in its own words where they are; empty when it is none."""
    plain = text.strip()
    if as_moment(plain) is not None:
        return plain
    for form in _MOMENTS:
        try:
            return datetime.strptime(plain, form).isoformat()  # noqa: DTZ007 - no offset is known
        except ValueError:
            continue
    return f"{day(plain)}" if day(plain) else ""


def is_point(text: str) -> bool:
    """Whether a cell is a point as ODK writes it: latitude, longitude, altitude, mostly accuracy."""
    found = _POINT.fullmatch(text)
    return found is not None and found[3] is not None


def place(text: str) -> Place:
    """A place as it may be kept: a point rounded to a tenth of a degree, a square of ten kilometres, or nowhere."""
    found = _POINT.fullmatch(text)
    if found is not None:
        return coarse("point", f"{found[1]} {found[2]}")
    return coarse("grid", text) if text.strip() else NOWHERE


def point(latitude: str, longitude: str) -> Place:
    """The same of two cells."""
    return coarse("point", f"{latitude.strip()} {longitude.strip()}") if latitude and longitude else NOWHERE


def quotable(text: str) -> str:
    """A cell as a message may quote it: never one that may hold an exact place."""
    return "…" if _COORDINATE.search(text) or coarse("grid", text) != NOWHERE else text.strip()[:60]


def slot(text: str) -> str:
    """A code such as `board_1_front` of what stands in a cell; empty when none can be made of it."""
    return slot_name(re.sub(r"[\s/\\]+", "_", text.strip().casefold()))[:60]


def is_media(text: str) -> bool:
    """Whether a cell is the name of a file that a person attaches."""
    return _MEDIA.fullmatch(text.strip()) is not None


def named_as_photo(name: str) -> bool:
    """Whether a file is named as a photo is."""
    return _PHOTO.search(name) is not None


def assembly(text: str) -> tuple[str, ...]:
    """Boards and modules from the outermost inwards: `Autopilot / Board 2`."""
    return tuple(part.strip()[:120] for part in re.split(r"\s*[/>]\s*", text) if part.strip())[:8]
