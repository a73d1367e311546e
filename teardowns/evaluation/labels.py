"""What is really printed on the chips of a photo: the rows of a label file."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

REQUIRED = ("file", "part_number")
SEPARATOR = "|"
UNKNOWN = "unknown"
"""Difficulty or kind that the file leaves out."""

FractionBox = tuple[float, float, float, float]
"""Left, top, right, bottom as fractions of the photo, turned upright by its EXIF orientation."""


class LabelsUnusable(Exception):
    """The label file cannot be used. `code`: not_found, not_text, no_column, no_rows; `detail` names what."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled chip.

    `rotation` is the counter-clockwise turn in degrees (any angle) that makes the marking upright, None when not
    told; `box` is generous. A `?` in a marking line is a character that nobody can read.
    """

    file: str
    part_number: str
    marking_lines: tuple[str, ...] = ()
    manufacturer: str = ""
    difficulty: str = UNKNOWN
    kind: str = UNKNOWN
    rotation: float | None = None
    box: FractionBox | None = None

    @property
    def quarter(self) -> int | None:
        """The nearest quarter turn: 0, 90, 180 or 270."""
        return None if self.rotation is None else round(self.rotation / 90) % 4 * 90


def read_labels(path: Path) -> list[Label]:
    """Read a label file (CSV, UTF-8). Columns beyond the known ones and rows without a part number are passed over.

    Raises LabelsUnusable.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            missing = [name for name in REQUIRED if name not in (table.fieldnames or ())]
            if missing:
                raise LabelsUnusable("no_column", ", ".join(missing))
            labels = [_label(row) for row in table if _text(row, "file") and _text(row, "part_number")]
    except OSError as error:
        raise LabelsUnusable("not_found", str(path)) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise LabelsUnusable("not_text", str(path)) from error
    if not labels:
        raise LabelsUnusable("no_rows", str(path))
    return labels


def _label(row: Mapping[str, str | None]) -> Label:
    return Label(
        file=_text(row, "file"),
        part_number=_text(row, "part_number"),
        marking_lines=tuple(line.strip() for line in _text(row, "marking_lines").split(SEPARATOR) if line.strip()),
        manufacturer=_text(row, "manufacturer"),
        difficulty=_text(row, "difficulty").lower() or UNKNOWN,
        kind=_text(row, "kind").lower() or UNKNOWN,
        rotation=next(iter(_numbers(_text(row, "rotation_deg"))), None),
        box=_box(_text(row, "bbox_frac")),
    )


def _text(row: Mapping[str, str | None], name: str) -> str:
    return (row.get(name) or "").strip()


def _box(text: str) -> FractionBox | None:
    numbers = _numbers(text.replace(",", " "))
    if len(numbers) != 4:
        return None
    left, top, right, bottom = numbers
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def _numbers(text: str) -> list[float]:
    """The numbers of a text, none when one of its words is no finite number."""
    try:
        numbers = [float(word) for word in text.split()]
    except ValueError:
        return []
    return numbers if all(abs(number) < 1e6 for number in numbers) else []
