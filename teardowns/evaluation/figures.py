"""From verdicts to figures: shares with their 95 % intervals, overall and by group."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from teardowns.evaluation.judging import Verdict
from teardowns.evaluation.labels import Label
from teardowns.evaluation.lines import LineMatch

JSON = dict[str, Any]
Z = 1.959964
"""Of the normal distribution, for 95 %."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def percent(self) -> float | None:
        """None when there is nothing to divide by."""
        return 100 * self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval in percent."""
        if not self.of:
            return None
        p, n, z2 = self.hits / self.of, self.of, Z * Z
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)

    def plain(self) -> JSON:
        """As JSON: percent with its interval, and the counts."""
        low, high = self.interval or (None, None)
        return {
            "percent": _tenth(self.percent),
            "hits": self.hits,
            "of": self.of,
            "low": _tenth(low),
            "high": _tenth(high),
        }


MEASURES: dict[str, Callable[[Verdict], bool]] = {
    "any_exact": lambda verdict: verdict.any_exact,
    "in_chips": lambda verdict: verdict.in_chips,
    "with_alternatives": lambda verdict: verdict.with_alternatives,
    "read_exact": lambda verdict: verdict.read_exact,
    "chip_found": lambda verdict: verdict.found,
    "top1": lambda verdict: verdict.top1,
    "top5": lambda verdict: verdict.top5,
}
BY_GROUP = ("any_exact", "top1")


def share(verdicts: Iterable[Verdict], hit: Callable[[Verdict], bool]) -> Share:
    """How many of the verdicts are hits."""
    hits = [hit(verdict) for verdict in verdicts]
    return Share(sum(hits), len(hits))


def shares(verdicts: Sequence[Verdict]) -> dict[str, Share]:
    """The main shares. `wrong_identified` counts among the right chips that were decided `identified`."""
    known = [verdict for verdict in verdicts if verdict.known]
    identified = [verdict for verdict in verdicts if verdict.identified]
    return {
        **{name: share(verdicts, hit) for name, hit in MEASURES.items()},
        "top1_known": share(known, MEASURES["top1"]),
        "top5_known": share(known, MEASURES["top5"]),
        "identified": Share(len(identified), len(verdicts)),
        "wrong_identified": share(identified, lambda verdict: not verdict.top1),
    }


def groups_of(label: Label) -> list[str]:
    """The groups that a label counts in, by rotation (nearest quarter turn), difficulty and kind."""
    quarter = label.quarter
    groups = ["rotation unknown" if quarter is None else f"rotation {quarter}"]
    if quarter in (90, 270):
        groups.append("rotation 90/270")
    groups += [f"difficulty {label.difficulty}", f"kind {label.kind}"]
    if is_easy_closeup(label):
        groups.append("easy closeup")
    return groups


def is_easy_closeup(label: Label) -> bool:
    """Whether the label is an easy one on a close-up."""
    return label.difficulty == "easy" and label.kind == "closeup"


def by_group(verdicts: Sequence[Verdict]) -> dict[str, dict[str, Share]]:
    """`BY_GROUP` for each group that occurs, the groups in alphabetical order."""
    members: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        for group in groups_of(verdict.label):
            members.setdefault(group, []).append(verdict)
    return {
        group: {name: share(found, MEASURES[name]) for name in BY_GROUP} for group, found in sorted(members.items())
    }


def error_rate(lines: Iterable[LineMatch]) -> JSON:
    """Character error rate in percent over the matched lines, all characters alike; and how many lines matched."""
    found = list(lines)
    matched = [line for line in found if line.matched]
    characters = sum(line.length for line in matched)
    edits = sum(line.edits for line in matched)
    percent = round(100 * edits / characters, 2) if characters else None
    return {"percent": percent, "edits": edits, "characters": characters, "matched": len(matched), "lines": len(found)}


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
