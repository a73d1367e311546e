"""Lettering that a closed numbering scheme leaves one way to read, where look-alikes made it impossible as it stands.

Serial flash is numbered alike by all its makers: 25, one or two letters of the series, the megabits, then a letter, and
only some sizes exist: 250256JVEQ is 25Q256JVEQ, 25VQB4ASIG is 25VQ64ASIG. A digit follows 25 in EEPROMs (25640) only.
Source: general knowledge of the makers' data sheets (Winbond, GigaDevice, Macronix, Micron, ISSI, Zbit, XMC, others).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from provenance.partnumbers.confusions import CLASSES
from provenance.partnumbers.types import LineReading, OtherReading

SMALL = ("05", "10", "20", "40", "80")
LONG = ("005", "010", "020", "040", "080", "016", "032", "064")
SIZES = (*SMALL, "16", "32", "64", "128", "256", "512")
_SERIES = "Q LQ WQ VQ QH QU QE QW QA QX QL FQ HQ IQ B S LB LE WE VE U V R X P PE PX FS FL LP WP LV H N T W E A"
SERIES = {
    **dict.fromkeys(_SERIES.split(), SIZES),
    **dict.fromkeys(("D", "LD", "WD", "HD"), SMALL),
    **dict.fromkeys(
        ("L", "F", "VF", "WF", "LF", "PF"), (*SIZES, "005", "010", "020", "040", "080", "016", "032", "064")
    ),
}
"""Letters of the series and the sizes that it comes in, as they are printed."""
_MAKERS = "W GD MX KH EN IS ZB BY XM XT P PY FM SST S N M AT A MD PM NM FT TH UC PN ZD"
MAKERS = frozenset(("", *_MAKERS.split()))
"""Letters before 25, where no logo stands for them."""
MOST_CHANGED = 3
AS_READ_NATS = 1.0
"""How much less likely the impossible text is then taken to be."""

_EEPROM = re.compile(r"(?:AA|LC|FC|VC|C)?(010|020|040|080|160|320|640|128|256|512|1024)(?!\d)")
_TOKEN = re.compile(r"([A-Z]{0,3})25([A-Z0-9]{4,14})")
_PACKAGE = re.compile(r"(?:^|(?<=[A-Z]))([STWFNUEZVP])[1L]G$")
"""Package, temperature, lead-free: SIG, TIG and so on end many numbers; no 1 stands there."""
_LOOKS = {**CLASSES, "6": "GB"}


def put_right(readings: Sequence[LineReading]) -> tuple[LineReading, ...]:
    """The lines with such lettering put right; the text as it was read stays among the other readings."""
    return tuple(_line(reading) for reading in readings)


def _line(reading: LineReading) -> LineReading:
    text = " ".join(as_numbered(word) or word for word in reading.text.split(" "))
    if text == reading.text:
        return reading
    others = (other for other in reading.alternatives if other.text != text)
    return replace(reading, text=text, alternatives=(OtherReading(reading.text, AS_READ_NATS), *others))


def as_numbered(word: str) -> str:
    """The only serial flash that a word (upper case) may be, when it is none as it stands; empty otherwise."""
    token = _TOKEN.fullmatch(word)
    if token is None or token[1] not in MAKERS or _EEPROM.match(token[2]):
        return ""
    maker, body = token.groups()
    found = sorted({(_changed(body, text), text) for text in _numbers(body)})
    if not found or found[0][0] == 0 or found[0][0] > MOST_CHANGED:
        return ""
    (least, text), *others = found
    return "" if any(changed == least for changed, _ in others) else f"{maker}25{text}"


def _numbers(body: str) -> Iterator[str]:
    """Every number of the scheme that the text after 25 looks like."""
    for series, sizes in SERIES.items():
        for size in sizes:
            end = len(series) + len(size)
            rest = body[end:]
            if _alike(body[:end], series + size) and (not rest or rest[0].isalpha()):
                yield series + size + _PACKAGE.sub(r"\1IG", rest)


def _alike(read: str, meant: str) -> bool:
    return len(read) == len(meant) and all(
        a == b or a in _LOOKS.get(b, "") or b in _LOOKS.get(a, "") for a, b in zip(read, meant, strict=True)
    )


def _changed(read: str, meant: str) -> int:
    return sum(a != b for a, b in zip(read, meant, strict=True))
