"""How well the numbers on labelled chips, misread parts and doubtful readings are resolved, as JSON.

Published components and their makers are judged by `manage.py evaluate_resolving`.
Use: python -m benchmarks.resolving [--chips CSV] [--catalogue LIST] [--wrong]
Without paths the evaluation data beside the project is taken (../shared/eval); it is for measuring only. A part list
(CSV or TSV, gzipped or not) is taken in besides the shipped catalogue.
"""

import argparse
import csv
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, fields
from pathlib import Path

from benchmarks.doubtful import doubtful, drawn, unlisted
from benchmarks.misreading import FITS, misread
from provenance import reference
from provenance.evaluation.catalogues import catalogue
from provenance.evaluation.judging import judged_maker
from provenance.partnumbers.makers import Makers, known_makers
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.types import Decision, Resolution
from provenance.resolving import resolve
from teardowns.evaluation.numbers import catalogued, names

_EVALUATION = Path(__file__).resolve().parents[2] / "shared" / "eval"


@dataclass(slots=True)
class Figures:
    """Counts over one file. Makers: right is the brand or a house that it belongs to; identified ones among them.

    `*_first`: the first candidate is the printed number as the evaluation of readings judges it; of a part that the
    catalogue lacks it must say so too.
    """

    rows: int = 0
    decisions: Counter[str] = field(default_factory=Counter)
    number_right: int = 0
    number_among_candidates: int = 0
    in_catalogue: int = 0
    in_catalogue_first: int = 0
    uncatalogued_first: int = 0
    maker: Counter[str] = field(default_factory=Counter)
    identified_maker: Counter[str] = field(default_factory=Counter)
    identified_number_wrong: int = 0
    cpu_milliseconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def names_number(answer: str, printed: str) -> bool:
    """Whether the answer is the printed number, with what the maker leaves off in front or behind put back."""
    read, said = plain(printed), plain(answer)
    return read in said or (said in read and len(said) >= 0.6 * len(read))


def _measure(
    row: tuple[str, str, str], told: MemoryCatalogue, known: Collection[str], makers: Makers, figures: Figures
) -> None:
    marking, number, published = row
    started = time.process_time()
    resolution = resolve(marking.split("|"), told)
    figures.cpu_milliseconds.append((time.process_time() - started) * 1000)
    figures.rows += 1
    figures.decisions[resolution.decision.value] += 1
    _judge_number(resolution, number, figures, known=number in known)
    best = resolution.candidates[0] if resolution.candidates else None
    verdict = judged_maker(best.manufacturer if best else "", published, makers)
    figures.maker[verdict] += 1
    if resolution.decision is Decision.IDENTIFIED:
        figures.identified_maker[verdict] += 1
    if best and verdict == "wrong":
        line = f"{resolution.decision.value}: {marking} -> {best.part_number} {best.manufacturer}, not {published}"
        figures.wrong.append(line)


def _judge_number(resolution: Resolution, number: str, figures: Figures, *, known: bool) -> None:
    if not number:
        return
    first = resolution.candidates[0] if resolution.candidates else None
    exactly = first is not None and names(first.part_number, number)
    figures.in_catalogue += known
    figures.in_catalogue_first += exactly and known
    figures.uncatalogued_first += exactly and not known and first is not None and not first.catalogued
    right = [names_number(candidate.part_number, number) for candidate in resolution.candidates]
    figures.number_right += bool(right and right[0])
    figures.number_among_candidates += any(right)
    figures.identified_number_wrong += resolution.decision is Decision.IDENTIFIED and not right[0]


def measured(
    rows: list[tuple[str, str, str]], told: MemoryCatalogue, known: Collection[str], *, keep_wrong: bool
) -> dict[str, object]:
    """The figures over rows of (marking, printed number or empty, published maker or empty).

    `known` are the printed numbers that the catalogue holds.
    """
    makers, figures = known_makers(), Figures()
    for row in rows:
        _measure(row, told, known, makers, figures)
    times = sorted(figures.cpu_milliseconds) or [0.0]
    report: dict[str, object] = {each.name: getattr(figures, each.name) for each in fields(figures)}
    report["cpu_milliseconds"] = {
        f"p{p}": round(times[min(len(times) - 1, len(times) * p // 100)], 2) for p in (50, 95, 99)
    }
    return report if keep_wrong else {key: value for key, value in report.items() if key != "wrong"}


def noisy(told: MemoryCatalogue, size: int, seed: int) -> dict[str, dict[str, int]]:
    """For shipped part numbers with one place misread by a sure reader: right at first, and what was decided."""
    dice = random.Random(seed)  # noqa: S311
    parts = dice.sample(list(reference.parts()), size)
    report: dict[str, dict[str, int]] = {}
    for noise in FITS:
        counts: Counter[str] = Counter()
        for part in parts:
            resolution = resolve([misread(part.number, noise, dice)], told)
            named = [plain(candidate.part_number) == plain(part.number) for candidate in resolution.candidates]
            verdict = "right" if named[:1] == [True] else "wrong"
            counts.update([f"first_{verdict}", f"{resolution.decision.value}_{verdict}"])
            counts["among"] += any(named)
        report[noise] = dict(counts)
    return report


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Measure the labelled chips, and parts drawn from the catalogue, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chips", type=Path, default=_EVALUATION / "chips_dev.csv")
    parser.add_argument("--catalogue", type=Path, help="a part list to take in besides the shipped catalogue")
    parser.add_argument("--noisy", type=int, default=500, help="shipped parts to misread")
    parser.add_argument("--doubtful", type=int, default=150, help="parts of the catalogue to doubt, and to leave out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", action="store_true", help="list the wrong makers too")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")  # the reader of lists asks for limits
    chips = [(r["marking_lines"], r["part_number"], r["manufacturer"]) for r in _rows(options.chips)]
    told, parts = catalogue(options.catalogue)
    known = catalogued([number for _, number, _ in chips], ((part.number, part.canonical) for part in parts))
    dice = random.Random(options.seed)  # noqa: S311
    sample = drawn(parts, options.doubtful, dice)
    markings = [(marking.split("|"), number) for marking, number, _ in chips]
    report = {
        "parts": len(told),
        "chips": measured(chips, told, known, keep_wrong=options.wrong),
        "noisy": noisy(told, options.noisy, options.seed),
        "doubtful": doubtful(told, sample, dice),
        "unlisted": unlisted(told, drawn(parts, 4 * options.doubtful, dice), markings, options.seed),
    }
    json.dump(report, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
