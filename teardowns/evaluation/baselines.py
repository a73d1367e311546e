"""What anyone can install today, used as its first page says: the figures that ours are measured against.

A baseline reads the photo's own file, turned upright by its EXIF orientation. It returns lines and no chips; its
report holds them as one chip, so that consecutive lines may join. Each function runs in a child process of its own.
"""

import importlib
import importlib.metadata
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pytesseract
from PIL import Image, ImageOps

from teardowns.evaluation.costs import Stopwatch, peak_mb
from teardowns.evaluation.values import Cost, Reading
from teardowns.ocr.cleaning import clean_report
from teardowns.ocr.engine import EngineUnavailable
from teardowns.ocr.geometry import rectangle
from teardowns.ocr.types import ChipReading, EngineReport, TextLine

_loaded: list[Any] = []
"""The one rapidocr of this process."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """`begin` loads it and returns its version, or raises EngineUnavailable; `read` reads the picture at a path."""

    begin: Callable[[], str]
    read: Callable[[str], Reading]


def begin_tesseract() -> str:
    """Version of the installed program. Raises EngineUnavailable.

    One thread: on a busy machine its threads wait for each other at full speed, for many times the CPU seconds.
    """
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        return f"tesseract {pytesseract.get_tesseract_version()}"
    except (pytesseract.TesseractNotFoundError, SystemExit) as error:
        raise EngineUnavailable("tesseract is not installed") from error


def read_with_tesseract(picture: str) -> Reading:
    """The whole photo through `pytesseract.image_to_string`, nothing set. Raises what pytesseract raises."""
    watch = Stopwatch()
    with Image.open(picture) as image:
        upright = ImageOps.exif_transpose(image)
    text = pytesseract.image_to_string(upright)
    return _reading("tesseract", str(text).splitlines(), upright.size, watch)


def begin_rapidocr() -> str:
    """Load rapidocr with its defaults; models come in its wheel. Raises EngineUnavailable."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # onnxruntime queues device data for its maker otherwise
    try:
        rapidocr = importlib.import_module("rapidocr")
        logging.disable(logging.WARNING)  # it says much about its models
        _loaded[:] = [rapidocr.RapidOCR()]
    except (ImportError, OSError, RuntimeError) as error:
        raise EngineUnavailable(str(error)) from error
    lettering = np.zeros((96, 320, 3), np.uint8)
    cv2.putText(lettering, "ABC 123", (20, 64), cv2.FONT_HERSHEY_SIMPLEX, 2, (255, 255, 255), 4)
    _loaded[0](lettering)  # loads its three models: not a photo's time
    return f"rapidocr {importlib.metadata.version('rapidocr')}"


def read_with_rapidocr(picture: str) -> Reading:
    """The whole photo through `RapidOCR()`, nothing set (it heeds EXIF itself). Raises what it raises."""
    if not _loaded:  # a new process: the one before died
        begin_rapidocr()
    watch = Stopwatch()
    with Image.open(picture) as image:
        size = image.size
    return _reading("rapidocr", _loaded[0](picture).txts or (), size, watch)


def _reading(name: str, texts: Sequence[str], size: tuple[int, int], watch: Stopwatch) -> Reading:
    whole = rectangle(0, 0, *size)
    lines = tuple(TextLine(text, 1.0, whole, 0, name) for text in texts if text.strip())
    report = EngineReport(name, "", (name,), (ChipReading(whole, 0, lines),), (), watch.wall)
    cost = Cost(0.0, watch.lap(), 0.0, watch.wall, peak_mb())
    return Reading(*size, clean_report(report), (), cost)


BASELINES = {
    "tesseract": Baseline(begin_tesseract, read_with_tesseract),
    "rapidocr": Baseline(begin_rapidocr, read_with_rapidocr),
}
