"""Cleaning of lines and the keys under which part numbers are compared."""

import math
import re
import unicodedata
from collections.abc import Iterable

from provenance.partnumbers.confusions import fold
from provenance.partnumbers.scripts import fold_lookalikes
from provenance.partnumbers.types import Line, LineReading, OtherReading

MAX_LINES = 24
MAX_LINE = 240
_MAX_RAW = 4 * MAX_LINE
_MAX_KEY = 64
_MAX_OTHERS = 16
_SIGNS = str.maketrans(
    {"µ": "u", "μ": "u", "™": " ", "®": " ", "©": " ", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"}
)
_NOT_KEY = re.compile(r"[^0-9A-Z\u0400-\u04FF]")
_SPACES = re.compile(r"\s+")


def clean_line(text: str) -> str:
    """One line, NFKC, without control, format (bidi) and unassigned characters; at most `MAX_LINE` characters."""
    raw = text[:_MAX_RAW].translate(_SIGNS)
    kept = "".join(" " if c.isspace() else c for c in raw if c.isspace() or unicodedata.category(c)[0] != "C")
    composed = unicodedata.normalize("NFKC", kept)[:MAX_LINE]
    return _SPACES.sub(" ", composed).strip()


def clean_readings(lines: Iterable[Line]) -> tuple[LineReading, ...]:
    """The cleaned, not empty lines; a line feed inside a line starts a new one; at most `MAX_LINES`.

    Of a line with line feeds the other readings are dropped: they cannot be told apart piece by piece.
    """
    cleaned: list[LineReading] = []
    for line in lines:
        read = LineReading(line) if isinstance(line, str) else line
        pieces = [text for text in map(clean_line, read.text[: _MAX_RAW * MAX_LINES].splitlines()) if text]
        others = _clean_others(read, pieces[0]) if len(pieces) == 1 else ()
        cleaned += [LineReading(piece, others) for piece in pieces]
        if len(cleaned) >= MAX_LINES:
            break
    return tuple(cleaned[:MAX_LINES])


def _clean_others(read: LineReading, text: str) -> tuple[OtherReading, ...]:
    """The other readings, likeliest first, each text once. A doubt below 0 is none; what is no number is left out."""
    found: dict[str, OtherReading] = {}
    others = (other for other in read.alternatives[:_MAX_OTHERS] if math.isfinite(other.doubt_nats))
    for other in sorted(others, key=lambda other: other.doubt_nats):
        said = clean_line(other.text)
        if said and said != text:
            found.setdefault(said, OtherReading(said, max(0.0, other.doubt_nats)))
    return tuple(found.values())


def plain(text: str) -> str:
    """Upper case letters and digits only, look-alikes as Latin letters: what was printed, without punctuation."""
    return _NOT_KEY.sub("", fold_lookalikes(text.translate(_SIGNS).upper()))[:_MAX_KEY]


def canonical(number: str) -> str:
    """The key of a part number in the catalogue: `plain`, with confusable letters folded to digits."""
    return fold(plain(number))
