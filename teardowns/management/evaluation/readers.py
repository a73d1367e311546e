"""The application's own reading, as one job of a worker does it. Runs in the child process."""

import numpy as np
from PIL import Image

from provenance.queries.catalogue import DatabaseCatalogue
from provenance.resolving import resolve
from teardowns.doubt import line_reading
from teardowns.evaluation.costs import Stopwatch, peak_mb
from teardowns.evaluation.values import Cost, Reading
from teardowns.ocr.cleaning import clean_report
from teardowns.ocr.engine import silent
from teardowns.ocr.registry import engine


def warm_up(engine_name: str) -> str:
    """Load the models, which is no photo's time, and return the engine's version. Raises EngineUnavailable."""
    chosen = engine(engine_name)
    chosen.read(np.zeros((64, 64, 3), np.uint8), silent)
    return chosen.version


def read_and_resolve(picture: str, engine_name: str) -> Reading:
    """Read a prepared picture and resolve each of its chips with the database's catalogue."""
    watch = Stopwatch()
    with Image.open(picture) as image:
        pixels = np.asarray(image.convert("RGB"))
    decoding = watch.lap()
    report = clean_report(engine(engine_name).read(pixels, silent))
    reading = watch.lap()
    catalogue = DatabaseCatalogue()
    resolutions = tuple(
        resolve([line_reading(line) for line in chip.lines], catalogue, corrections=catalogue.corrections)
        for chip in report.chips
    )
    cost = Cost(decoding, reading, resolving=watch.lap(), wall=watch.wall, peak_mb=peak_mb())
    return Reading(pixels.shape[1], pixels.shape[0], report, resolutions, cost)
