"""How often, and how fast, a noisy marking finds its part."""

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from provenance.importers.parts import PartRow
from provenance.management.benchmarking.noise import LEVELS
from provenance.partnumbers.lookup import look_up
from provenance.partnumbers.makers import known_makers
from provenance.partnumbers.normalise import canonical
from provenance.partnumbers.types import Catalogue, Decision
from provenance.resolving import resolve

SHOWN = 5
Answer = list[tuple[str, str]]
"""Part numbers with their makers, the best first."""


@dataclass(slots=True)
class Figures:
    """Counts and times over markings of one level."""

    markings: int = 0
    first: int = 0
    among: int = 0
    maker: int = 0
    milliseconds: list[float] = field(default_factory=list)

    def add(self, answer: Answer, row: PartRow, milliseconds: float) -> None:
        """Judge one answer."""
        numbers = [number for number, _ in answer]
        self.markings += 1
        self.first += numbers[:1] == [row.number]
        self.among += row.number in numbers
        self.maker += bool(answer) and answer[0][1] == (known_makers().named(row.manufacturer) or row.manufacturer)
        self.milliseconds.append(milliseconds)

    def report(self) -> dict[str, float]:
        """Percentages of the markings, and times."""
        shares = {"recall_at_1": self.first, "recall_at_5": self.among, "right_maker_at_1": self.maker}
        whole = max(1, self.markings)
        return {
            "markings": self.markings,
            **{name: round(100 * count / whole, 1) for name, count in shares.items()},
            **percentiles(self.milliseconds),
        }


def percentiles(milliseconds: Iterable[float]) -> dict[str, float]:
    """The median and the 99th percentile."""
    ordered = sorted(milliseconds) or [0.0]
    return {f"p{p}_ms": round(ordered[min(len(ordered) - 1, len(ordered) * p // 100)], 3) for p in (50, 99)}


def noisy(rows: Sequence[PartRow], level: str, count: int, seed: int) -> list[tuple[str, PartRow]]:
    """So many markings of the rows with their truth; fewer when too few rows can be marked so."""
    dice = random.Random(f"{seed} {level}")  # noqa: S311
    markings = ((LEVELS[level](row.number, row.manufacturer, dice), row) for row in rows)
    return [(text, row) for text, row in markings if text][:count]


def looked_up(markings: Iterable[tuple[str, PartRow]], catalogue: Catalogue) -> Figures:
    """The bare look-up of one line in the catalogue."""
    figures = Figures()
    for text, row in markings:
        started = time.perf_counter()
        found = look_up(text, catalogue, SHOWN)
        figures.add([(part.number, part.manufacturer) for part in found], row, _since(started))
    return figures


def resolved(markings: Iterable[tuple[str, PartRow]], catalogue: Catalogue) -> dict[str, float]:
    """The same markings as the application resolves them, and what it decides: `identified`, of them another part.

    A number that the part's begins with is no other part: the suffix may not be printed.
    """
    figures = Figures()
    identified = wrong = 0
    for text, row in markings:
        started = time.perf_counter()
        resolution = resolve([text], catalogue)
        answer = [(one.part_number, one.manufacturer) for one in resolution.candidates]
        figures.add(answer[:SHOWN], row, _since(started))
        if resolution.decision is Decision.IDENTIFIED:
            identified += 1
            wrong += not canonical(row.number).startswith(canonical(answer[0][0]))
    return {**figures.report(), "identified": identified, "identified_wrong": wrong}


def _since(started: float) -> float:
    return 1000 * (time.perf_counter() - started)
