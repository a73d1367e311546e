"""What a run is asked to do, checked before anything expensive begins."""

from collections.abc import Sequence
from pathlib import Path

from provenance import reference
from provenance.models import Part
from teardowns.evaluation.labels import Label, LabelsUnusable, read_labels
from teardowns.evaluation.numbers import catalogued
from teardowns.management.evaluation.problems import (
    LabelColumnMissing,
    LabelsNotFound,
    LabelsUnreadable,
    NoLabels,
    NoPhotos,
)

USUAL = Path(__file__).resolve().parents[4] / "shared" / "eval" / "chips_dev.csv"
"""Beside the project, where there is one; never part of it."""


def asked_labels(path: Path) -> list[Label]:
    """The labels of a file. Raises a Problem that says what is wrong with it."""
    try:
        return read_labels(path)
    except LabelsUnusable as fault:
        match fault.code:
            case "not_found":
                raise LabelsNotFound(path=path) from fault
            case "no_column":
                raise LabelColumnMissing(path=path, columns=fault.detail) from fault
            case "no_rows":
                raise NoLabels(path=path) from fault
            case _:
                raise LabelsUnreadable(path=path) from fault


def usual_photos(labels: Path) -> Path:
    """Where the photos are when nobody says: in `photos` beside the label file, or beside it."""
    folder = labels.parent / "photos"
    return folder if folder.is_dir() else labels.parent


def photos_of(labels: Sequence[Label], folder: Path) -> tuple[list[str], list[str]]:
    """(files that are there, files that are missing), each once, in the order of the labels. Raises NoPhotos."""
    files = list(dict.fromkeys(label.file for label in labels))
    missing = [file for file in files if not (folder / file).is_file()]
    if len(missing) == len(files):
        raise NoPhotos(folder=folder)
    return [file for file in files if file not in missing], missing


def catalogue_of(labels: Sequence[Label]) -> tuple[int, bool, frozenset[str]]:
    """(parts in the database, whether these are only the shipped ones, printed numbers that it holds)."""
    count = Part.objects.count()
    parts = Part.objects.values_list("number", "canonical").iterator(chunk_size=20_000)
    return count, count <= sum(1 for _ in reference.parts()), catalogued({label.part_number for label in labels}, parts)
