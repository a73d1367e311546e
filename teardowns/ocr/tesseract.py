"""Tesseract through pytesseract: selectable, weak on laser marks, at home on labels and data plates."""

import os
import time
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import cv2
import numpy as np
import pytesseract
from PIL import Image

from .chips import group
from .contrast import evened, grey
from .cutting import lay_upright
from .engine import EngineTimeout, EngineUnavailable, Pixels, Progress
from .geometry import as_box, homography, rectangle, rotation, size, transform
from .merge import merge
from .types import Box, ChipReading, EngineReport, Point, TextLine

TIMEOUT = 60
"""Seconds for one direction; noise has been seen to take longer than that."""
MAX_SIDE = 3000
QUARTERS = (0, 1, 2, 3)
SPARSE_TEXT = "--psm 11"
REGION_SIDE = 1000
"""Pixels: the longer side at which a drawn crop is shown."""
REGION_TIMEOUT = 8.0
"""Seconds for a drawn crop: a person waits."""
KEEP = 0.3


class TesseractEngine:
    """Reads the photo in four directions with its contrast evened out."""

    name = "tesseract"

    def __init__(self, *, timeout: float = TIMEOUT) -> None:
        """Give up on a direction after `timeout` seconds."""
        self._timeout = timeout
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # measured: 0.73 s -> 0.27 s

    @cached_property
    def version(self) -> str:
        """Version of the installed program. Raises EngineUnavailable."""
        try:
            return f"tesseract {pytesseract.get_tesseract_version()}"
        except (pytesseract.TesseractNotFoundError, SystemExit) as error:
            raise EngineUnavailable("tesseract is not installed") from error

    def read(self, pixels: Pixels, progress: Progress) -> EngineReport:
        """Read the photo. Raises EngineUnavailable (no such program) and EngineTimeout."""
        started = time.monotonic()
        version = self.version
        shown, scale = _prepare(pixels)
        lines: list[TextLine] = []
        progress(0, len(QUARTERS))
        for done, quarter in enumerate(QUARTERS, start=1):
            lines.extend(self._direction(shown, scale, quarter))
            progress(done, len(QUARTERS))
        chips, leftovers = group(merge(lines), bodies=())
        names = tuple(f"turned {90 * quarter}" for quarter in QUARTERS)
        return EngineReport(self.name, version, names, tuple(chips), tuple(leftovers), time.monotonic() - started)

    def read_region(self, pixels: Pixels, box: Box, progress: Progress) -> EngineReport:
        """Read one drawn crop. Raises EngineUnavailable and EngineTimeout."""
        started = time.monotonic()
        version = self.version
        progress(0, 1)
        width, height = size(box)
        scale = REGION_SIDE / max(width, height, 1.0)
        columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
        shown = evened(lay_upright(grey(pixels), box, columns, rows))
        to_photo = homography(rectangle(0, 0, columns, rows), box)
        data = _table(Image.fromarray(shown), SPARSE_TEXT, min(self._timeout, REGION_TIMEOUT))
        lines = tuple(
            TextLine(text, confidence, transform(at, to_photo), rotation(box), "region")
            for text, confidence, at in _lines(data)
        )
        progress(1, 1)
        chips = (ChipReading(box, rotation(box), lines),) if lines else ()
        return EngineReport(self.name, version, ("region",), chips, (), time.monotonic() - started)

    def _direction(self, shown: Pixels, scale: float, quarter: int) -> list[TextLine]:
        data = _table(Image.fromarray(np.ascontiguousarray(np.rot90(shown, quarter))), SPARSE_TEXT, self._timeout)
        height, width = shown.shape[:2]
        name = f"turned {90 * quarter}"
        return [
            TextLine(text, confidence, _in_photo(box, quarter, width, height, scale), 90 * quarter, name)
            for text, confidence, box in _lines(data)
        ]


def _table(image: Image.Image, layout: str, timeout: float) -> Mapping[str, Sequence[Any]]:
    """Tesseract's table of words, empty when it stumbles. Raises EngineUnavailable and EngineTimeout."""
    try:
        table: Mapping[str, Sequence[Any]] = pytesseract.image_to_data(
            image, config=layout, timeout=timeout, output_type=pytesseract.Output.DICT
        )
    except pytesseract.TesseractNotFoundError as error:
        raise EngineUnavailable("tesseract is not installed") from error
    except pytesseract.TesseractError:
        return {"text": ()}
    except RuntimeError as error:
        raise EngineTimeout("tesseract") from error
    return table


def _prepare(pixels: Pixels) -> tuple[Pixels, float]:
    """Return what Tesseract is shown (contrast evened, bounded in size) and its scale against the photo."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, MAX_SIDE / max(grey.shape))
    columns, rows = (max(1, round(side * scale)) for side in (grey.shape[1], grey.shape[0]))
    scaled = cv2.resize(grey, (columns, rows), interpolation=cv2.INTER_AREA)
    evened = cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(scaled)
    return np.asarray(evened, dtype=np.uint8), scale


def _lines(data: Mapping[str, Sequence[Any]]) -> list[tuple[str, float, Box]]:
    """Join the words of Tesseract's table that it put on one line; those it doubts are left out."""
    lines: dict[tuple[int, int, int], list[int]] = {}
    for i, text in enumerate(data["text"]):
        if str(text).strip() and float(data["conf"][i]) / 100 >= KEEP:
            place = (int(data["block_num"][i]), int(data["par_num"][i]), int(data["line_num"][i]))
            lines.setdefault(place, []).append(i)
    return [
        (
            " ".join(str(data["text"][i]).strip() for i in words),
            sum(float(data["conf"][i]) for i in words) / len(words) / 100,
            rectangle(
                min(data["left"][i] for i in words),
                min(data["top"][i] for i in words),
                max(data["left"][i] + data["width"][i] for i in words),
                max(data["top"][i] + data["height"][i] for i in words),
            ),
        )
        for words in lines.values()
    ]


def _in_photo(box: Box, quarter: int, width: int, height: int, scale: float) -> Box:
    """Return a box of the picture turned counter-clockwise by `quarter` quarters in photo coordinates."""
    corners = box if not quarter else [_turn_back(point, quarter, width, height) for point in box]
    return as_box((x / scale, y / scale) for x, y in corners)


def _turn_back(point: Point, quarter: int, width: int, height: int) -> Point:
    x, y = point
    if quarter == 1:
        return width - y, x
    if quarter == 2:
        return width - x, height - y
    return y, height - x
