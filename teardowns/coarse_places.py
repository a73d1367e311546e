"""Places made coarse: whatever a phone sends, nothing finer than a tenth of a degree is kept (pure)."""

import re
from dataclasses import dataclass
from typing import Final

MAX_TEXT: Final = 40
_NUMBER = r"[-+]?\d{1,3}(?:[.,]\d+)?"
_POINT = re.compile(rf"\s*({_NUMBER})\s*[,;\s]\s*({_NUMBER})\s*")
# Military grid reference: zone, band, square of 100 km, then as many digits east as north.
_MGRS = re.compile(r"(\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z][A-HJ-NP-V])(\d{0,10})", re.IGNORECASE)
_REGION = re.compile(r"UA-\d{2}")
# As the field app's map gives it: the south-western corner of a square of half a degree.
_SQUARE = re.compile(r"-?\d{1,2}\.[05],-?\d{1,3}\.[05]")
SQUARE_SIDE: Final = 0.5
_CELL = re.compile(r"[A-Z]{1,3}-?\d{1,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """`kind`: none, region, grid or point; `value`: a code of ISO 3166-2:UA, a grid square, or `49.9,36.2`."""

    kind: str = "none"
    value: str = ""


NOWHERE: Final = Place()


def coarse(kind: str, value: str) -> Place:
    """The place as it may be kept; nowhere when it is not understood, for what is not understood may be exact."""
    text = value.strip()[:MAX_TEXT]
    if kind == "region":
        return Place("region", text) if _REGION.fullmatch(text) else NOWHERE
    if kind in ("point", "grid"):
        point = _point(text)
        if kind == "grid" and point and point.value and _SQUARE.fullmatch(text):
            return Place("grid", point.value)
        return point or (_grid(text) if kind == "grid" else None) or NOWHERE
    return NOWHERE


def square(value: str) -> tuple[float, float, float, float] | None:
    """South, west, north and east of a kept square of half a degree; None for any other grid's."""
    if not _SQUARE.fullmatch(value):
        return None
    south, west = (float(part) for part in value.split(","))
    return south, west, south + SQUARE_SIDE, west + SQUARE_SIDE


def _point(text: str) -> Place | None:
    found = _POINT.fullmatch(text)
    if found is None:
        return None
    latitude, longitude = (round(float(part.replace(",", ".")), 1) + 0.0 for part in found.groups())
    if abs(latitude) > 90 or abs(longitude) > 180:
        return NOWHERE
    return Place("point", f"{latitude:.1f},{longitude:.1f}")


def _grid(text: str) -> Place | None:
    """A square of ten kilometres, or a cell of a printed map's own grid."""
    plain = re.sub(r"[\s-]", "", text).upper()
    found = _MGRS.fullmatch(plain)
    if found is not None and len(found[2]) % 2 == 0:
        half = len(found[2]) // 2
        return Place("grid", found[1] + found[2][:1] + found[2][half : half + 1])
    return Place("grid", text.upper()) if _CELL.fullmatch(text) else None
