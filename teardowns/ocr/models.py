"""The models as functions: find lettering, tell which way up, look along a line, tell what it says.

Detector and recogniser are our own: PP-OCRv6 small, trained further on rendered markings (`training/`). The model for
the direction (PP-OCR mobile v2.0) and the decoding of the detector's map come in the wheel of `rapidocr`. All are
under Apache-2.0, and nothing is fetched.
"""

import importlib
import importlib.metadata
import math
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from .ctc import Probabilities, readings, together
from .engine import EngineUnavailable, Pixels
from .geometry import as_box, grown
from .memory import give_memory_back
from .types import Box

WEIGHTS = Path(__file__).parent / "weights"
EDITION = "2"
"""Number of our weights, stored with every reading: count it up when they change."""
LOOSE = 0.09
"""Share of a line's height that its box is grown by: letters that touch the edge are read worse."""
READ_HEIGHT = 48
"""Pixels: the recogniser's own line height."""
READ_WIDTH = 1600
READ_BATCH = 6
LETTERS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("µμΩ°±®©")
"""What chips carry; the model also knows 18,000 Chinese characters, and no Cyrillic ones (read as Latin)."""

_NOTHING: Probabilities = np.ones((1, 1), dtype=np.float32)


class Models:
    """The loaded models. Loading takes about 2 s and 300 MB; calls are safe from several threads."""

    def __init__(self, *, threads: int) -> None:
        """Load the models for `threads` threads each. Raises EngineUnavailable when one is missing."""
        try:
            os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # onnxruntime queues device data for its maker otherwise
            folder = Path(str(importlib.import_module("rapidocr").__file__)).parent / "models"
            decoding = importlib.import_module("rapidocr.ch_ppocr_det.utils")
            self._detector = _session(WEIGHTS / "detector.onnx", threads)
            self._reader = _session(WEIGHTS / "recogniser.onnx", threads)
            self._director = _session(folder / "ch_ppocr_mobile_v2.0_cls_mobile.onnx", threads)
        except (ImportError, OSError, RuntimeError) as error:
            raise EngineUnavailable(str(error)) from error
        self._regions = decoding.DBPostProcess(
            thresh=0.3, box_thresh=0.5, max_candidates=1000, unclip_ratio=1.6, use_dilation=True
        )
        characters = ["", *self._reader.get_modelmeta().custom_metadata_map["character"].splitlines(), " "]
        self._columns = [i for i, c in enumerate(characters) if i == 0 or c in LETTERS]
        self._characters = [characters[i] for i in self._columns]

    def find(self, pixels: Pixels) -> list[Box]:
        """Return boxes around lines of text, first corner at the upper left; sides must be multiples of 32."""
        height, width = pixels.shape[:2]
        bgr = pixels[:, :, ::-1].transpose(2, 0, 1).astype(np.float32)[np.newaxis]
        bgr *= 1 / 127.5
        bgr -= 1.0
        boxes, _ = self._regions(_run(self._detector, bgr), (height, width))
        return [grown(as_box(box.tolist()), LOOSE) for box in boxes]

    def upside_down(self, strips: Sequence[Pixels]) -> list[float]:
        """Return for each upright-or-reversed strip of text the probability that it is upside down."""
        batches = (np.stack([fitted(s, 192) for s in strips[i : i + 16]]) for i in range(0, len(strips), 16))
        return [float(p[1]) for batch in batches for p in _run(self._director, batch)]

    def look(self, strips: Sequence[Pixels]) -> list[Probabilities]:
        """Return for each strip the probabilities of the characters along it."""
        order = sorted(range(len(strips)), key=lambda i: strips[i].shape[1] / strips[i].shape[0])
        looks: list[Probabilities] = [_NOTHING for _ in strips]
        for chunk in _chunks(order, READ_BATCH):
            widths = [_reading_width(strips[i]) for i in chunk]
            batch = np.stack([fitted(strips[i], max(widths)) for i in chunk])
            for i, probabilities in zip(chunk, _run(self._reader, batch), strict=True):
                looks[i] = probabilities[:, self._columns]
        return looks

    def texts(self, looks: Sequence[Probabilities]) -> list[tuple[str, float]]:
        """Return the likeliest texts of looks at one line, in Latin letters, with their confidence (`ctc`)."""
        return readings(looks[0], self._characters) if len(looks) == 1 else together(looks, self._characters)


def version() -> str:
    """Return which weights read, and what decodes the detector's map, without loading them."""
    try:
        return f"chiptrail {EDITION} (PP-OCRv6 small), rapidocr {importlib.metadata.version('rapidocr')}"
    except importlib.metadata.PackageNotFoundError:
        return f"chiptrail {EDITION} (PP-OCRv6 small), rapidocr missing"


def _session(path: Path, threads: int) -> Any:
    give_memory_back()
    runtime = importlib.import_module("onnxruntime")  # heavy: loaded with the models, not with this module
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # photos differ in size: an arena would keep the peak of each
    options.log_severity_level = 4
    return runtime.InferenceSession(str(path), sess_options=options, providers=["CPUExecutionProvider"])


def _run(session: Any, batch: NDArray[np.float32]) -> NDArray[np.float32]:
    output: NDArray[np.float32] = session.run(None, {session.get_inputs()[0].name: batch})[0]
    return output


def _chunks(items: Sequence[int], length: int) -> Iterator[Sequence[int]]:
    return (items[i : i + length] for i in range(0, len(items), length))


def _reading_width(strip: Pixels) -> int:
    height, width = strip.shape[:2]
    wanted: int = math.ceil(READ_HEIGHT * width / height)
    return min(READ_WIDTH, max(READ_HEIGHT, wanted))


def fitted(strip: Pixels, width: int) -> NDArray[np.float32]:
    """Scale a strip to the reading height and pad it to `width`: channels x height x width, -1 to 1."""
    wanted = min(width, _reading_width(strip))
    smaller = strip.shape[0] > READ_HEIGHT
    scaled = cv2.resize(strip, (wanted, READ_HEIGHT), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)
    padded = np.zeros((3, READ_HEIGHT, width), dtype=np.float32)
    padded[:, :, :wanted] = scaled[:, :, ::-1].transpose(2, 0, 1).astype(np.float32) / 127.5 - 1.0
    return padded
