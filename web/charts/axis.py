"""The time axis of one component: when it was made, moved, when parties were listed, when it was recovered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, LEFT, RIGHT = 1030, 196, 1010
FIRST_ROW, ROW, BAND_GAP = 46, 29, 18
LETTER = 6.6
"""Width of a letter of a label in the template's type."""
BEFORE, AFTER = timedelta(days=120), timedelta(days=150)
"""Room on both sides of all that is dated."""
NEAR = timedelta(days=550)
"""How far before and after what happened a listing or control may begin and still lengthen the axis."""


@dataclass(frozen=True, slots=True)
class Span:
    """One thing in time. Open ends are None. `style`: made, soft, documented, declared, inferred, hypothetical, dot."""

    band: str
    row: str
    label: str
    start: date | None
    end: date | None
    style: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A span with its place; a `dot` where it is a single day."""

    row: str
    label: str
    style: str
    x: float
    y: int
    width: float
    dot: bool
    label_x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Band:
    """A group of rows under one word, with the line above it."""

    name: str
    y: int
    line: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a year."""

    x: float
    year: int


@dataclass(frozen=True, slots=True)
class Axis:
    """What the template draws, from its `first` day to its `last`. `asof` is the place of the day that is asked about,
    or None.
    """

    first: date
    last: date
    height: int
    bottom: int
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]
    asof: float | None
    asof_left: float


def axis(spans: Sequence[Span], *, asof: date | None = None) -> Axis | None:
    """Lay out spans by band, in the order given; None when no day at all is known.

    The axis is as long as what happened: a listing or control that began long before is cut at its edge.
    """
    ends = _ends(spans, asof)
    if ends is None:
        return None
    first, last = ends
    scale = (RIGHT - LEFT) / (last - first).days

    def place(day: date) -> float:
        return round(LEFT + (day - first).days * scale, 1)

    bands: list[Band] = []
    y = FIRST_ROW
    for name in dict.fromkeys(span.band for span in spans):
        own = [span for span in spans if span.band == name]
        bars = tuple(_bar(span, y + index * ROW, place, first, last) for index, span in enumerate(own))
        bands.append(Band(name, y + 14, y - 12, bars))
        y += len(own) * ROW + BAND_GAP
    ticks = tuple(Tick(place(date(year, 1, 1)), year) for year in range(first.year + 1, last.year + 1))
    where = place(asof) if asof else None
    return Axis(first, last, y + 20, y - 12, ticks, tuple(bands), where, min(where or 0.0, RIGHT - 140))


def _ends(spans: Sequence[Span], asof: date | None) -> tuple[date, date] | None:
    happened = [day for span in spans if span.style != "soft" for day in (span.start, span.end) if day]
    stood = [day for span in spans if span.style == "soft" for day in (span.start, span.end) if day]
    if happened:
        near = (_earlier(min(happened), NEAR), _later(max(happened), NEAR))
        stood = [day for day in stood if near[0] <= day <= near[1]]
    days = [*happened, *stood] or ([asof] if asof else [])
    if not days:
        return None
    first, last = _earlier(min(days), BEFORE), _later(max(days), AFTER)
    return (min(first, asof), max(last, asof)) if asof else (first, last)


def _earlier(day: date, by: timedelta) -> date:
    return day - min(by, day - date.min)


def _later(day: date, by: timedelta) -> date:
    return day + min(by, date.max - day)


def _bar(span: Span, y: int, place: Callable[[date], float], first: date, last: date) -> Bar:
    start, end = max(span.start or first, first), min(span.end or last, last)
    x, stop = place(start), place(end)
    single = span.start is not None and span.start == span.end
    width = round(max(stop - x, 5.0), 1)
    label_x, anchor = _label_place(x, 0.0 if single else width, len(span.label) * LETTER, inside=span.style == "soft")
    return Bar(span.row, span.label, span.style, x, y, width, single, round(label_x, 1), anchor)


def _label_place(x: float, width: float, text: float, *, inside: bool) -> tuple[float, str]:
    """Inside a soft bar where it fits, else to the right, else to the left, else over the bar."""
    gap = 9 if width else 13
    if inside and text + 16 < width:
        return x + 8, "start"
    if x + width + gap + text < WIDTH:
        return x + width + gap, "start"
    if x - gap - text > LEFT - 40:
        return x - gap, "end"
    return WIDTH, "end"
