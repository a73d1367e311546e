"""What a second and a third photo of a chip bring, as JSON on standard output.

Use: python -m benchmarks.fusing [--catalogue LIST] [--parts N] [--seed N]
Parts drawn from a catalogue, their markings misread anew for each photo. A share of the misreadings is the same on
every photo, as with scratches and a reader's habits. `strangers`: photos of two different parts, joined by mistake.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.doubtful import DATE, drawn
from benchmarks.misreading import misread
from provenance.evaluation.catalogues import catalogue
from provenance.fusing import fuse
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.types import CataloguePart, Decision, Resolution
from provenance.resolving import resolve

_EVALUATION = Path(__file__).resolve().parents[2] / "shared" / "eval"
PHOTOS = 3
MISREAD = (0.5, 0.2)
"""How likely a photo has one misread character, and then a second one."""
THE_SAME = 0.2
"""How likely a misreading is the one that every photo of the chip has."""
NOISES = ("confused", "confused", "letter", "digit")


def photos_of(number: str, dice: random.Random) -> list[str]:
    """The number as each of several photos gives it."""
    habit = misread(number, dice.choice(NOISES), dice)
    return [_read(number, habit, dice) for _ in range(PHOTOS)]


def _read(number: str, habit: str, dice: random.Random) -> str:
    text = number
    for likely in MISREAD:
        if dice.random() >= likely:
            break
        text = habit if dice.random() < THE_SAME else misread(text, dice.choice(NOISES), dice)
    return text


def measure(known: MemoryCatalogue, parts: Sequence[CataloguePart], dice: random.Random) -> dict[str, dict[str, int]]:
    """Counts by number of photos, and of photos of strangers."""
    counts: dict[str, Counter[str]] = {}
    before: Resolution | None = None
    for part in parts:
        number = part.number.upper()
        said = [resolve([text, DATE], known) for text in photos_of(number, dice)]
        for size in range(1, PHOTOS + 1):
            _count(counts.setdefault(f"{size} photos", Counter()), fuse(said[:size]), number)
        if before is not None:
            _count(counts.setdefault("strangers", Counter()), fuse([before, said[0]]), "")
        before = said[0]
    return {name: dict(sorted(found.items())) for name, found in counts.items()}


def _count(counts: Counter[str], answer: Resolution, truth: str) -> None:
    first = answer.candidates[0].part_number if answer.candidates else ""
    counts["rows"] += 1
    counts[answer.decision.value] += 1
    counts["first_right"] += plain(first) == plain(truth)
    counts["identified_wrong"] += answer.decision is Decision.IDENTIFIED and plain(first) != plain(truth)


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalogue", type=Path, default=_EVALUATION / "catalogue.tsv.gz")
    parser.add_argument("--parts", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    dice = random.Random(asked.seed)  # noqa: S311
    known, parts = catalogue(asked.catalogue)
    json.dump(measure(known, drawn(parts, asked.parts, dice), dice), sys.stdout, indent=2)


if __name__ == "__main__":
    main(sys.argv[1:])
