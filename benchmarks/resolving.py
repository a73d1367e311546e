"""How well markings are resolved with the shipped catalogue, as JSON on standard output.

Use: python -m benchmarks.resolving [--chips CSV] [--components CSV] [--wrong]
Without paths the evaluation data beside the project is taken (../shared/eval); it is for measuring only.
"""

import argparse
import csv
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path

from provenance import reference
from provenance.partnumbers.confusions import CLASSES
from provenance.partnumbers.makers import Makers, known_makers
from provenance.partnumbers.memory import MemoryCatalogue
from provenance.partnumbers.normalise import canonical, plain
from provenance.partnumbers.types import CataloguePart, Decision, Resolution
from provenance.resolving import resolve

_EVALUATION = Path(__file__).resolve().parents[2] / "shared" / "eval"


@dataclass(slots=True)
class Figures:
    """Counts over one file. Makers: right is the brand or a house that it belongs to; identified ones among them."""

    rows: int = 0
    decisions: Counter[str] = field(default_factory=Counter)
    number_right: int = 0
    number_among_candidates: int = 0
    maker: Counter[str] = field(default_factory=Counter)
    identified_maker: Counter[str] = field(default_factory=Counter)
    identified_number_wrong: int = 0
    cpu_milliseconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def shipped_catalogue() -> MemoryCatalogue:
    """The catalogue that ships with the project, in memory."""
    rows = reference.parts()
    return MemoryCatalogue(CataloguePart(r.number, r.manufacturer, canonical(r.number), r.category) for r in rows)


def judged_maker(answer: str, published: str, makers: Makers) -> str:
    """right, wrong, unanswered, or no_truth when the published label names no maker."""
    if not published or published.casefold() in {"not identified", "-"}:
        return "no_truth"
    if not answer:
        return "unanswered"
    pieces = [published, *published.replace("(", ",").replace(")", "").replace("/", ",").replace(" - ", ",").split(",")]
    named = {makers.named(piece.strip()) for piece in pieces} - {""}
    return "right" if any(makers.related(answer, name) for name in named) else "wrong"


def names_number(answer: str, printed: str) -> bool:
    """Whether the answer is the printed number, with what the maker leaves off in front or behind put back."""
    read, said = plain(printed), plain(answer)
    return read in said or (said in read and len(said) >= 0.6 * len(read))


def _measure(row: tuple[str, str, str], catalogue: MemoryCatalogue, makers: Makers, figures: Figures) -> None:
    marking, number, published = row
    started = time.process_time()
    resolution = resolve(marking.split("|"), catalogue)
    figures.cpu_milliseconds.append((time.process_time() - started) * 1000)
    figures.rows += 1
    figures.decisions[resolution.decision.value] += 1
    _judge_number(resolution, number, figures)
    best = resolution.candidates[0] if resolution.candidates else None
    verdict = judged_maker(best.manufacturer if best else "", published, makers)
    figures.maker[verdict] += 1
    if resolution.decision is Decision.IDENTIFIED:
        figures.identified_maker[verdict] += 1
    if best and verdict == "wrong":
        told = f"{resolution.decision.value}: {marking} -> {best.part_number} {best.manufacturer}, not {published}"
        figures.wrong.append(told)


def _judge_number(resolution: Resolution, number: str, figures: Figures) -> None:
    if not number:
        return
    right = [names_number(candidate.part_number, number) for candidate in resolution.candidates]
    figures.number_right += bool(right and right[0])
    figures.number_among_candidates += any(right)
    figures.identified_number_wrong += resolution.decision is Decision.IDENTIFIED and not right[0]


def measured(rows: list[tuple[str, str, str]], *, keep_wrong: bool) -> dict[str, object]:
    """The figures over rows of (marking, printed number or empty, published maker or empty)."""
    catalogue, makers, figures = shipped_catalogue(), known_makers(), Figures()
    for row in rows:
        _measure(row, catalogue, makers, figures)
    times = sorted(figures.cpu_milliseconds) or [0.0]
    report: dict[str, object] = {each.name: getattr(figures, each.name) for each in fields(figures)}
    report["cpu_milliseconds"] = {
        f"p{p}": round(times[min(len(times) - 1, len(times) * p // 100)], 2) for p in (50, 95, 99)
    }
    return report if keep_wrong else {key: value for key, value in report.items() if key != "wrong"}


def misread(number: str, noise: str, dice: random.Random) -> str:
    """The number as a bad photo gives it: `confused` characters of a class, a wrong `letter`, or a wrong `digit`."""
    places = [i for i, c in enumerate(number) if _FITS[noise](c)]
    if noise == "clean" or not places:
        return number
    at = dice.choice(places)
    return number[:at] + dice.choice(_INSTEAD[noise](number[at])) + number[at + 1 :]


_CLASS = {c: (digit + letters).replace(c, "") for digit, letters in CLASSES.items() for c in digit + letters}
_FITS: dict[str, Callable[[str], bool]] = {
    "clean": str.isalnum,
    "confused": lambda c: c.upper() in _CLASS,
    "letter": str.isalpha,
    "digit": str.isdigit,
}
_INSTEAD: dict[str, Callable[[str], str]] = {
    "confused": lambda c: _CLASS[c.upper()],
    "letter": lambda c: "ACEFHJKMNPRTUVWXY".replace(c.upper(), ""),
    "digit": lambda c: "0123456789".replace(c, ""),
}


def noisy(size: int, seed: int) -> dict[str, dict[str, int]]:
    """For shipped part numbers with one misread place: right at first, and what was decided."""
    catalogue, dice = shipped_catalogue(), random.Random(seed)  # noqa: S311
    parts = dice.sample(list(reference.parts()), size)
    report: dict[str, dict[str, int]] = {}
    for noise in _FITS:
        counts: Counter[str] = Counter()
        for part in parts:
            resolution = resolve([misread(part.number, noise, dice)], catalogue)
            best = resolution.candidates[0].part_number if resolution.candidates else ""
            verdict = "right" if plain(best) == plain(part.number) else "wrong"
            counts.update([f"first_{verdict}", f"{resolution.decision.value}_{verdict}"])
        report[noise] = dict(counts)
    return report


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Measure the two files and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chips", type=Path, default=_EVALUATION / "chips_dev.csv")
    parser.add_argument("--components", type=Path, default=_EVALUATION / "recovered_components_dev.csv")
    parser.add_argument("--noisy", type=int, default=500, help="shipped parts to misread")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", action="store_true", help="list the wrong makers too")
    options = parser.parse_args()
    chips = [(r["marking_lines"], r["part_number"], r["manufacturer"]) for r in _rows(options.chips)]
    components = [
        (r["name_and_marking"], "", r["manufacturer_as_published"])
        for r in _rows(options.components)
        if r["name_and_marking"].strip()
    ]
    report = {
        "chips": measured(chips, keep_wrong=options.wrong),
        "components": measured(components, keep_wrong=options.wrong),
        "noisy": noisy(options.noisy, options.seed),
    }
    json.dump(report, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
