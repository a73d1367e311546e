"""`manage.py read_photos PHOTO... --json`: read and resolve photos without touching the database's contents."""

import json
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.core.management.base import BaseCommand
from PIL import Image

from provenance.plain import plain_resolution
from provenance.queries.catalogue import DatabaseCatalogue
from provenance.resolving import resolve
from teardowns.doubt import line_reading
from teardowns.images.safe_decode import prepare
from teardowns.images.types import DecodeRefused, DecoderUnavailable
from teardowns.ocr.cleaning import clean_report
from teardowns.ocr.engine import EngineTimeout, EngineUnavailable, silent
from teardowns.ocr.registry import ENGINES, engine
from teardowns.ocr.types import Box, ChipReading


class Command(BaseCommand):
    """One JSON line a photo; a photo that cannot be read gives an `error` and never ends the run."""

    help = "Read the chips on photos and resolve their markings. Writes nothing to the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Photos, and the engine that reads them."""
        parser.add_argument("photos", nargs="+", type=Path)
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--engine", choices=sorted(ENGINES), default=settings.OCR_ENGINE)

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer photo by photo; progress goes to standard error when a person watches."""
        photos = options["photos"]
        for number, photo in enumerate(photos, start=1):
            if sys.stderr.isatty():
                self.stderr.write(f"{number} of {len(photos)}: {photo.name}")
            answer = _answer(photo, options["engine"])
            self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else _sentences(answer))
            self.stdout.flush()


def _answer(photo: Path, engine_name: str) -> dict[str, Any]:
    started = time.monotonic()
    chips: list[dict[str, Any]] = []
    error = None
    try:
        chips = _chips(photo, engine_name)
    except DecodeRefused as refusal:
        error = {"code": refusal.code, "message": refusal.detail or refusal.code}
    except OSError as failure:
        error = {"code": "cannot_open", "message": failure.strerror or str(failure)}
    except DecoderUnavailable as failure:
        error = {"code": "decoder_unavailable", "message": str(failure)}
    except (EngineUnavailable, EngineTimeout) as failure:
        error = {"code": "engine_failed", "message": str(failure)}
    seconds = round(time.monotonic() - started, 3)
    return {"photo": str(photo), "seconds": seconds, "error": error, "chips": chips}


def _chips(photo: Path, engine_name: str) -> list[dict[str, Any]]:
    with photo.open("rb"), tempfile.TemporaryDirectory() as folder:
        prepared = prepare(photo.resolve(), Path(folder))
        with Image.open(prepared.reading.path) as picture:
            pixels = np.asarray(picture.convert("RGB"))
    report = clean_report(engine(engine_name).read(pixels, silent))
    catalogue = DatabaseCatalogue()
    return [_chip(chip, prepared.reading.scale, catalogue) for chip in report.chips]


def _chip(chip: ChipReading, scale: float, catalogue: DatabaseCatalogue) -> dict[str, Any]:
    lines = [line_reading(line) for line in chip.lines]
    resolution = resolve(lines, catalogue, corrections=catalogue.corrections)
    return {
        "box": _box(chip.box, scale),
        "rotation": chip.rotation,
        "lines": [{"text": line.text, "confidence": round(line.confidence, 3)} for line in chip.lines],
        **plain_resolution(resolution),
    }


def _box(box: Box, scale: float) -> list[list[float]]:
    """The box in pixels of the upright photo at full size."""
    return [[round(x / scale, 1), round(y / scale, 1)] for x, y in box]


def _sentences(answer: dict[str, Any]) -> str:
    if answer["error"]:
        return f"{answer['photo']}: {answer['error']['code']}"
    lines = [f"{answer['photo']}: {len(answer['chips'])} chips, {answer['seconds']} s"]
    for chip in answer["chips"]:
        text = " | ".join(line["text"] for line in chip["lines"])
        best = chip["candidates"][0] if chip["candidates"] else None
        named = f"{best['part_number']} ({best['manufacturer'] or '?'})" if best else "-"
        lines.append(f"  {text}: {chip['decision']}: {named}")
    return "\n".join(lines)
