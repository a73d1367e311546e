"""One crop that a person drew, read by itself: laid upright, looked at from close by, its lines put in order.

Whoever draws says where the lettering is, so nothing is left out here as print of the board, and a line that the
detector misses is still read when the drawn box is one line itself.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from .contrast import colour, evened, grey
from .cutting import along_text, lay_upright
from .engine import Pixels, Progress
from .geometry import angle, area, enlarged, homography, in_frame, overlap, rectangle, rotation, size, turned
from .merge import key, merge
from .types import Box, ChipReading, TextLine
from .views import MARGIN, MAX_ENLARGEMENT, STEP, Tile, View, mosaics

SIDE = 448
"""Pixels: the longer side at which the detector sees the crop (0.2 s). With 384, 448, 512 and 640 pixels 51, 52, 48
and 50 of the 67 labelled part numbers are read exactly in boxes as generous as the labels'."""
FAR_SIDE = 256
"""The same where the lettering may be too large for the detector: it takes two short lines for one (0.05 s)."""
SURE, TELLING, TRIFLE = 0.9, 4, 2
"""A crop is settled when one line is this sure and has so many letters and digits, and only trifles are in doubt."""
SAME = 0.8
"""Share of a box that a sure line covers: it is not read again in a second look."""
MAX_LINES = 16
"""Lines read of one crop, the largest first."""
ONE_LINE = 2.0
"""A box this much wider than high, or higher than wide, may be a single line."""

UPRIGHT, TURNED, FAR, CLOSE = "region", "region turned", "region far", "region close"
"""The crop with even local contrast; turned a quarter, when the lettering runs so or was not found; as from further
away, when no long line was found; its local z-score."""
WHOLE = "region whole"
"""The drawn box as one line."""
LOOKS = 4
"""At most so many. Half of the crops need one; each costs at most 0.3 s, and a person waits."""

Find = Callable[[Pixels], Sequence[Box]]
"""Boxes around lines in a view whose sides are multiples of 32."""
Read = Callable[[Sequence[Box], str], Sequence[TextLine]]
"""The lines in boxes of the photo, signed with the name of the pass."""


def read_crop(
    pixels: Pixels, box: Box, *, find: Find, read: Read, progress: Progress
) -> tuple[ChipReading | None, tuple[str, ...]]:
    """Return (the reading or None, the passes as they ran). `box` begins at the upper left of upright lettering.

    A second look follows only where the first found nothing or is in doubt; what it reads otherwise stays beside.
    """
    lines: list[TextLine] = []
    passes: list[str] = []

    def look(name: str, view: View) -> None:
        progress(len(passes), LOOKS)
        new = (one for one in _boxes(view, find) if not _is_sure(one, lines, rotation(box)))
        found = sorted(new, key=area, reverse=True)
        lines[:] = merge([*lines, *read(found[:MAX_LINES], name)])
        passes.append(name)

    look(UPRIGHT, upright_view(pixels, box))
    if lines and (_direction(lines) - rotation(box)) % 180:
        box = _as_read(box, _direction(lines))
        look(TURNED, upright_view(pixels, box))
    if not any(_tells(line) for line in lines):
        look(FAR, upright_view(pixels, box, FAR_SIDE))
    if not settled(lines):
        look(CLOSE, _close_view(pixels, box))
    if not lines:
        look(TURNED, _close_view(pixels, turned(box, 1)))
    if not lines and _may_be_one_line(box):
        passes.append(WHOLE)
        lines[:] = read([along_text(box)], WHOLE)
    progress(LOOKS, LOOKS)
    return (_in_order(box, lines) if lines else None), tuple(passes)


def settled(lines: Sequence[TextLine]) -> bool:
    """Tell whether a crop needs no second look."""
    doubtful = [len(key(line.text)) for line in lines if line.confidence < SURE]
    return any(_tells(line) for line in lines) and max(doubtful, default=0) <= TRIFLE


def _tells(line: TextLine) -> bool:
    return line.confidence >= SURE and len(key(line.text)) >= TELLING


def upright_view(pixels: Pixels, box: Box, side: int = SIDE) -> View:
    """The crop upright, its local contrast evened, its longer side at most `side`."""
    width, height = size(box)
    scale = min(MAX_ENLARGEMENT, side / max(width, height, 1.0))
    columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
    shown = enlarged(box, MARGIN)
    canvas = np.full((_up(rows), _up(columns)), 128, dtype=np.uint8)
    canvas[:rows, :columns] = evened(lay_upright(grey(pixels), shown, columns, rows))
    region = rectangle(0, 0, columns, rows)
    return View(colour(canvas), (Tile(region, homography(region, shown)),))


def _close_view(pixels: Pixels, box: Box) -> View:
    return next(mosaics(grey(pixels), [box]))


def _is_sure(box: Box, lines: Sequence[TextLine], direction: int) -> bool:
    """Whether this was read for sure. A few letters are as sure upside down or across: only as the crop is laid."""
    return any(
        overlap(box, line.box) >= SAME and (_tells(line) or (line.confidence >= SURE and line.rotation == direction))
        for line in lines
    )


def _boxes(view: View, find: Find) -> Iterator[Box]:
    for found in find(view.pixels):
        box = view.in_photo(found)
        if box is not None:
            yield along_text(box)


def _may_be_one_line(box: Box) -> bool:
    width, height = sorted(size(box))
    return height >= ONE_LINE * max(width, 1.0)


def _direction(lines: Sequence[TextLine]) -> int:
    """How the lettering runs: as the longest of the sure lines."""
    return max(lines, key=lambda line: (line.confidence >= SURE, len(key(line.text)))).rotation


def _as_read(box: Box, direction: int) -> Box:
    return next((one for one in (turned(box, k) for k in range(4)) if rotation(one) == direction), box)


def _in_order(box: Box, lines: Sequence[TextLine]) -> ChipReading:
    """The lines from top to bottom and left to right as they are read; the box begins where the lettering does."""
    as_read = _as_read(box, _direction(lines))
    degrees = angle(as_read)
    frames = sorted(((in_frame(line.box, degrees), line) for line in lines), key=lambda item: item[0][1] + item[0][3])
    rows: list[list[tuple[tuple[float, float, float, float], TextLine]]] = []
    for frame, line in frames:
        if rows and rows[-1][0][0][1] < (frame[1] + frame[3]) / 2 < rows[-1][0][0][3]:
            rows[-1].append((frame, line))
        else:
            rows.append([(frame, line)])
    ordered = (line for row in rows for _, line in sorted(row, key=lambda item: item[0][0]))
    return ChipReading(as_read, rotation(as_read), tuple(ordered))


def _up(side: int) -> int:
    return -(-side // STEP) * STEP
