"""The default engine: PP-OCRv6 on several views of the photo, each pass visible by name in the report."""

import threading
import time
from collections.abc import Iterable, Sequence
from functools import partial

from . import models
from .bodies import find_bodies
from .chips import group
from .cutting import along_text, strip
from .engine import Pixels, Progress
from .enough import is_enough, main_chip
from .geometry import area, rotation, turned
from .merge import key, merge
from .models import Models
from .passes import PASSES, Situation
from .region import read_crop
from .types import Alternative, Box, EngineReport, TextLine
from .views import View

KEEP = 0.6
"""Confidence below which a line is noise."""
KEEP_LETTER = 0.9
"""The same for a single letter: vias, pads and dots are read as 0 and O."""
SURE = 0.9
"""Confidence from which a line is not read again upside down."""
RECIPE = ("glance", "closer", "clahe", "bodies")
"""A first look, which is enough for easy close-ups; the one chip of other close-ups, which end there; the whole photo;
the bodies. What each gives and what was tried
besides: docs/decisions/0004-our-own-weights.md."""
MAX_BODIES = 20
"""Four bodies give 60 %, eight 63 %, sixteen 67 %, twenty 69 %, forty no more."""
MAX_BOXES = 400
"""Boxes read in one pass, the largest first: a crowded board gives 200, a page of text would take minutes."""


class NeuralEngine:
    """Reads with neural models; they are loaded at the first reading, once for the process."""

    name = "neural"

    def __init__(self, *, threads: int = 1, passes: Sequence[str] = RECIPE) -> None:
        """Use `threads` for one operation (a worker owns one or two cores); `passes` are names of `PASSES`."""
        self._threads = threads
        self._passes = tuple(passes)
        self._models: Models | None = None
        self._loading = threading.Lock()

    @property
    def version(self) -> str:
        """Name of the models and version of `rapidocr`."""
        return models.version()

    def read(self, pixels: Pixels, progress: Progress) -> EngineReport:
        """Read the photo. Raises EngineUnavailable when the models are not installed."""
        started = time.monotonic()
        loaded = self._load()
        height, width = pixels.shape[:2]
        bodies = find_bodies(pixels, MAX_BODIES)
        lines: list[TextLine] = []
        done: list[str] = []
        progress(0, len(self._passes))
        for name in self._passes:
            views = PASSES[name](Situation(pixels, bodies, lines, done))
            lines = merge([*lines, *_read_views(loaded, pixels, views, name)])
            done.append(name)
            progress(len(done), len(self._passes))
            close_up = name == "closer" and main_chip(group(lines, bodies)[0], width, height)
            if close_up or is_enough(lines, width, height):
                break
        chips, leftovers = group(lines, bodies)
        return EngineReport(
            self.name, self.version, tuple(done), tuple(chips), tuple(leftovers), time.monotonic() - started
        )

    def read_region(self, pixels: Pixels, box: Box, progress: Progress) -> EngineReport:
        """Read one drawn crop. Raises EngineUnavailable when the models are not installed."""
        started = time.monotonic()
        loaded = self._load()
        read = partial(read_boxes, loaded, pixels)
        chip, passes = read_crop(pixels, box, find=loaded.find, read=read, progress=progress)
        chips = () if chip is None else (chip,)
        return EngineReport(self.name, self.version, passes, chips, (), time.monotonic() - started)

    def _load(self) -> Models:
        with self._loading:
            if self._models is None:
                self._models = Models(threads=self._threads)
            return self._models


def _read_views(loaded: Models, pixels: Pixels, views: Iterable[View], name: str) -> list[TextLine]:
    found = (view.in_photo(box) for view in views for box in loaded.find(view.pixels))
    boxes = [along_text(box) for box in found if box is not None]
    return read_boxes(loaded, pixels, sorted(boxes, key=area, reverse=True)[:MAX_BOXES], name)


def read_boxes(loaded: Models, pixels: Pixels, boxes: Sequence[Box], name: str) -> list[TextLine]:
    """Read each box the likelier way up, and the other way too where the result is not sure."""
    strips = [strip(pixels, box) for box in boxes]
    upright = [
        turned(box, 2) if flipped > 0.5 else box for box, flipped in zip(boxes, loaded.upside_down(strips), strict=True)
    ]
    first = _lines(loaded, pixels, upright, name)
    doubtful = [i for i, line in enumerate(first) if line.confidence < SURE]
    for i, line in zip(doubtful, _lines(loaded, pixels, [turned(upright[i], 2) for i in doubtful], name), strict=True):
        if line.confidence > first[i].confidence:
            first[i] = line
    return [line for line in first if line.confidence >= (KEEP if len(key(line.text)) > 1 else KEEP_LETTER)]


def _lines(loaded: Models, pixels: Pixels, boxes: Sequence[Box], name: str) -> list[TextLine]:
    return [
        _line(found or [("", 0.0)], box, name)
        for box, found in zip(boxes, loaded.read([strip(pixels, box) for box in boxes]), strict=True)
    ]


def _line(found: Sequence[tuple[str, float]], box: Box, name: str) -> TextLine:
    (text, confidence), *others = found
    alternatives = tuple(Alternative(other, sure, name) for other, sure in others if key(other) != key(text))
    return TextLine(text, confidence, box, rotation(box), name, alternatives=alternatives)
