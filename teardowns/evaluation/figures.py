"""From verdicts to figures: shares with their 95 % intervals, overall and by group."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from provenance.evaluation.shares import Share
from teardowns.evaluation.judging import Verdict
from teardowns.evaluation.labels import Label
from teardowns.evaluation.lines import LineMatch

JSON = dict[str, Any]

MEASURES: dict[str, Callable[[Verdict], bool]] = {
    "any_exact": lambda verdict: verdict.any_exact,
    "any_exact_free": lambda verdict: verdict.any_exact_free,
    "in_chips": lambda verdict: verdict.in_chips,
    "with_alternatives": lambda verdict: verdict.with_alternatives,
    "read_exact": lambda verdict: verdict.read_exact,
    "chip_found": lambda verdict: verdict.found,
    "top1": lambda verdict: verdict.top1,
    "top5": lambda verdict: verdict.top5,
    "top1_decoded": lambda verdict: verdict.top1_decoded,
    "top5_decoded": lambda verdict: verdict.top5_decoded,
}
BY_GROUP = ("any_exact", "any_exact_free", "top1")


def share(verdicts: Iterable[Verdict], hit: Callable[[Verdict], bool]) -> Share:
    """How many of the verdicts are hits."""
    hits = [hit(verdict) for verdict in verdicts]
    return Share(sum(hits), len(hits))


def shares(verdicts: Sequence[Verdict]) -> dict[str, Share]:
    """The main shares. `wrong_identified` counts among the right chips that were decided `identified`, `decoded_right`
    among their decoded lines.
    """
    known = [verdict for verdict in verdicts if verdict.known]
    identified = [verdict for verdict in verdicts if verdict.identified]
    decoded = [right for verdict in verdicts for _, right in verdict.decoded]
    return {
        **{name: share(verdicts, hit) for name, hit in MEASURES.items()},
        "top1_known": share(known, MEASURES["top1"]),
        "top5_known": share(known, MEASURES["top5"]),
        "identified": Share(len(identified), len(verdicts)),
        "wrong_identified": share(identified, lambda verdict: not verdict.top1),
        "decoded_right": Share(sum(decoded), len(decoded)),
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
