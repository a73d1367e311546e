"""Photo by photo: prepared as the application does it, then read by each reader in turn, each in its own process."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders
from PIL import Image

from teardowns.evaluation.blanks import blank_photos
from teardowns.evaluation.children import ChildDied
from teardowns.evaluation.values import PhotoReading, Reading
from teardowns.images.safe_decode import prepare
from teardowns.images.types import DecodeRefused, DecoderUnavailable

Tell = Callable[[str], None]
"""Shown one line of progress."""


@dataclass(frozen=True, slots=True)
class Reader:
    """`read` reads the picture at a path: the one that the application prepares, or the photo's own file."""

    read: Callable[[str], Reading]
    of_original: bool = False


def read_photos(
    files: Sequence[str], folder: Path, readers: Mapping[str, Reader], tell: Tell
) -> dict[str, list[PhotoReading]]:
    """What each reader said of each photo, by the reader's name; one photo after the other."""
    said: dict[str, list[PhotoReading]] = {name: [] for name in readers}
    for number, file in enumerate(files, start=1):
        with tempfile.TemporaryDirectory() as work:
            picture, refusal = _prepared(folder / file, Path(work))
            for name, reader in readers.items():
                path = str(folder / file) if reader.of_original else picture
                photo = _read(file, reader, path) if path else PhotoReading(file, None, refusal)
                said[name].append(photo)
                tell(f"{number}/{len(files)} {file} {name}: {_told(photo)}")
    return said


def read_blanks(count: int, reader: Reader, tell: Tell) -> list[PhotoReading]:
    """What the reader said of `count` photos without a legible chip, drawn for it."""
    said: list[PhotoReading] = []
    with tempfile.TemporaryDirectory() as work:
        picture = Path(work) / "blank.png"
        for number, (name, pixels) in enumerate(blank_photos(count, _cyrillic_font()), start=1):
            Image.fromarray(pixels).save(picture)
            said.append(_read(name, reader, str(picture)))
            tell(f"{number}/{count} {name}: {_told(said[-1])}")
    return said


def _cyrillic_font() -> Path | None:
    """The font of our own pages; found by its name, because this package knows no pages."""
    found = finders.find("web/fonts/ibm-plex-sans-cyrillic-400-normal.woff2")
    return Path(found) if isinstance(found, str) else None


def _prepared(original: Path, work: Path) -> tuple[str, str]:
    """(path of the picture to read, "") or ("", why there is none)."""
    try:
        return str(prepare(original.resolve(), work).reading.path), ""
    except DecodeRefused as refusal:
        return "", str(refusal)
    except (DecoderUnavailable, OSError) as failure:
        return "", f"decoder_unavailable: {failure}"


def _read(file: str, reader: Reader, path: str) -> PhotoReading:
    try:
        return PhotoReading(file, reader.read(path))
    except ChildDied:
        return PhotoReading(file, None, "process_died")
    except Exception as error:  # whatever a reader does on one photo, the others still count
        return PhotoReading(file, None, f"{type(error).__name__}: {error}"[:200])


def _told(photo: PhotoReading) -> str:
    if photo.reading is None:
        return photo.failure
    report, cost = photo.reading.report, photo.reading.cost
    lines = sum(len(chip.lines) for chip in report.chips) + len(report.leftovers)
    return f"{cost.cpu:.1f} s CPU, {lines} lines, {cost.peak_mb:.0f} MB"
