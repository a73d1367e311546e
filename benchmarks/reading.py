"""How well and how fast the reader reads labelled photos: prints one JSON object.

    python -m benchmarks.reading LABELS.csv --photos DIR [--engine neural]

`any_exact`: the printed part number is one of the lines returned for the photo (chips and leftovers), exactly,
after punctuation, blanks and case are taken away; two consecutive lines of a chip may join. `in_chips` leaves the
leftovers out, `with_alternatives` counts the other readings kept beside a line too. Labels as in the evaluation
data: file, part_number, difficulty, rotation_deg, kind. Without arguments it looks in ../shared/eval.
"""

import argparse
import csv
import json
import math
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps

from teardowns.ocr.engine import Pixels, silent
from teardowns.ocr.merge import key
from teardowns.ocr.registry import DEFAULT, ENGINES, engine
from teardowns.ocr.types import EngineReport, TextLine

EVALUATION = Path(__file__).resolve().parents[2] / "shared" / "eval"
MAX_PIXELS = 25_000_000


def texts(report: EngineReport, *, alternatives: bool, leftovers: bool = True) -> set[str]:
    """Return everything the report says in comparable form: lines, and pairs of consecutive lines joined."""
    blocks: list[Sequence[TextLine]] = [chip.lines for chip in report.chips]
    blocks += [[line] for line in report.leftovers if leftovers]
    found: set[str] = set()
    for block in blocks:
        said = [_said(line, alternatives=alternatives) for line in block]
        found.update(text for options in said for text in options)
        found.update(a + b for one, other in pairwise(said) for a in one for b in other)
    return found


def _said(line: TextLine, *, alternatives: bool) -> list[str]:
    others = [a.text for a in line.alternatives] if alternatives else []
    return [key(text) for text in (line.text, *others)]


def load(path: Path) -> Pixels:
    """Return a photo as the application hands it to the reader: upright by EXIF, RGB, at most 25 megapixels."""
    with Image.open(path) as image:
        pixels = np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
    scale = math.sqrt(MAX_PIXELS / (pixels.shape[0] * pixels.shape[1]))
    if scale < 1:
        size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return pixels


def measure(labels: Path, photos: Path, name: str) -> dict[str, object]:
    """Read every labelled photo once and return the figures."""
    chosen = engine(name)
    rows = list(csv.DictReader(labels.open(newline="", encoding="utf-8")))
    by_file: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for row in rows:
        by_file[row["file"]].append(row)
    chosen.read(np.zeros((64, 64, 3), np.uint8), silent)  # loads the models: not a photo's time
    hits: dict[str, list[bool]] = defaultdict(list)
    misses: list[dict[str, object]] = []
    cpu, wall, grouped = [], [], []
    for file, chips in by_file.items():
        pixels = load(photos / file)
        started, started_wall = _cpu(), time.monotonic()
        report = chosen.read(pixels, silent)
        cpu.append(_cpu() - started)
        wall.append(time.monotonic() - started_wall)
        said, all_said = texts(report, alternatives=False), texts(report, alternatives=True)
        in_chips = texts(report, alternatives=False, leftovers=False)
        grouped.append(len(report.chips))
        for chip in chips:
            wanted = key(chip["part_number"])
            hit = wanted in said
            for group in _groups(chip):
                hits[group].append(hit)
            hits["in_chips"].append(wanted in in_chips)
            hits["with_alternatives"].append(wanted in all_said)
            if not hit:
                misses.append({"file": file, "part_number": chip["part_number"], "read": sorted(said)[:200]})
        print(f"{file}: {cpu[-1]:.1f} s", file=sys.stderr)  # noqa: T201
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "engine": name,
        "version": chosen.version,
        "photos": len(by_file),
        "chips": len(rows),
        "percent": {group: [_percent(found), len(found)] for group, found in sorted(hits.items())},
        "chips_a_photo": round(sum(grouped) / len(grouped), 1),
        "cpu_seconds_a_photo": round(sum(cpu) / len(cpu), 2),
        "wall_seconds_a_photo": round(sum(wall) / len(wall), 2),
        "slowest_cpu_seconds": round(max(cpu), 2),
        "peak_rss_mb": peak // 1024,
        "misses": misses,
    }


def _groups(chip: Mapping[str, str]) -> Iterable[str]:
    quarter = round(float(chip["rotation_deg"]) / 90) % 4 * 90
    return ("any_exact", chip["difficulty"], chip["kind"], f"rotation {quarter}")


def _percent(found: Sequence[bool]) -> float:
    return round(100 * sum(found) / len(found), 1)


def _cpu() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", nargs="?", type=Path, default=EVALUATION / "chips_dev.csv")
    parser.add_argument("--photos", type=Path, default=EVALUATION / "photos")
    parser.add_argument("--engine", choices=sorted(ENGINES), default=DEFAULT)
    given = parser.parse_args()
    print(json.dumps(measure(given.labels, given.photos, given.engine), indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
