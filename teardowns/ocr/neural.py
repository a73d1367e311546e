"""The default engine: PP-OCRv6 on several views of the photo, each pass visible by name in the report."""

import threading
import time
from collections.abc import Iterable, Sequence
from functools import partial

from . import models
from .bodies import find_bodies
from .boxes import read_boxes
from .chips import group
from .cutting import along_text
from .engine import Pixels, Progress
from .enough import is_enough, main_chip
from .geometry import area
from .merge import merge
from .models import Models
from .passes import PASSES, Situation
from .region import read_crop
from .types import Box, EngineReport, TextLine
from .views import View

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
